package com.happypancake.seeder.pace;

/**
 * Percentiles of a time, in microseconds, with three significant digits. They are 0 if nothing was
 * measured.
 *
 * @param p50Micros the median
 * @param p90Micros the 90th percentile
 * @param p99Micros the 99th percentile
 * @param p999Micros the 99.9th percentile
 * @param maxMicros the maximum
 */
public record LatencySummary(
    long p50Micros, long p90Micros, long p99Micros, long p999Micros, long maxMicros) {

  /** Nothing was measured. */
  public static final LatencySummary NONE = new LatencySummary(0, 0, 0, 0, 0);
}
