package com.happypancake.seeder.pace;

import java.util.OptionalLong;

/**
 * Finds the most events in one whole second since the start. For one thread.
 *
 * <p>A run of less than a second has no peak.
 */
public final class RateMeter {

  private static final long SECOND_NANOS = 1_000_000_000L;

  private final long startNanos;
  private long second;
  private long inSecond;
  private long peak;

  /**
   * Creates a meter.
   *
   * @param startNanos when the first second begins
   */
  public RateMeter(long startNanos) {
    this.startNanos = startNanos;
  }

  /**
   * Counts an event.
   *
   * @param nowNanos when it was sent; not before the last one
   */
  public void count(long nowNanos) {
    turnTo(nowNanos);
    inSecond++;
  }

  /**
   * Returns the most events in one whole second; empty before the first has ended.
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
