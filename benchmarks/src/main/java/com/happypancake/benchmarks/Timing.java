package com.happypancake.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * The times of a contender.
 *
 * @param name the name of the contender
 * @param nanos the elapsed time of each round, at least one; sorted
 * @param cpuNanos the processor time of each round on all cores together; sorted, and empty if it
 *     was not measured
 */
record Timing(String name, List<Long> nanos, List<Long> cpuNanos) {
  Timing {
    if (nanos.isEmpty()) {
      throw new IllegalArgumentException(name + ": no round was run");
    }
    nanos = nanos.stream().sorted().toList();
    cpuNanos = cpuNanos.stream().sorted().toList();
  }

  /** Returns the median in seconds. */
  double seconds() {
    return quantile(0.5);
  }

  /** Returns the median of the processor time in seconds. It must have been measured. */
  double cpuSeconds() {
    return quantile(cpuNanos, 0.5);
  }

  /** Returns the time in seconds that this share of the rounds did not exceed. */
  double quantile(double share) {
    return quantile(nanos, share);
  }

  private static double quantile(List<Long> sorted, double share) {
    int rank = (int) Math.ceil(share * sorted.size());
    return sorted.get(Math.max(0, rank - 1)) * 1e-9;
  }

  /** Returns the fastest and the slowest round in seconds, for example {@code 1.934 to 2.204}. */
  String range() {
    return String.format(
        Locale.ROOT, "%.3f to %.3f", nanos.get(0) * 1e-9, nanos.get(nanos.size() - 1) * 1e-9);
  }

  /** Returns the rate of the median round in MB (10^6 bytes) per second. */
  double megabytesPerSecond(long bytes) {
    return bytes * 1e-6 / seconds();
  }

  /** Returns how many times as fast as the other this one is. */
  double speedup(Timing other) {
    return other.seconds() / seconds();
  }
}
