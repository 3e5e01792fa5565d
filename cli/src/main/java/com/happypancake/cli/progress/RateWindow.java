package com.happypancake.cli.progress;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Measures the recent rate of work in units per second. The window has a given length, or reaches
 * back to the second-to-last sample if work arrives less often. Not thread-safe.
 */
public final class RateWindow {

  private static final long SPACING_NANOS = Duration.ofMillis(250).toNanos();

  /** Rates over less time are not meaningful. */
  private static final long LEAST_NANOS = Duration.ofSeconds(1).toNanos();

  private final long windowNanos;
  private final Deque<Sample> samples = new ArrayDeque<>();
  private long total;

  /** The total number of units at a time. */
  private record Sample(long nanos, long total) {}

  /**
   * The work within the window.
   *
   * @param nanos the length of the window so far
   */
  record Measured(long units, long nanos) {

    double perSecond() {
      return units * 1e9 / nanos;
    }
  }

  /** Creates a window without a measurement. */
  public RateWindow(Duration window) {
    this.windowNanos = window.toNanos();
  }

  /** Restarts the measurement, without earlier work and its time. */
  public void restart(long nanos) {
    samples.clear();
    samples.add(new Sample(nanos, total));
  }

  /** Counts work. Before the first {@link #restart} there is no rate. */
  public void add(long units, long nanos) {
    total += units;
    if (!samples.isEmpty() && nanos - samples.getLast().nanos() >= SPACING_NANOS) {
      samples.add(new Sample(nanos, total));
      trim(nanos);
    }
  }

  /** Takes the sum of all work since the first call in place of what is new. */
  public void stands(long units, long nanos) {
    add(units - total, nanos);
  }

  /** Returns the units per second; empty during the first second of a measurement. */
  public OptionalDouble perSecond(long nanos) {
    Optional<Measured> measured = measured(nanos).filter(work -> work.nanos() >= LEAST_NANOS);
    return measured.isPresent()
        ? OptionalDouble.of(measured.get().perSecond())
        : OptionalDouble.empty();
  }

  /** Returns the work within the window; empty before the first {@link #restart}. */
  Optional<Measured> measured(long nanos) {
    trim(nanos);
    return Optional.ofNullable(samples.peekFirst())
        .map(first -> new Measured(total - first.total(), nanos - first.nanos()));
  }

  /** Keeps one sample from before the window, and always the last two samples. */
  private void trim(long nanos) {
    while (samples.size() > 2) {
      Sample first = samples.removeFirst();
      if (nanos - samples.getFirst().nanos() < windowNanos) {
        samples.addFirst(first);
        return;
      }
    }
  }
}
