package com.happypancake.dumps.block;

import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

/**
 * The threads that work on the blocks of a file, besides the one that reads or writes it.
 *
 * @param executor runs the work on single blocks, which never waits for anything
 * @param threads how many work at a time, that thread included
 */
public record Workers(Executor executor, int threads) {

  private static final int BLOCKS_PER_THREAD = 8;

  /** Returns all processors, shared by all files that this process reads and writes. */
  public static Workers shared() {
    ForkJoinPool pool = ForkJoinPool.commonPool();
    return new Workers(pool, pool.getParallelism() + 1);
  }

  /** Returns no other thread, for callers that use several threads themselves. */
  public static Workers caller() {
    return new Workers(task -> {}, 1);
  }

  /**
   * Returns how many blocks of a file may be in memory at a time. Each takes 128 KiB, so a file
   * takes 1 MiB for each thread.
   */
  public int window() {
    return threads == 1 ? 1 : threads * BLOCKS_PER_THREAD;
  }
}
