package com.happypancake.dumps.block;

import com.happypancake.dumps.block.Digests.OrderedDigest;
import com.happypancake.schemas.index.IndexEntry;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * Cuts a stream of bytes into blocks and writes them to a file.
 *
 * <p>Other threads deflate blocks while the caller fills the next ones. The file keeps the blocks'
 * order. Not thread-safe.
 */
public final class BlockWriter implements Closeable {

  private final FileChannel file;
  private final String name;
  private final WriteOptions options;
  private final int window;
  private final OrderedTasks<Block> deflating;
  private final Pool<BlockDeflater> deflaters;
  private final Pool<BlockInflater> inflaters =
      new Pool<>(() -> new BlockInflater(new Codec(Codec.Library.JDK, 1)));
  private final Deque<Block> free = new ArrayDeque<>();
  private final MessageDigest fileDigest = Digests.sha256();
  private final OrderedDigest contentDigest;
  private final List<IndexEntry> entries = new ArrayList<>();
  private Block filling = new Block();
  private long fileBytes;
  private long contentBytes;

  /**
   * Creates a writer.
   *
   * @param file a channel open for writing, at its start; {@link #close} closes it
   * @param name the file's name, for messages
   */
  public BlockWriter(FileChannel file, String name, WriteOptions options, Workers workers) {
    this.file = file;
    this.name = name;
    this.options = options;
    this.window = workers.window();
    this.deflaters = new Pool<>(() -> new BlockDeflater(options.codec()));
    this.deflating = new OrderedTasks<>(workers.executor());
    this.contentDigest = new OrderedDigest(workers.executor());
  }

  /** Returns the number of bytes that still fit into the current block. */
  public int room() {
    return Bgzf.MAX_CONTENT_BYTES - filling.length;
  }

  /** Returns the array of the current block. The content begins at the first byte. */
  public byte[] filling() {
    return filling.content;
  }

  /** Returns the number of bytes in the current block. */
  public int filled() {
    return filling.length;
  }

  /** Appends bytes. Begins a new block whenever the current one is full. */
  public void write(byte[] bytes, int offset, int count) throws IOException {
    int at = offset;
    int left = count;
    while (left > 0) {
      if (room() == 0) {
        endBlock();
      }
      int now = Math.min(left, room());
      System.arraycopy(bytes, at, filling.content, filling.length, now);
      filling.length += now;
      at += now;
      left -= now;
    }
  }

  /** Adds an index entry for the record that begins at the next byte. */
  public void enter(long ordinal, String key) {
    filling.entries.add(
        IndexEntry.newBuilder().setOrdinal(ordinal).setOffset(filling.length).setKey(key));
  }

  /** Ends the current block, unless it is empty. */
  public void endBlock() throws IOException {
    if (filling.length == 0) {
      return;
    }
    Block full = filling;
    contentBytes += full.length;
    deflating.add(() -> deflate(full));
    full.digested = contentDigest.add(full.content, full.length);
    while (deflating.size() >= window || deflating.isNextDone()) {
      emit(deflating.take());
    }
    filling = free.isEmpty() ? new Block() : free.remove();
  }

  /** Deflates a block. Runs on any thread. */
  private Block deflate(Block block) throws IOException {
    block.size =
        deflaters.lend(deflater -> deflater.deflate(block.content, block.length, block.bytes));
    if (options.verifyWrites()) {
      inflaters.lend(inflater -> verify(block, inflater));
    }
    return block;
  }

  /** Inflates a block and compares the result with the original content. */
  Block verify(Block block, BlockInflater inflater) throws IOException {
    byte[] inflated = new byte[Bgzf.MAX_BLOCK_BYTES];
    String found;
    try {
      int length = inflater.inflate(block.bytes, block.size, inflated);
      if (Arrays.equals(inflated, 0, length, block.content, 0, block.length)) {
        return block;
      }
      found = "a block that holds something else";
    } catch (BlockException e) {
      found = e.getMessage();
    }
    throw new IOException(
        String.format(
            Locale.ROOT,
            "%s: what %s deflated does not inflate to the same %d bytes: %s;"
                + " write with another codec, such as jdk-1",
            name,
            options.codec().description(),
            block.length,
            found));
  }

  private void emit(Block block) throws IOException {
    for (IndexEntry.Builder entry : block.entries) {
      entries.add(entry.setBlock(fileBytes).build());
    }
    emit(ByteBuffer.wrap(block.bytes, 0, block.size));
    contentDigest.await(block.digested);
    block.length = 0;
    block.entries.clear();
    free.add(block);
  }

  private void emit(ByteBuffer bytes) throws IOException {
    fileDigest.update(bytes.duplicate());
    fileBytes += bytes.remaining();
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  /** Writes the last block and the terminator, and synchronises the file to the disk. */
  public void finish() throws IOException {
    endBlock();
    while (deflating.size() > 0) {
      emit(deflating.take());
    }
    emit(ByteBuffer.wrap(Bgzf.terminator()));
    file.force(true);
  }

  /** Returns the size of the finished file. */
  public long fileBytes() {
    return fileBytes;
  }

  /** Returns the number of appended bytes, once the file is finished. */
  public long contentBytes() {
    return contentBytes;
  }

  /** Returns the SHA-256 of the finished file and resets the digest. */
  public String fileSha256() {
    return Digests.hex(fileDigest);
  }

  /** Returns the SHA-256 of all bytes appended to the finished file and resets the digest. */
  public String contentSha256() {
    return contentDigest.hex();
  }

  /** Returns the index entries of the finished file. */
  public List<IndexEntry> entries() {
    return entries;
  }

  @Override
  public void close() throws IOException {
    // The tasks end first, because they use the deflaters.
    Closeables.closeAll(deflating, deflaters, inflaters, file);
  }
}
