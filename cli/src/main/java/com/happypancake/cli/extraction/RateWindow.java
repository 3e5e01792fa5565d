package com.happypancake.cli.extraction;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/**
 * How many rows a second were read of late: in the last half minute, or, where they come more
 * seldom, since the last but one time that some came. For one thread.
 */
final class RateWindow {

  private static final long WINDOW_NANOS = Duration.ofSeconds(30).toNanos();
  private static final long SPACING_NANOS = Duration.ofMillis(250).toNanos();

  /** What is measured in less says nothing. */
  private static final long LEAST_NANOS = Duration.ofSeconds(1).toNanos();

  private final Deque<Sample> samples = new ArrayDeque<>();
  private long total;

  /** How many rows there were at a time. */
  private record Sample(long nanos, long total) {}

  /** Begins to measure anew: what was read before, and the time that it took, do not count. */
  void restart(long nanos) {
    samples.clear();
    samples.add(new Sample(nanos, total));
  }

  /** Counts rows; before the first {@link #restart} nothing is measured. */
  void add(long rows, long nanos) {
    total += rows;
    if (!samples.isEmpty() && nanos - samples.getLast().nanos() >= SPACING_NANOS) {
      samples.add(new Sample(nanos, total));
      trim(nanos);
    }
  }

  /** Returns the rows a second; empty where that was not measured for a second yet. */
  OptionalDouble perSecond(long nanos) {
    trim(nanos);
    if (samples.isEmpty() || nanos - samples.getFirst().nanos() < LEAST_NANOS) {
      return OptionalDouble.empty();
    }
    Sample first = samples.getFirst();
    return OptionalDouble.of((total - first.total()) * 1e9 / (nanos - first.nanos()));
  }

  /** Keeps one sample from before the window, and the last two whenever they were. */
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
