package com.happypancake.dumps.block;

import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

/**
 * The threads that work on the blocks of a file, in addition to the one that reads or writes it.
 *
 * @param executor runs the work on single blocks, which never waits
 * @param threads the number of working threads, including the reading or writing one
 */
public record Workers(Executor executor, int threads) {

  private static final int BLOCKS_PER_THREAD = 8;

  /** Returns workers on all processors, shared by all files that this process reads and writes. */
  public static Workers shared() {
    ForkJoinPool pool = ForkJoinPool.commonPool();
    return new Workers(pool, pool.getParallelism() + 1);
  }

  /**
   * Returns workers that leave the other processors free.
   *
   * @throws IllegalArgumentException if the number of threads is not positive
   */
  public static Workers of(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("the number of threads is at least 1, not " + threads);
    }
    Workers shared = shared();
    if (threads == shared.threads()) {
      return shared;
    }
    return threads == 1 ? caller() : new Workers(new ForkJoinPool(threads - 1), threads);
  }

  /** Returns workers without other threads, for callers that use several threads themselves. */
  public static Workers caller() {
    return new Workers(task -> {}, 1);
  }

  /** Returns the maximum number of a file's blocks in memory, each of 128 KiB. */
  public int window() {
    return threads == 1 ? 1 : threads * BLOCKS_PER_THREAD;
  }

  /** Waits until a thread has ended, however long it takes. Keeps an interrupt for later. */
  public static void awaitEnd(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
