package com.happypancake.seeder.pace;

import org.HdrHistogram.Histogram;

/** Collects times of the whole run and of an interval. Not thread-safe. */
public final class LatencyMeter {

  private static final int SIGNIFICANT_DIGITS = 3;
  private static final long NANOS_PER_MICRO = 1_000;

  private final Histogram total = new Histogram(SIGNIFICANT_DIGITS);
  private final Histogram interval = new Histogram(SIGNIFICANT_DIGITS);

  /** Adds a time. A negative one counts as 0. */
  public void add(long nanos) {
    interval.recordValue(Math.max(0, nanos) / NANOS_PER_MICRO);
  }

  /** Returns the percentiles since the last call. */
  public LatencySummary takeInterval() {
    LatencySummary summary = summary(interval);
    total.add(interval);
    interval.reset();
    return summary;
  }

  /** Returns the percentiles of all times up to the last call of {@link #takeInterval}. */
  public LatencySummary total() {
    return summary(total);
  }

  private static LatencySummary summary(Histogram micros) {
    return new LatencySummary(
        micros.getValueAtPercentile(50),
        micros.getValueAtPercentile(90),
        micros.getValueAtPercentile(99),
        micros.getValueAtPercentile(99.9),
        micros.getMaxValue());
  }
}
