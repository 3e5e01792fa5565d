package com.happypancake.benchmarks;

import com.happypancake.dumps.block.Codec;
import com.intel.gkl.compression.IntelDeflater;
import com.intel.gkl.compression.IntelInflater;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** One thing that is done to a block, and to nothing but it. An instance is for one thread. */
@FunctionalInterface
interface BlockWork {

  /** A block holds no more, and deflate makes no more of it. */
  int MAX_BLOCK_BYTES = 1 << 16;

  /** Does it to a block, and returns how many bytes it gave. */
  long apply(int block) throws DataFormatException;

  /**
   * Does it to all blocks.
   *
   * @param threads that share them
   * @param work makes what a thread does
   * @return how many bytes all gave
   */
  static long all(Blocks blocks, int threads, Function<Blocks, BlockWork> work)
      throws IOException, InterruptedException {
    AtomicInteger next = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Long>> sums = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        sums.add(
            pool.submit(
                () -> {
                  BlockWork own = work.apply(blocks);
                  long sum = 0;
                  for (int block = next.getAndIncrement();
                      block < blocks.count();
                      block = next.getAndIncrement()) {
                    sum += own.apply(block);
                  }
                  return sum;
                }));
      }
      long bytes = 0;
      for (Future<Long> sum : sums) {
        bytes += sum.get();
      }
      return bytes;
    } catch (ExecutionException e) {
      throw new IOException("a block could not be worked on: " + e.getCause(), e);
    } finally {
      pool.shutdownNow();
    }
  }

  /** Deflates: what no writer with that codec can be faster than. */
  static Function<Blocks, BlockWork> deflate(Codec codec) {
    return blocks -> {
      Deflater deflater =
          codec.library() == Codec.Library.GKL
              ? new IntelDeflater(codec.level(), true)
              : new Deflater(codec.level(), true);
      byte[] deflated = new byte[MAX_BLOCK_BYTES];
      return block -> {
        byte[] content = blocks.content(block);
        deflater.reset();
        deflater.setInput(content, 0, content.length);
        deflater.finish();
        return deflater.deflate(deflated, 0, deflated.length);
      };
    };
  }

  /** Inflates: what no reader with that codec can be faster than. */
  static Function<Blocks, BlockWork> inflate(Codec codec) {
    return blocks -> {
      Inflater inflater =
          codec.library() == Codec.Library.GKL ? new IntelInflater(true) : new Inflater(true);
      byte[] content = new byte[MAX_BLOCK_BYTES];
      return block -> {
        byte[] deflated = blocks.deflated(block);
        inflater.reset();
        inflater.setInput(deflated, 0, deflated.length);
        return inflater.inflate(content, 0, blocks.content(block).length);
      };
    };
  }

  /** Computes the CRC-32 of the content. */
  static Function<Blocks, BlockWork> crc() {
    return blocks -> {
      CRC32 crc = new CRC32();
      return block -> {
        crc.reset();
        crc.update(blocks.content(block), 0, blocks.content(block).length);
        return blocks.content(block).length;
      };
    };
  }

  /** Computes the SHA-256 of the content. */
  static Function<Blocks, BlockWork> sha256() {
    return blocks -> {
      MessageDigest digest = newSha256();
      return block -> {
        digest.update(blocks.content(block));
        return blocks.content(block).length;
      };
    };
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
