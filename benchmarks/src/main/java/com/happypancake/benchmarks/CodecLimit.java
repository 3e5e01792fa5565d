package com.happypancake.benchmarks;

import com.happypancake.benchmarks.DumpBlocks.BlockTask;
import com.happypancake.benchmarks.DumpBlocks.FileBlock;
import com.happypancake.dumps.block.Bgzf;
import com.happypancake.dumps.block.Codec;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.zip.DataFormatException;

/**
 * The limit of a transform: inflates all parts of a dump and deflates the content of all events, on
 * all cores, and nothing else. No transform with that codec can be faster.
 */
final class CodecLimit {
  private final int threads = Runtime.getRuntime().availableProcessors();
  private final ExecutorService pool;

  private CodecLimit(ExecutorService pool) {
    this.pool = pool;
  }

  /** Takes a block of a source that all threads share. Returns false at the end. */
  @FunctionalInterface
  private interface SharedBlocks {
    boolean apply(BlockTask task) throws IOException, DataFormatException;
  }

  /**
   * Runs in a separate process, as a transform does.
   *
   * @param arguments a file with the content of all parts of the events, and all parts of the dump
   * @throws IOException if a file cannot be read
   * @throws InterruptedException if the thread is interrupted
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      CodecLimit limit = new CodecLimit(pool);
      Codec codec = Codec.preferred();
      for (String part : List.of(arguments).subList(1, arguments.length)) {
        limit.inflate(Path.of(part), codec);
      }
      limit.deflate(Path.of(arguments[0]), codec);
    } finally {
      pool.shutdownNow();
    }
  }

  private void inflate(Path part, Codec codec) throws IOException, InterruptedException {
    try (DataInputStream file = DumpBlocks.open(part)) {
      boolean[] ended = {false};
      run(
          DumpBlocks.inflate(codec),
          task -> {
            FileBlock block;
            synchronized (ended) {
              if (ended[0]) {
                return false;
              }
              block = FileBlock.read(file);
              // The terminator is a block without content.
              ended[0] = block.content().length == 0;
            }
            task.apply(block.content(), block.deflated());
            return true;
          });
    }
  }

  private void deflate(Path contents, Codec codec) throws IOException, InterruptedException {
    try (DataInputStream file = DumpBlocks.open(contents)) {
      run(
          DumpBlocks.deflate(codec),
          task -> {
            byte[] content;
            synchronized (file) {
              content = file.readNBytes(Bgzf.MAX_CONTENT_BYTES);
            }
            if (content.length > 0) {
              task.apply(content, content);
            }
            return content.length > 0;
          });
    }
  }

  /** Lets each thread take blocks until there are none. */
  private void run(Supplier<BlockTask> tasks, SharedBlocks blocks)
      throws IOException, InterruptedException {
    List<Future<?>> ends = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      ends.add(
          pool.submit(
              () -> {
                BlockTask task = tasks.get();
                while (blocks.apply(task)) {
                  // Take the next one.
                }
                return null;
              }));
    }
    try {
      for (Future<?> end : ends) {
        end.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("a block could not be worked on: " + e.getCause(), e);
    }
  }
}
