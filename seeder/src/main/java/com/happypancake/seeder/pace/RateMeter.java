package com.happypancake.seeder.pace;

import java.util.OptionalLong;

/** Finds the largest number of events in a whole second since the start. Not thread-safe. */
public final class RateMeter {

  private static final long SECOND_NANOS = 1_000_000_000L;

  private final long startNanos;
  private long second;
  private long inSecond;
  private long peak;

  /**
   * Creates a meter.
   *
   * @param startNanos the time when the first second begins
   */
  public RateMeter(long startNanos) {
    this.startNanos = startNanos;
  }

  /**
   * Counts an event.
   *
   * @param nowNanos the time when it was sent; not before the previous event
   */
  public void count(long nowNanos) {
    turnTo(nowNanos);
    inSecond++;
  }

  /**
   * Returns the most events in a whole second; empty before the first second has ended.
   *
   * @param nowNanos the current time
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
