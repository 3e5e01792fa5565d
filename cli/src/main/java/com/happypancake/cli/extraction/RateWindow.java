package com.happypancake.cli.extraction;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/**
 * Measures the recent rate in rows per second. The window is 30 seconds, or reaches back to the
 * second-to-last sample if rows arrive less often. Not thread-safe.
 */
final class RateWindow {

  private static final long WINDOW_NANOS = Duration.ofSeconds(30).toNanos();
  private static final long SPACING_NANOS = Duration.ofMillis(250).toNanos();

  /** Rates over less time are not meaningful. */
  private static final long LEAST_NANOS = Duration.ofSeconds(1).toNanos();

  private final Deque<Sample> samples = new ArrayDeque<>();
  private long total;

  /** The total number of rows at a time. */
  private record Sample(long nanos, long total) {}

  /** Restarts the measurement, without earlier rows and their time. */
  void restart(long nanos) {
    samples.clear();
    samples.add(new Sample(nanos, total));
  }

  /** Counts rows. Before the first {@link #restart} there is no rate. */
  void add(long rows, long nanos) {
    total += rows;
    if (!samples.isEmpty() && nanos - samples.getLast().nanos() >= SPACING_NANOS) {
      samples.add(new Sample(nanos, total));
      trim(nanos);
    }
  }

  /** Returns the rows per second; empty during the first second of a measurement. */
  OptionalDouble perSecond(long nanos) {
    trim(nanos);
    if (samples.isEmpty() || nanos - samples.getFirst().nanos() < LEAST_NANOS) {
      return OptionalDouble.empty();
    }
    Sample first = samples.getFirst();
    return OptionalDouble.of((total - first.total()) * 1e9 / (nanos - first.nanos()));
  }

  /** Keeps one sample from before the window, and always the last two samples. */
  private void trim(long nanos) {
    while (samples.size() > 2) {
      Sample first = samples.removeFirst();
      if (nanos - samples.getFirst().nanos() < WINDOW_NANOS) {
        samples.addFirst(first);
        return;
      }
    }
  }
}
