package com.happypancake.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * What a contender took.
 *
 * @param name of the contender
 * @param nanos what each round took, at least one; sorted
 * @param cpuNanos what each round took of all cores together; sorted, and empty where it was not
 *     measured
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

  /** Returns the median of the processor time in seconds, where it was measured. */
  double cpuSeconds() {
    return quantile(cpuNanos, 0.5);
  }

  /** Returns in seconds what this share of the rounds did not exceed. */
  double quantile(double share) {
    return quantile(nanos, share);
  }

  private static double quantile(List<Long> sorted, double share) {
    int rank = (int) Math.ceil(share * sorted.size());
    return sorted.get(Math.max(0, rank - 1)) * 1e-9;
  }

  /** Returns the fastest and the slowest round in seconds: {@code 1.934 to 2.204}. */
  String range() {
    return String.format(
        Locale.ROOT, "%.3f to %.3f", nanos.get(0) * 1e-9, nanos.get(nanos.size() - 1) * 1e-9);
  }

  /** Returns the rate of the median round, in MB of 10^6 bytes a second. */
  double megabytesPerSecond(long bytes) {
    return bytes * 1e-6 / seconds();
  }

  /** Returns how many times faster than the other this one is. */
  double speedup(Timing other) {
    return other.seconds() / seconds();
  }
}
