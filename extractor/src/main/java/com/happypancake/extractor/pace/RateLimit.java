package com.happypancake.extractor.pace;

/**
 * Limits a count to a rate. The due time follows from the count since an anchor, so rounding errors
 * do not add up. Unused time is lost, except for the last {@link #BURST_NANOS}.
 */
final class RateLimit {

  /** The unused time that a burst may catch up on. */
  static final long BURST_NANOS = 1_000_000_000L;

  private static final double NANOS_PER_SECOND = 1e9;
  private static final int SHARES = 4;

  private final double perSecond;
  private long anchorNanos;
  private double counted;
  private boolean begun;

  /**
   * Creates a limit.
   *
   * @param perSecond above 0
   */
  RateLimit(double perSecond) {
    if (!(perSecond > 0)) {
      throw new IllegalArgumentException("a rate of " + perSecond + " a second; expected above 0");
    }
    this.perSecond = perSecond;
  }

  /**
   * Adds to the count.
   *
   * @param nowNanos the time, from any origin
   * @return how long to wait before the next call; 0 or less for not at all
   */
  long count(long nowNanos, long more) {
    if (!begun || dueNanos() < nowNanos - BURST_NANOS) {
      anchorNanos = begun ? nowNanos - BURST_NANOS : nowNanos;
      counted = 0;
      begun = true;
    }
    counted += more;
    return dueNanos() - nowNanos;
  }

  /** Returns the amount for a quarter of a second, at least 1 and at most the given number. */
  long share(long most) {
    return Math.max(1, Math.min(most, (long) (perSecond / SHARES)));
  }

  private long dueNanos() {
    return anchorNanos + (long) (counted / perSecond * NANOS_PER_SECOND);
  }
}
