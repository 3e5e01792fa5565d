package com.happypancake.extractor;

import java.time.Duration;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * How often a failed task is retried, and after which delay.
 *
 * @param perChunk the maximum retries of one task
 * @param inAll the maximum retries of all tasks together
 * @param first the maximum delay before the first retry
 * @param longest the maximum delay before any retry
 */
public record RetryPolicy(int perChunk, int inAll, Duration first, Duration longest) {

  /** 10 retries of a task and 100 in all, with delays of up to 1 s, 2 s, 4 s … 1 min. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(10, 100, Duration.ofSeconds(1), Duration.ofMinutes(1));

  private static final int MAX_DOUBLINGS = 30;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if a number is below 0, or the longest delay is below the
   *     first
   */
  public RetryPolicy {
    if (perChunk < 0 || inAll < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "retries are %d of a chunk and %d in all; expected 0 or more",
              perChunk,
              inAll));
    }
    if (first.isNegative() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "waits of %s up to %s; expected rising ones", first, longest));
    }
  }

  /** Returns whether a task may be retried after its failures. */
  public boolean allows(int failures, int failuresInAll) {
    return failures <= perChunk && failuresInAll <= inAll;
  }

  /**
   * Returns a random delay between half of a limit and the limit. The limit doubles with each
   * failure. The randomness keeps several readers from returning at once.
   *
   * @param failures of the task, from 1
   */
  public Duration wait(int failures, RandomGenerator random) {
    long most = longest.toNanos();
    int doublings = Math.max(0, Math.min(failures - 1, MAX_DOUBLINGS));
    long limit = first.toNanos() > most >> doublings ? most : first.toNanos() << doublings;
    return Duration.ofNanos(limit / 2 + (long) (random.nextDouble() * (limit - limit / 2)));
  }
}
