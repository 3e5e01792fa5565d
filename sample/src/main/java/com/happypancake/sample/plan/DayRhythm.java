package com.happypancake.sample.plan;

/**
 * When in the day people are at the site: it bends an even day, in which every hour has as many
 * rows, into a real one that is busy in the evening and quiet before dawn. The bend keeps the order
 * of instants. Immutable.
 */
public final class DayRhythm {
  private static final int HOURS = 24;
  private static final int[] WEIGHTS = {
    30, 18, 10, 6, 4, 5, 9, 16, 24, 30, 33, 36, 40, 38, 38, 42, 48, 56, 66, 78, 88, 90, 74, 50
  };

  private final double[] cumulative = new double[HOURS + 1];

  /** Makes the rhythm. */
  public DayRhythm() {
    double total = 0;
    for (int weight : WEIGHTS) {
      total += weight;
    }
    double sum = 0;
    for (int hour = 0; hour < HOURS; hour++) {
      sum += WEIGHTS[hour];
      cumulative[hour + 1] = sum / total;
    }
  }

  /**
   * Returns the wall-clock time of an even {@code day} since {@link Span#FIRST_DAY}: a {@link
   * SiteTime} on the grid of {@code datetime}.
   */
  public long timeOf(double day) {
    long whole = (long) day;
    double part = day - whole;
    int hour = hourOf(part);
    double within = (part - cumulative[hour]) / (cumulative[hour + 1] - cumulative[hour]);
    return SiteTime.gridPoint(whole, (hour + Math.min(within, 1)) / HOURS);
  }

  private int hourOf(double part) {
    int hour = 0;
    while (hour < HOURS - 1 && part >= cumulative[hour + 1]) {
      hour++;
    }
    return hour;
  }
}
