package com.happypancake.sample.row;

import com.happypancake.sample.plan.DayRhythm;
import com.happypancake.sample.plan.DaylightSaving;
import com.happypancake.sample.plan.Growth;
import com.happypancake.sample.plan.SiteTime;
import com.happypancake.sample.plan.Span;
import com.happypancake.sample.random.RowRandom;

/**
 * The times of a table whose rows come in the order in which they happened, apart from the dirty
 * ones. Not thread-safe.
 *
 * <p>Days are even days since {@link Span#FIRST_DAY}, as {@link DayRhythm} takes them; times are
 * {@link SiteTime}s.
 */
final class RowTimes {
  private static final int FIRST_DAY = 30;
  private static final int OPENING_PERCENT = 1;
  private static final long GRID_POINTS_PER_HOUR = 3_600 * 300L;

  private final RowRandom random;
  private final DaylightSaving daylightSaving;
  private final Anomalies blemishes;
  private final long rows;
  private final Growth growth =
      new Growth(FIRST_DAY, OPENING_PERCENT, 6, 14, 18, 18, 15, 12, 10, 7);
  private final DayRhythm rhythm = new DayRhythm();

  RowTimes(SampleContext stage, String table, Anomalies blemishes, long rows) {
    this.random = stage.random(table + ".time");
    this.daylightSaving = stage.country().daylightSaving();
    this.blemishes = blemishes;
    this.rows = rows;
  }

  /**
   * Returns the day of {@code row}; it grows with the row, or stays where two rows share their
   * instant.
   */
  double day(long row) {
    long source = row > 0 && blemishes.has(Anomaly.SAME_INSTANT, row) ? row - 1 : row;
    return growth.dayOf((source + random.at(source).unit()) / rows);
  }

  /** Returns how many of the table's rows exist by {@code day}. */
  long rowsBy(double day) {
    return (long) (growth.shareBy(day) * rows);
  }

  /** Returns the time of {@code day}. */
  long time(double day) {
    return rhythm.timeOf(day);
  }

  /**
   * Returns the time of a row that happened on {@code day}; that of a dirty row is moved to the
   * next hour that the clocks skip or repeat.
   */
  long time(double day, long row, RowRandom draw) {
    long time = rhythm.timeOf(day);
    if (blemishes.has(Anomaly.SKIPPED_HOUR, row)) {
      return within(next(time, true), draw);
    }
    return blemishes.has(Anomaly.REPEATED_HOUR, row) ? within(next(time, false), draw) : time;
  }

  private long next(long time, boolean skipped) {
    int year = SiteTime.dateOf(time).getYear();
    long hour = hour(year, skipped);
    boolean another = hour < time && year + 1 < Span.FIRST_DAY.getYear() + Span.YEARS;
    return another ? hour(year + 1, skipped) : hour;
  }

  private long hour(int year, boolean skipped) {
    return skipped ? daylightSaving.skippedHour(year) : daylightSaving.repeatedHour(year);
  }

  private static long within(long hour, RowRandom draw) {
    return SiteTime.onGrid(hour + draw.below(GRID_POINTS_PER_HOUR) * SiteTime.SECOND / 300);
  }

  /**
   * Returns a time after {@code time}: mostly {@code usual} later or less, sometimes many times
   * that. It may lie after the site's end.
   */
  static long after(long time, long usual, RowRandom draw) {
    double delay = usual * (1 / (draw.unit() + 0.002) - 0.9);
    return SiteTime.onGrid(time + (long) delay);
  }
}
