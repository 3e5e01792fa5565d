package com.happypancake.seeder.pace;

/**
 * Computes when each event of a run is due.
 *
 * <p>Event <i>n</i> is due at start + <i>n</i> / rate. Each due time is computed from <i>n</i>, so
 * errors do not accumulate. A run that is late by at most {@code maxCatchUpNanos} catches up by
 * sending without a pause. Beyond that, the whole schedule slips by {@link #slippedNanos}. So at
 * most {@code rate * maxCatchUpNanos} events follow a stall in a burst.
 *
 * <p>Not thread-safe. Nanoseconds are those of {@link System#nanoTime}.
 */
public final class Pacer {

  private static final double NANOS_PER_SECOND = 1e9;

  private final EventRate rate;
  private final long startNanos;
  private final long maxCatchUpNanos;
  private long slippedNanos;

  /**
   * Creates a schedule.
   *
   * @param rate the rate of the events
   * @param startNanos the time when event 0 is due
   * @param maxCatchUpNanos the maximum delay that a late run catches up
   */
  public Pacer(EventRate rate, long startNanos, long maxCatchUpNanos) {
    if (maxCatchUpNanos < 0) {
      throw new IllegalArgumentException("expected a time to catch up, not " + maxCatchUpNanos);
    }
    this.rate = rate;
    this.startNanos = startNanos;
    this.maxCatchUpNanos = maxCatchUpNanos;
  }

  /**
   * Returns the time when an event is due, which may be in the past. Call it once for each event,
   * in order.
   *
   * @param n the number of the event in the run; the first is 0
   * @param nowNanos the current time
   * @return nanoseconds; with an unlimited rate the current time
   */
  public long dueNanos(long n, long nowNanos) {
    if (!(rate instanceof EventRate.PerSecond limited)) {
      return nowNanos;
    }
    long offsetNanos = Math.round(n / limited.eventsPerSecond() * NANOS_PER_SECOND);
    long dueNanos = startNanos + slippedNanos + offsetNanos;
    long tooLateNanos = nowNanos - dueNanos - maxCatchUpNanos;
    if (tooLateNanos <= 0) {
      return dueNanos;
    }
    slippedNanos += tooLateNanos;
    return dueNanos + tooLateNanos;
  }

  /** Returns how far the schedule fell behind the rate. */
  public long slippedNanos() {
    return slippedNanos;
  }
}
