package com.happypancake.dumps.block;

import com.happypancake.dumps.block.BlockException.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Random access to the blocks of a file that may be damaged. Not thread-safe. */
public final class BlockFile implements Closeable {

  private static final int SEARCH_BYTES = 1 << 16;

  private final FileChannel file;
  private final long size;
  private final BlockInflater inflater;
  private final byte[] block = new byte[Bgzf.MAX_BLOCK_BYTES];
  private final byte[] content = new byte[Bgzf.MAX_BLOCK_BYTES];

  public BlockFile(Path path) throws IOException {
    this.file = FileChannel.open(path, StandardOpenOption.READ);
    try {
      this.size = file.size();
    } catch (IOException e) {
      Closeables.closeAfter(e, file);
      throw e;
    }
    this.inflater = new BlockInflater(new Codec(Codec.Library.JDK, 1));
  }

  /** Returns the file's size. */
  public long size() {
    return size;
  }

  /** Returns the content of the last inflated block. */
  public byte[] content() {
    return content;
  }

  /**
   * Reads a block's size from its header.
   *
   * @throws BlockException if no header is there, or the file ends inside the block
   */
  public int size(long at) throws IOException {
    if (size - at < Bgzf.HEADER_BYTES) {
      throw new BlockException(Kind.CUT, "the file ends inside a block's header: it was cut");
    }
    read(at, block, Bgzf.HEADER_BYTES);
    int bytes = BlockInflater.size(block);
    if (size - at < bytes) {
      throw new BlockException(
          Kind.CUT,
          "the file ends inside a block of " + bytes + " bytes: it was cut, or the size is false");
    }
    return bytes;
  }

  /**
   * Inflates a block into {@link #content}.
   *
   * @return the length of the content
   * @throws BlockException if the block is damaged
   */
  public int inflate(long at) throws IOException {
    int bytes = size(at);
    read(at, block, bytes);
    return inflater.inflate(block, bytes, content);
  }

  /**
   * Reads the length of a block's content from its trailer.
   *
   * @throws BlockException as {@link #size(long)}
   */
  public long contentBytes(long at) throws IOException {
    int bytes = size(at);
    read(at + bytes - Integer.BYTES, block, Integer.BYTES);
    return ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN).getInt(0) & 0xFFFF_FFFFL;
  }

  /** Returns whether the file's bytes from an offset on are exactly the terminator. */
  public boolean endsWithTerminator(long at) throws IOException {
    byte[] terminator = Bgzf.terminator();
    if (size - at != terminator.length) {
      return false;
    }
    read(at, block, terminator.length);
    return Arrays.equals(block, 0, terminator.length, terminator, 0, terminator.length);
  }

  /**
   * Returns the offset at which to continue after a damaged block. If the header has a possible
   * size, this is the block's end, or an intact block before it from which blocks lead to that end.
   * Otherwise it is the next intact block or the file's end.
   */
  public long next(long damaged) throws IOException {
    try {
      long behind = damaged + size(damaged);
      if (behind < size) {
        size(behind);
      }
      // A wrong size may skip some blocks and lead to the start of another by chance.
      long nearer = search(damaged + 1, behind);
      return leadsTo(nearer, behind) ? nearer : behind;
    } catch (BlockException e) {
      return search(damaged + 1, size);
    }
  }

  /** Returns whether a sequence of blocks fills the file from one offset to another. */
  private boolean leadsTo(long from, long to) throws IOException {
    long at = from;
    try {
      while (at < to) {
        at += size(at);
      }
    } catch (BlockException e) {
      return false;
    }
    return at == to;
  }

  /** Returns the offset of the first intact block that begins in a range, or the range's end. */
  private long search(long from, long end) throws IOException {
    byte[] window = new byte[SEARCH_BYTES];
    int overlap = Bgzf.HEADER_START.length - 1;
    for (long start = from; start < end; start += window.length - overlap) {
      int bytes = (int) Math.min(window.length, size - start);
      read(start, window, bytes);
      long last = Math.min(bytes - overlap, end - start);
      for (int i = 0; i < last; i++) {
        if (window[i] == Bgzf.HEADER_START[0]
            && window[i + 1] == Bgzf.HEADER_START[1]
            && isWhole(start + i)) {
          return start + i;
        }
      }
    }
    return end;
  }

  private boolean isWhole(long at) throws IOException {
    try {
      inflate(at);
      return true;
    } catch (BlockException e) {
      return false;
    }
  }

  private void read(long at, byte[] target, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(target, 0, bytes);
    long position = at;
    while (buffer.hasRemaining()) {
      int read = file.read(buffer, position);
      if (read < 0) {
        throw new IOException("the file became shorter while it was read");
      }
      position += read;
    }
  }

  @Override
  public void close() throws IOException {
    Closeables.closeAll(inflater, file);
  }
}
