package com.happypancake.seeder.pace;

/**
 * Says when each event of a run is due.
 *
 * <p>Event <i>n</i> is due at start + <i>n</i> / rate, computed from <i>n</i> each time: intervals
 * are never added up, so nothing drifts. A run that fell behind makes up for the last {@code
 * maxCatchUpNanos} at most, by sending without a pause; what it is late beyond that, the whole
 * schedule is late from then on, and {@link #slippedNanos} tells it. So a stall is never followed
 * by a burst of more than {@code rate * maxCatchUpNanos} events.
 *
 * <p>For one thread. Nanoseconds are those of {@link System#nanoTime}: of arbitrary origin.
 */
public final class Pacer {

  private static final double NANOS_PER_SECOND = 1e9;

  private final EventRate rate;
  private final long startNanos;
  private final long maxCatchUpNanos;
  private long slippedNanos;

  /**
   * A schedule.
   *
   * @param rate of the events
   * @param startNanos when event 0 is due
   * @param maxCatchUpNanos how far behind the schedule may be and still be caught up with
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
   * Returns when an event is due, which may have passed. Asked once for each event, when it is the
   * next: its latency counts from the answer, however long it waits after that.
   *
   * @param n number of the event in the run, from 0
   * @param nowNanos the present
   * @return nanoseconds; with an unlimited rate, the present
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

  /** Returns by how much the schedule is later than the rate alone would have it. */
  public long slippedNanos() {
    return slippedNanos;
  }
}
