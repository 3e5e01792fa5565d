package com.happypancake.dumps.block;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Makes blocks of content. For one thread. */
public final class BlockDeflater implements Closeable {

  private static final int MAX_DEFLATED =
      Bgzf.MAX_BLOCK_BYTES - Bgzf.HEADER_BYTES - Bgzf.TRAILER_BYTES;

  private final Deflaters deflaters;
  private final CRC32 crc = new CRC32();
  // The native deflater writes from an array's first byte alone, so not into the block itself.
  private final byte[] deflated = new byte[MAX_DEFLATED];

  BlockDeflater(Codec codec) {
    this(codec.newDeflaters());
  }

  BlockDeflater(Deflaters deflaters) {
    this.deflaters = deflaters;
  }

  /**
   * Makes a block.
   *
   * @param content begins at the array's first byte
   * @param length of the content, 1 to {@link Bgzf#MAX_CONTENT_BYTES}
   * @param block receives it; of {@link Bgzf#MAX_BLOCK_BYTES}
   * @return the block's size
   */
  int deflate(byte[] content, int length, byte[] block) {
    ByteBuffer bytes = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(Bgzf.HEADER_BYTES);
    int size = deflate(content, length);
    if (size > 0) {
      bytes.put(deflated, 0, size);
    } else {
      store(content, length, bytes);
    }
    crc.reset();
    crc.update(content, 0, length);
    bytes.putInt((int) crc.getValue()).putInt(length);
    int total = bytes.position();
    bytes.position(0).put(Bgzf.HEADER_START).putShort((short) (total - 1));
    return total;
  }

  /** Returns how many bytes content was deflated to; 0 if it does not shrink enough. */
  private int deflate(byte[] content, int length) {
    Deflater deflater = deflaters.forContent(content, length);
    deflater.setInput(content, 0, length);
    deflater.finish();
    int size;
    try {
      size = deflater.deflate(deflated, 0, Math.min(length, deflated.length));
    } catch (RuntimeException e) {
      // The native deflater's way to say that the output does not fit.
      return 0;
    }
    return deflater.finished() ? size : 0;
  }

  /**
   * Appends the one stored block (RFC 1951, 3.2.4) that takes all content that a block may have.
   */
  private static void store(byte[] content, int length, ByteBuffer bytes) {
    bytes.put((byte) 1).putShort((short) length).putShort((short) ~length).put(content, 0, length);
  }

  /** Returns content as a whole file: its blocks and the terminator. */
  public static byte[] compress(byte[] content) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    byte[] block = new byte[Bgzf.MAX_BLOCK_BYTES];
    try (BlockDeflater deflater = new BlockDeflater(new Codec(Codec.Library.JDK, 6))) {
      for (int at = 0; at < content.length; at += Bgzf.MAX_CONTENT_BYTES) {
        byte[] slice =
            Arrays.copyOfRange(content, at, Math.min(content.length, at + Bgzf.MAX_CONTENT_BYTES));
        file.write(block, 0, deflater.deflate(slice, slice.length, block));
      }
    }
    file.writeBytes(Bgzf.terminator());
    return file.toByteArray();
  }

  @Override
  public void close() {
    deflaters.close();
  }
}
