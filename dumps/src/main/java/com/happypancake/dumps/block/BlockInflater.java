package com.happypancake.dumps.block;

import com.happypancake.dumps.block.BlockException.Kind;
import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates blocks. Not thread-safe.
 *
 * <p>The result of a native inflater counts only if length and CRC match the block's trailer.
 * Otherwise the JDK's inflater inflates the block again and decides. So all codecs find the same
 * blocks damaged, for the same reason.
 */
final class BlockInflater implements Closeable {

  private final Optional<Inflater> fast;
  private final Inflater judge = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] deflated = new byte[Bgzf.MAX_BLOCK_BYTES];

  BlockInflater(Codec codec) {
    this.fast =
        codec.library() == Codec.Library.GKL ? Optional.of(Gkl.newInflater()) : Optional.empty();
  }

  /**
   * Reads a block's size from its header.
   *
   * @param block an array that begins with the {@link Bgzf#HEADER_BYTES} bytes of the header
   * @return the size of the whole block
   * @throws BlockException if the header is not that of a block
   */
  static int size(byte[] block) throws BlockException {
    int start = Bgzf.HEADER_START.length;
    if (!Arrays.equals(block, 0, start, Bgzf.HEADER_START, 0, start)) {
      throw new BlockException(Kind.BLOCK, "not the header of a BGZF block");
    }
    int size = ((block[start] & 0xFF) | (block[start + 1] & 0xFF) << 8) + 1;
    if (size <= Bgzf.HEADER_BYTES + Bgzf.TRAILER_BYTES) {
      throw new BlockException(Kind.BLOCK, "a block of " + size + " bytes is too short");
    }
    return size;
  }

  /**
   * Inflates a block and checks its length and CRC.
   *
   * @param block the whole block, with a valid header
   * @param size the block's size
   * @param content receives the content; has at least {@link Bgzf#MAX_BLOCK_BYTES} bytes
   * @return the length of the content
   * @throws BlockException if the content is not deflate or does not match the trailer
   */
  int inflate(byte[] block, int size, byte[] content) throws BlockException {
    ByteBuffer bytes = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
    int expectedCrc = bytes.getInt(size - Bgzf.TRAILER_BYTES);
    int length = bytes.getInt(size - Integer.BYTES);
    if (length < 0 || length > Bgzf.MAX_BLOCK_BYTES) {
      throw new BlockException(
          Kind.BLOCK,
          String.format(
              Locale.ROOT,
              "a block claims %d bytes of content; the format allows %d",
              Integer.toUnsignedLong(length),
              Bgzf.MAX_BLOCK_BYTES));
    }
    int deflatedBytes = size - Bgzf.HEADER_BYTES - Bgzf.TRAILER_BYTES;
    if (fast.isPresent() && inflateFast(fast.get(), block, deflatedBytes, content, length)) {
      if (crc(content, length) == expectedCrc) {
        return length;
      }
    }
    inflateStrictly(block, deflatedBytes, content, length);
    int actualCrc = crc(content, length);
    if (actualCrc != expectedCrc) {
      throw new BlockException(
          Kind.BLOCK,
          String.format(
              Locale.ROOT, "a block's CRC-32 is %08x; expected %08x", actualCrc, expectedCrc));
    }
    return length;
  }

  private int crc(byte[] content, int length) {
    crc.reset();
    crc.update(content, 0, length);
    return (int) crc.getValue();
  }

  private boolean inflateFast(
      Inflater inflater, byte[] block, int deflatedBytes, byte[] content, int length) {
    // The native inflater reads only from an array's first byte on.
    System.arraycopy(block, Bgzf.HEADER_BYTES, deflated, 0, deflatedBytes);
    try {
      inflater.reset();
      inflater.setInput(deflated, 0, deflatedBytes);
      return length > 0 && inflater.inflate(content, 0, length) == length;
    } catch (DataFormatException | RuntimeException e) {
      return false;
    }
  }

  private void inflateStrictly(byte[] block, int deflatedBytes, byte[] content, int length)
      throws BlockException {
    judge.reset();
    judge.setInput(block, Bgzf.HEADER_BYTES, deflatedBytes);
    int inflated;
    try {
      inflated = judge.inflate(content, 0, length);
      // Another call makes the inflater notice the end of an empty block or a full one.
      if (!judge.finished() && judge.inflate(new byte[1]) > 0) {
        throw new BlockException(
            Kind.BLOCK, "a block holds more than the " + length + " bytes it claims");
      }
    } catch (DataFormatException e) {
      throw new BlockException(Kind.BLOCK, "a block is not deflate", e);
    }
    if (inflated != length || !judge.finished() || judge.getRemaining() > 0) {
      throw new BlockException(
          Kind.BLOCK,
          "a block holds another number of bytes than the " + length + " that it claims");
    }
  }

  @Override
  public void close() {
    fast.ifPresent(Inflater::end);
    judge.end();
  }
}
