package com.happypancake.seeder.pace;

import org.HdrHistogram.Histogram;

/**
 * Percentiles of the time from when an event was due to its confirm, in microseconds.
 *
 * <p>Three significant digits. Zero throughout where nothing was confirmed.
 *
 * @param p50Micros the median
 * @param p90Micros 90% are not above it
 * @param p99Micros 99%
 * @param p999Micros 99.9%
 * @param maxMicros none is above it
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
