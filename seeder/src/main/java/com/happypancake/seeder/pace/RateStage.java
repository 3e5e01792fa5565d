package com.happypancake.seeder.pace;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;

/**
 * A part of a plan, in which the rate changes linearly or not at all.
 *
 * @param from the events per second at the start, 0.001 to 1,000,000,000
 * @param to the events per second at the end
 * @param length more than 0
 */
public record RateStage(double from, double to, Duration length) {

  private static final double SLOWEST = 0.001;
  private static final double FASTEST = 1e9;

  /**
   * Checks the stage.
   *
   * @throws IllegalArgumentException if a rate is out of range, or the stage has no length
   */
  public RateStage {
    checkRate(from);
    checkRate(to);
    if (length.isNegative() || length.isZero()) {
      throw new IllegalArgumentException(
          "a stage of " + text(length) + "; expected a duration above 0, as 10m");
    }
  }

  static void checkRate(double eventsPerSecond) {
    if (!(eventsPerSecond >= SLOWEST && eventsPerSecond <= FASTEST)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a rate is %s to %.0f events per second, not %s",
              SLOWEST,
              FASTEST,
              eventsPerSecond));
    }
  }

  private double seconds() {
    return length.toNanos() / 1e9;
  }

  /** Returns the number of events in the whole stage, which may have a fraction. */
  double events() {
    return (from + to) / 2 * seconds();
  }

  /** Returns the events per second at a time in the stage. */
  double rateAt(long nanos) {
    return from + (to - from) * (nanos / 1e9 / seconds());
  }

  /** Returns the number of events up to a time in the stage. */
  double eventsAt(long nanos) {
    return (from + rateAt(nanos)) / 2 * (nanos / 1e9);
  }

  /**
   * Returns the time up to which the stage has a number of events. It solves {@code from * t + (to
   * - from) / seconds * t² / 2 = events} for t. It counts from the end with the lower rate, because
   * nothing cancels out there.
   */
  long dueNanos(double events) {
    double slope = Math.abs(to - from) / seconds();
    double low = Math.min(from, to);
    double counted = from <= to ? events : events() - events;
    double seconds = 2 * counted / (low + Math.sqrt(low * low + 2 * slope * counted));
    long nanos = Math.round(seconds * 1e9);
    return Math.max(0, Math.min(length.toNanos(), from <= to ? nanos : length.toNanos() - nanos));
  }

  @Override
  public String toString() {
    return text(from) + (from == to ? "" : ".." + text(to)) + "/" + text(length);
  }

  static String text(double rate) {
    return BigDecimal.valueOf(rate).stripTrailingZeros().toPlainString();
  }

  private static String text(Duration duration) {
    return duration.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
