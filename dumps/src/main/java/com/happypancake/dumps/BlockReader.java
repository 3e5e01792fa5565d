package com.happypancake.dumps;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Reads the blocks of a file in order; each is checked before any of its bytes is given out. */
final class BlockReader implements Closeable {

  private final InputStream file;
  private final String name;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] block = new byte[Bgzf.MAX_BLOCK_BYTES];
  private final byte[] content = new byte[Bgzf.MAX_BLOCK_BYTES];
  private long blockOffset;
  private int blockBytes;
  private int length;
  private int position;

  /**
   * A reader.
   *
   * @param file the compressed bytes, from the file's start; buffered by the caller
   * @param name of the file, for messages
   */
  BlockReader(InputStream file, String name) {
    this.file = file;
    this.name = name;
  }

  /** Returns the offset in the file of the block that holds the next byte. */
  long nextBlockOffset() {
    return position < length ? blockOffset : blockOffset + blockBytes;
  }

  /** Returns where in its block's content the next byte is. */
  int nextOffset() {
    return position < length ? position : 0;
  }

  /** Returns where the next byte is: {@code <offset of its block>:<offset in its content>}. */
  String position() {
    return blockOffset + ":" + position;
  }

  /**
   * Fills a range of an array.
   *
   * @return how many bytes were read: fewer than asked only where the file ends
   * @throws DamagedDumpException if the file is not BGZF, fails a check, or ends without terminator
   */
  int read(byte[] bytes, int offset, int count) throws IOException {
    int read = 0;
    while (read < count && (position < length || nextBlock())) {
      int now = Math.min(count - read, length - position);
      System.arraycopy(content, position, bytes, offset + read, now);
      position += now;
      read += now;
    }
    return read;
  }

  /** Reads the next block that holds anything; returns false at the terminator. */
  private boolean nextBlock() throws IOException {
    if (blockBytes > 0 && length == 0) {
      return false;
    }
    blockOffset += blockBytes;
    position = 0;
    length = 0;
    int header = file.readNBytes(block, 0, Bgzf.HEADER_BYTES);
    if (header == 0) {
      throw damaged("the file ends without the terminator block: it was cut");
    }
    if (header < Bgzf.HEADER_BYTES) {
      throw damaged("the file ends inside a block's header: it was cut");
    }
    if (!Arrays.equals(
        block, 0, Bgzf.HEADER_START.length, Bgzf.HEADER_START, 0, Bgzf.HEADER_START.length)) {
      throw damaged("not the header of a BGZF block");
    }
    ByteBuffer bytes = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
    blockBytes = (bytes.getShort(Bgzf.HEADER_START.length) & 0xFFFF) + 1;
    int rest = blockBytes - Bgzf.HEADER_BYTES;
    if (rest <= Bgzf.TRAILER_BYTES) {
      throw damaged("a block of " + blockBytes + " bytes is too short");
    }
    if (file.readNBytes(block, Bgzf.HEADER_BYTES, rest) < rest) {
      throw damaged("the file ends inside a block of " + blockBytes + " bytes: it was cut");
    }
    inflate(rest - Bgzf.TRAILER_BYTES, bytes);
    if (length == 0) {
      checkEnd();
    }
    return length > 0;
  }

  private void inflate(int deflated, ByteBuffer bytes) throws IOException {
    int trailer = blockBytes - Bgzf.TRAILER_BYTES;
    int expectedCrc = bytes.getInt(trailer);
    int expectedLength = bytes.getInt(trailer + Integer.BYTES);
    if (expectedLength < 0 || expectedLength > content.length) {
      throw damaged(
          String.format(
              Locale.ROOT,
              "a block claims %d bytes of content; the format allows %d",
              Integer.toUnsignedLong(expectedLength),
              content.length));
    }
    inflater.reset();
    inflater.setInput(block, Bgzf.HEADER_BYTES, deflated);
    int inflated;
    try {
      inflated = inflater.inflate(content, 0, expectedLength);
      // One more step, so that an empty block, and the end of a full one, is seen as the end.
      if (!inflater.finished() && inflater.inflate(new byte[1]) > 0) {
        throw damaged("a block holds more than the " + expectedLength + " bytes that it claims");
      }
    } catch (DataFormatException e) {
      throw new DamagedDumpException(
          String.format(Locale.ROOT, "%s: virtual offset %d:0: not deflate", name, blockOffset), e);
    }
    if (inflated != expectedLength || !inflater.finished() || inflater.getRemaining() > 0) {
      throw damaged(
          "a block holds another number of bytes than the " + expectedLength + " that it claims");
    }
    crc.reset();
    crc.update(content, 0, inflated);
    if ((int) crc.getValue() != expectedCrc) {
      throw damaged(
          String.format(
              Locale.ROOT,
              "a block's CRC-32 is %08x; expected %08x",
              (int) crc.getValue(),
              expectedCrc));
    }
    length = inflated;
  }

  private void checkEnd() throws IOException {
    if (!Arrays.equals(Arrays.copyOf(block, blockBytes), Bgzf.terminator())) {
      throw damaged("an empty block that is not the terminator");
    }
    if (file.read() >= 0) {
      throw damaged("the file goes on after its terminator block");
    }
  }

  private DamagedDumpException damaged(String what) {
    return new DamagedDumpException(
        String.format(Locale.ROOT, "%s: virtual offset %s: %s", name, position(), what));
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    file.close();
  }
}
