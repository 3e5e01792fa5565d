package com.happypancake.dumps.block;

import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

/**
 * Who works on the blocks of a file, besides the thread that reads or writes it.
 *
 * @param executor runs the work on single blocks, which never waits for anything
 * @param threads how many work at a time, that thread included
 */
public record Workers(Executor executor, int threads) {

  private static final int BLOCKS_PER_THREAD = 8;

  /** All processors, shared by all files that this process reads and writes. */
  public static Workers shared() {
    ForkJoinPool pool = ForkJoinPool.commonPool();
    return new Workers(pool, pool.getParallelism() + 1);
  }

  /** Nobody else: for what is read by several threads anyway. */
  public static Workers caller() {
    return new Workers(task -> {}, 1);
  }

  /**
   * Returns how many blocks of a file may be under way at a time; each takes 128 KiB. So a file
   * that is read or written takes 1 MiB a thread.
   */
  public int window() {
    return threads == 1 ? 1 : threads * BLOCKS_PER_THREAD;
  }
}
