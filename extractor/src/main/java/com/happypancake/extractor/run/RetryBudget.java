package com.happypancake.extractor.run;

import com.happypancake.database.SourceException;
import com.happypancake.extractor.RetryPolicy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The retries that all readers of a run share, and the delays before them. Safe for use by several
 * threads.
 */
final class RetryBudget {

  private final RetryPolicy retries;
  private final RandomGenerator random;
  private int failures;

  RetryBudget(RetryPolicy retries, RandomGenerator random) {
    this.retries = retries;
    this.random = random;
  }

  /**
   * Waits for the next attempt, if there is one.
   *
   * @param failure of the last one
   * @param failed how often the same task has failed
   * @param told takes the delay before it begins
   * @throws SourceException the failure, if no retry mends it or none is left
   * @throws InterruptedException if the thread was interrupted
   */
  void await(SourceException failure, int failed, Consumer<Duration> told)
      throws SourceException, InterruptedException {
    if (Thread.currentThread().isInterrupted() || !failure.isPassing() || !allows(failed)) {
      throw failure;
    }
    Duration wait = wait(failed);
    told.accept(wait);
    TimeUnit.NANOSECONDS.sleep(wait.toNanos());
  }

  private synchronized boolean allows(int failed) {
    failures++;
    return retries.allows(failed, failures);
  }

  /** Not all generators are safe for use by several threads. */
  private synchronized Duration wait(int failed) {
    return retries.wait(failed, random);
  }
}
