package com.happypancake.extractor.pace;

/**
 * Holds a count to a rate. A due time is computed from the count since an anchor, never added up,
 * so that rounding does not drift; what was not used while nobody read is not made up for, but for
 * {@link #BURST_NANOS}.
 */
final class RateLimit {

  /** How much of an unused past may be caught up with. */
  static final long BURST_NANOS = 1_000_000_000L;

  private static final double NANOS_PER_SECOND = 1e9;
  private static final int SHARES = 4;

  private final double perSecond;
  private long anchorNanos;
  private double counted;
  private boolean begun;

  /**
   * A rate.
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
   * Counts.
   *
   * @param nowNanos the time, from any origin
   * @return how long to wait before more is counted; 0 or less for not at all
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

  /** Returns how much a quarter of a second allows: 1 or more, and no more than told. */
  long share(long most) {
    return Math.max(1, Math.min(most, (long) (perSecond / SHARES)));
  }

  private long dueNanos() {
    return anchorNanos + (long) (counted / perSecond * NANOS_PER_SECOND);
  }
}
