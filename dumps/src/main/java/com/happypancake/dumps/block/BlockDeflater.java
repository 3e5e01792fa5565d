package com.happypancake.dumps.block;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Deflates content into blocks. Not thread-safe. */
public final class BlockDeflater implements Closeable {

  private static final int MAX_DEFLATED =
      Bgzf.MAX_BLOCK_BYTES - Bgzf.HEADER_BYTES - Bgzf.TRAILER_BYTES;

  private final Optional<GklDeflaters> natives;
  private final Optional<Deflater> jdk;
  private final CRC32 crc = new CRC32();
  // The native deflater can't write into the block, only from an array's first byte on.
  private final byte[] deflated = new byte[MAX_DEFLATED];

  public BlockDeflater(Codec codec) {
    int level = codec.level();
    boolean isNative = codec.library() == Codec.Library.GKL;
    this.natives = isNative ? Optional.of(new GklDeflaters(level)) : Optional.empty();
    this.jdk = isNative ? Optional.empty() : Optional.of(new Deflater(level, true));
  }

  /**
   * Deflates content into a block.
   *
   * @param content the content, from the array's first byte on
   * @param length the content's length, 1 to {@link Bgzf#MAX_CONTENT_BYTES}
   * @param block receives the block; has {@link Bgzf#MAX_BLOCK_BYTES} bytes
   * @return the block's size
   */
  public int deflate(byte[] content, int length, byte[] block) {
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

  /** Deflates content and returns the deflated size; 0 if the content does not shrink enough. */
  private int deflate(byte[] content, int length) {
    Deflater chosen = forContent(content, length);
    chosen.setInput(content, 0, length);
    chosen.finish();
    int size;
    try {
      size = chosen.deflate(deflated, 0, Math.min(length, deflated.length));
    } catch (RuntimeException e) {
      // The native deflater throws if the output does not fit.
      return 0;
    }
    return chosen.finished() ? size : 0;
  }

  private Deflater forContent(byte[] content, int length) {
    if (natives.isPresent()) {
      return natives.get().forContent(content, length);
    }
    Deflater deflater = jdk.orElseThrow();
    deflater.reset();
    return deflater;
  }

  /** Appends the content as one stored block (RFC 1951, 3.2.4), which has room for any content. */
  private static void store(byte[] content, int length, ByteBuffer bytes) {
    bytes.put((byte) 1).putShort((short) length).putShort((short) ~length).put(content, 0, length);
  }

  /** Returns a complete file with the content: blocks and terminator. */
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
    natives.ifPresent(GklDeflaters::close);
    jdk.ifPresent(Deflater::end);
  }
}
