package com.happypancake.dumps;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The framing of journals and logs: each entry stands after its length (4 bytes, big endian) and
 * its CRC-32C (4).
 */
public final class ChecksummedEntries {

  private static final int HEADER_BYTES = 2 * Integer.BYTES;

  private ChecksummedEntries() {}

  /** Takes an entry's content. */
  @FunctionalInterface
  public interface EntryReader {

    /**
     * Takes a content whose checksum is right.
     *
     * @throws IOException if the content is not an entry; then it counts as damaged
     */
    void entry(byte[] content) throws IOException;
  }

  /** Returns an entry with its length and checksum. */
  public static byte[] frame(byte[] content) {
    return ByteBuffer.allocate(HEADER_BYTES + content.length)
        .putInt(content.length)
        .putInt(crc(content))
        .put(content)
        .array();
  }

  private static int crc(byte[] content) {
    CRC32C crc = new CRC32C();
    crc.update(content);
    return (int) crc.getValue();
  }

  /**
   * Reads the intact entries at the beginning of a file's bytes.
   *
   * @return the offset of the first damaged entry; the number of bytes if there is none
   */
  public static long read(byte[] file, EntryReader reader) {
    ByteBuffer bytes = ByteBuffer.wrap(file);
    while (bytes.remaining() >= HEADER_BYTES) {
      int begin = bytes.position();
      int length = bytes.getInt();
      int crc = bytes.getInt();
      if (length < 0 || length > bytes.remaining()) {
        return begin;
      }
      byte[] content = new byte[length];
      bytes.get(content);
      if (crc(content) != crc) {
        return begin;
      }
      try {
        reader.entry(content);
      } catch (IOException e) {
        return begin;
      }
    }
    return bytes.position();
  }
}
