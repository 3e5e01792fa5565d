package com.happypancake.sample.plan;

/**
 * The spread of a table's rows over the site's days: an increasing, piecewise linear function from
 * the share of rows, in [0, 1], to the day, and its inverse. Immutable.
 */
public final class Growth {
  private final double[] days;
  private final double[] shares;

  /**
   * Creates a growth from the weight of each year.
   *
   * @param firstDay the day of the first row, before the end of the first year
   * @param openingPercent the percentage of all rows in the thirty days from {@code firstDay}
   * @param yearWeights the weights of the site's years, all positive; they share the rest
   */
  public Growth(int firstDay, int openingPercent, int... yearWeights) {
    days = new double[yearWeights.length + 2];
    shares = new double[yearWeights.length + 2];
    days[0] = firstDay;
    days[1] = firstDay + 30;
    shares[1] = openingPercent / 100.0;
    long total = 0;
    for (int weight : yearWeights) {
      total += weight;
    }
    int nextYear = SiteTime.LAST_YEAR - yearWeights.length + 2;
    long sum = 0;
    for (int i = 0; i < yearWeights.length; i++) {
      sum += yearWeights[i];
      days[i + 2] = SiteTime.daysBefore(nextYear + i);
      shares[i + 2] = shares[1] + (1 - shares[1]) * sum / total;
    }
  }

  /** Returns the day by which a {@code share} of the rows, in [0, 1], exists. */
  public double dayOf(double share) {
    return interpolate(share, shares, days);
  }

  /**
   * Returns the share of the rows that exist by {@code day}: 0 before the first, 1 after the last.
   */
  public double shareBy(double day) {
    return interpolate(day, days, shares);
  }

  private static double interpolate(double x, double[] from, double[] to) {
    if (x <= from[0]) {
      return to[0];
    }
    for (int i = 1; i < from.length; i++) {
      if (x < from[i]) {
        return to[i - 1] + (to[i] - to[i - 1]) * ((x - from[i - 1]) / (from[i] - from[i - 1]));
      }
    }
    return to[to.length - 1];
  }
}
