package com.happypancake.dumps.block;

import com.happypancake.dumps.block.BlockException.Kind;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/**
 * Reads the blocks of a file in order and checks each before it returns it.
 *
 * <p>Other threads inflate the next blocks in the meantime. Not thread-safe.
 */
public final class BlockReader implements Closeable {

  private static final int BUFFER_BYTES = 1 << 18;

  private final InputStream file;
  private final int window;
  private final OrderedTasks<Block> inflating;
  private final Pool<BlockInflater> inflaters;
  private final Deque<Block> free = new ArrayDeque<>();
  private final byte[] terminator = Bgzf.terminator();
  private Optional<Block> current = Optional.empty();
  private long offset;
  private boolean ended;

  /**
   * Opens a file at the offset of a block.
   *
   * @throws BlockException if the file ends before the offset
   */
  public BlockReader(Path file, long start, Codec codec, Workers workers) throws IOException {
    this(Files.newInputStream(file), start, codec, workers);
  }

  /** Reads a stream, which is closed if it ends before the offset. */
  BlockReader(InputStream stream, long start, Codec codec, Workers workers) throws IOException {
    try {
      skip(stream, start);
    } catch (IOException | RuntimeException e) {
      Closeables.closeAfter(e, stream);
      throw e;
    }
    this.file = new BufferedInputStream(stream, BUFFER_BYTES);
    this.inflaters = new Pool<>(() -> new BlockInflater(codec));
    this.window = workers.window();
    this.inflating = new OrderedTasks<>(workers.executor());
    this.offset = start;
  }

  private static void skip(InputStream stream, long start) throws IOException {
    try {
      stream.skipNBytes(start);
    } catch (EOFException e) {
      throw new BlockException(Kind.CUT, "the file ends before this block: it was cut", e)
          .at(start);
    }
  }

  /**
   * Returns the next block that has content. The next call reuses its arrays.
   *
   * @return the block; an empty optional at the terminator
   * @throws BlockException if the file is not BGZF, fails a check, or does not end with the
   *     terminator
   */
  public Optional<Block> next() throws IOException {
    current.ifPresent(free::add);
    current = Optional.empty();
    while (!ended && inflating.size() < window) {
      add();
    }
    if (inflating.size() > 0) {
      current = Optional.of(inflating.take());
    }
    return current;
  }

  /** Reads a block and submits it for inflation. Damage is thrown when it is the block's turn. */
  private void add() throws IOException {
    Block block = free.isEmpty() ? new Block() : free.remove();
    block.offset = offset;
    try {
      if (read(block)) {
        inflating.add(() -> inflate(block));
        offset += block.size;
      } else {
        ended = true;
      }
    } catch (BlockException e) {
      ended = true;
      inflating.add(
          () -> {
            throw e;
          });
    }
  }

  /** Reads the bytes of a block. Returns false if it is the terminator. */
  private boolean read(Block block) throws IOException {
    int header = file.readNBytes(block.bytes, 0, Bgzf.HEADER_BYTES);
    if (header == 0) {
      throw cut(block, "the file ends without the terminator block: it was cut");
    }
    if (header < Bgzf.HEADER_BYTES) {
      throw cut(block, "the file ends inside a block's header: it was cut");
    }
    try {
      block.size = BlockInflater.size(block.bytes);
    } catch (BlockException e) {
      throw e.at(block.offset);
    }
    int rest = block.size - Bgzf.HEADER_BYTES;
    if (file.readNBytes(block.bytes, Bgzf.HEADER_BYTES, rest) < rest) {
      throw cut(block, "the file ends inside a block of " + block.size + " bytes: it was cut");
    }
    if (!Arrays.equals(block.bytes, 0, block.size, terminator, 0, terminator.length)) {
      return true;
    }
    if (file.read() >= 0) {
      throw new BlockException(Kind.BLOCK, "the file goes on after its terminator block")
          .at(block.offset);
    }
    return false;
  }

  private static BlockException cut(Block block, String what) {
    return new BlockException(Kind.CUT, what).at(block.offset);
  }

  /** Inflates a block. Runs on any thread. */
  private Block inflate(Block block) throws IOException {
    try {
      block.length =
          inflaters.lend(inflater -> inflater.inflate(block.bytes, block.size, block.content));
    } catch (BlockException e) {
      throw e.at(block.offset);
    }
    if (block.length == 0) {
      throw new BlockException(Kind.BLOCK, "an empty block that is not the terminator")
          .at(block.offset);
    }
    return block;
  }

  @Override
  public void close() throws IOException {
    // The tasks end first, because they use the inflaters.
    Closeables.closeAll(inflating, inflaters, file);
  }
}
