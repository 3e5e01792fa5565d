package com.happypancake.dumps;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
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
     * @throws InvalidProtocolBufferException if the content is no entry; it counts as damaged then
     */
    void entry(byte[] content) throws InvalidProtocolBufferException;
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
   * Reads the intact entries at the beginning of a stream.
   *
   * @param size the number of bytes of the stream
   * @return the offset of the first damaged entry; {@code size} if there is none
   */
  public static long read(InputStream stream, long size, EntryReader reader) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    long offset = 0;
    while (size - offset >= HEADER_BYTES) {
      int length = in.readInt();
      int crc = in.readInt();
      if (length < 0 || length > size - offset - HEADER_BYTES) {
        return offset;
      }
      byte[] content = in.readNBytes(length);
      if (content.length < length || crc(content) != crc) {
        return offset;
      }
      try {
        reader.entry(content);
      } catch (InvalidProtocolBufferException e) {
        return offset;
      }
      offset += HEADER_BYTES + length;
    }
    return offset;
  }
}
