package com.happypancake.seeder.pace;

import java.util.OptionalLong;

/**
 * Counts events by whole seconds since the start, for the peak. For one thread.
 *
 * <p>A second that is not over counts for nothing, so that a short run has no peak.
 */
public final class RateMeter {

  private static final long SECOND_NANOS = 1_000_000_000L;

  private final long startNanos;
  private long second;
  private long inSecond;
  private long peak;

  /**
   * A meter.
   *
   * @param startNanos when the first second begins
   */
  public RateMeter(long startNanos) {
    this.startNanos = startNanos;
  }

  /**
   * Counts an event.
   *
   * @param nowNanos when it went; not before the one counted last
   */
  public void count(long nowNanos) {
    turnTo(nowNanos);
    inSecond++;
  }

  /**
   * Returns the greatest number of events in one of the whole seconds that are over; empty before
   * the end of the first.
   *
   * @param nowNanos the present
   */
  public OptionalLong peak(long nowNanos) {
    turnTo(nowNanos);
    return second == 0 ? OptionalLong.empty() : OptionalLong.of(peak);
  }

  private void turnTo(long nowNanos) {
    long current = (nowNanos - startNanos) / SECOND_NANOS;
    if (current > second) {
      peak = Math.max(peak, inSecond);
      inSecond = 0;
      second = current;
    }
  }
}
