package com.happypancake.seeder.pace;

/**
 * Computes when each event of a run is due.
 *
 * <p>Event <i>n</i> is due at start + <i>n</i> / rate. Each due time is computed from <i>n</i>, so
 * errors do not add up. A run that fell behind catches up by at most {@code maxCatchUpNanos},
 * sending without a pause. Beyond that the whole schedule slips, by {@link #slippedNanos}. So after
 * a stall at most {@code rate * maxCatchUpNanos} events follow in a burst.
 *
 * <p>For one thread. Nanoseconds are those of {@link System#nanoTime}.
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
   * @param rate of the events
   * @param startNanos when event 0 is due
   * @param maxCatchUpNanos the most time that a late run catches up
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
   * Returns when an event is due, which may be in the past. Called once for each event, when it is
   * the next.
   *
   * @param n number of the event in the run, from 0
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
