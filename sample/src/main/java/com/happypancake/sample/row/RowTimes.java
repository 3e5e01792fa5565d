package com.happypancake.sample.row;

import com.happypancake.sample.plan.Growth;
import com.happypancake.sample.plan.SiteClock;
import com.happypancake.sample.plan.SiteTime;
import com.happypancake.sample.random.RowRandom;
import com.happypancake.sample.row.Anomalies.Anomaly;

/**
 * The times of a table whose rows are in time order. Not thread-safe.
 *
 * <p>Times are {@link SiteTime}s. {@link SiteClock} defines even days.
 */
final class RowTimes {
  private static final int FIRST_DAY = 30;
  private static final int OPENING_PERCENT = 1;
  private static final long GRID_POINTS_PER_HOUR = 3_600 * 300L;

  private final RowRandom random;
  private final SiteClock clock;
  private final Anomalies anomalies;
  private final long rows;
  private final Growth growth =
      new Growth(FIRST_DAY, OPENING_PERCENT, 6, 14, 18, 18, 15, 12, 10, 7);

  RowTimes(SampleContext context, String stream, long rows) {
    this.random = context.random(stream + ".time");
    this.clock = context.clock();
    this.anomalies = new Anomalies(context, stream);
    this.rows = rows;
  }

  /** Returns the even day of {@code row}. It never falls as the row grows. */
  double day(long row) {
    long source = row > 0 && anomalies.has(Anomaly.SAME_INSTANT, row) ? row - 1 : row;
    return growth.dayOf((source + random.at(source).unit()) / rows);
  }

  /** Returns the number of the table's rows that exist by the even day {@code day}. */
  long rowsBy(double day) {
    return (long) (growth.shareBy(day) * rows);
  }

  /** Returns the time of an even day. */
  long time(double day) {
    return clock.timeOf(day);
  }

  /**
   * Returns the time of {@code row}, whose even day is {@code day}. An anomaly moves the time to
   * the next hour that the clocks skip or repeat.
   */
  long time(long row, double day, RowRandom draw) {
    long time = clock.timeOf(day);
    boolean skipped = anomalies.has(Anomaly.SKIPPED_HOUR, row);
    if (!skipped && !anomalies.has(Anomaly.REPEATED_HOUR, row)) {
      return time;
    }
    int year = SiteTime.yearOf(time);
    long hour = changedHour(year, skipped);
    if (hour < time && year < SiteTime.LAST_YEAR) {
      hour = changedHour(year + 1, skipped);
    }
    return SiteTime.onGrid(hour + draw.below(GRID_POINTS_PER_HOUR) * SiteTime.SECOND / 300);
  }

  private long changedHour(int year, boolean skipped) {
    return skipped ? clock.skippedHour(year) : clock.repeatedHour(year);
  }

  /**
   * Returns a time after {@code time}. The delay is mostly {@code usual} or less, sometimes many
   * times as long. The result may lie after the site's end.
   */
  static long after(long time, long usual, RowRandom draw) {
    double delay = usual * (1 / (draw.unit() + 0.002) - 0.9);
    return SiteTime.onGrid(time + (long) delay);
  }
}
