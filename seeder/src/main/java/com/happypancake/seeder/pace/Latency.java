package com.happypancake.seeder.pace;

import org.HdrHistogram.Histogram;

/**
 * Percentiles of the time from an event's due time to its confirm, in microseconds.
 *
 * <p>They have three significant digits, and are 0 if nothing was confirmed.
 *
 * @param p50Micros the median
 * @param p90Micros the 90th percentile
 * @param p99Micros the 99th percentile
 * @param p999Micros the 99.9th percentile
 * @param maxMicros the maximum
 */
public record Latency(
    long p50Micros, long p90Micros, long p99Micros, long p999Micros, long maxMicros) {

  static Latency of(Histogram micros) {
    return new Latency(
        micros.getValueAtPercentile(50),
        micros.getValueAtPercentile(90),
        micros.getValueAtPercentile(99),
        micros.getValueAtPercentile(99.9),
        micros.getMaxValue());
  }
}
