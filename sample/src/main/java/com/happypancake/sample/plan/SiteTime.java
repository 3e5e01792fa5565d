package com.happypancake.sample.plan;

import com.happypancake.schemas.value.WallClock;
import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * The times of a legacy site that existed from 2008 to 2015.
 *
 * <p>A time is the site's wall-clock time in {@link WallClock}'s ticks: 100 ns since
 * 1970-01-01T00:00. SQL Server's {@code datetime} stores whole 300ths of a second and shows them as
 * milliseconds that end in 0, 3 or 7. {@link #onGrid} rounds down to these.
 */
public final class SiteTime {
  /** The ticks of a second. */
  public static final long SECOND = WallClock.TICKS_PER_SECOND;

  /** The ticks of a minute. */
  public static final long MINUTE = 60 * SECOND;

  /** The ticks of an hour. */
  public static final long HOUR = 60 * MINUTE;

  /** The ticks of a day. */
  public static final long DAY = 24 * HOUR;

  /** 1753-01-01T00:00, the first instant of {@code datetime}; it means "never" in legacy code. */
  public static final long DISTANT_PAST = WallClock.toTicks(LocalDateTime.of(1753, 1, 1, 0, 0));

  /** 9999-12-31T00:00; it also means "never" in legacy code. */
  public static final long DISTANT_FUTURE = WallClock.toTicks(LocalDateTime.of(9999, 12, 31, 0, 0));

  /** The site's last year. */
  public static final int LAST_YEAR = 2015;

  private static final LocalDate FIRST_DATE = LocalDate.of(2008, 1, 1);

  /** The number of the site's days. */
  public static final int DAYS = daysBefore(LAST_YEAR + 1);

  /** The site's first instant, the start of day 0. */
  public static final long START = WallClock.toTicks(FIRST_DATE.atStartOfDay());

  /** The first instant after the site's end. */
  public static final long END = START + DAYS * DAY;

  /** The number of grid points of {@code datetime} in a day. */
  static final long POINTS_PER_DAY = 300 * 86_400;

  private static final long MILLISECOND = SECOND / 1_000;

  private SiteTime() {}

  /** Returns the number of the site's days before 1 January of {@code year}. */
  static int daysBefore(int year) {
    return (int) (LocalDate.of(year, 1, 1).toEpochDay() - FIRST_DATE.toEpochDay());
  }

  /** Returns the year of {@code time}. */
  public static int yearOf(long time) {
    return LocalDate.ofEpochDay(Math.floorDiv(time, DAY)).getYear();
  }

  /** Returns the last grid point of {@code datetime} that is not after {@code time}. */
  public static long onGrid(long time) {
    return ofPoints(toPoints(time));
  }

  /**
   * Returns the number of grid points from the site's first instant to {@code time}. A time between
   * two points counts as the earlier one.
   */
  public static long toPoints(long time) {
    long day = Math.floorDiv(time - START, DAY);
    long milliseconds = Math.floorMod(time, DAY) / MILLISECOND;
    long point = (milliseconds * 3 + 1) / 10;
    if (milliseconds(point) > milliseconds) {
      point--;
    }
    return day * POINTS_PER_DAY + point;
  }

  /** Returns the time of a grid point, counted from the site's first instant. */
  public static long ofPoints(long points) {
    long day = Math.floorDiv(points, POINTS_PER_DAY);
    return START + day * DAY + milliseconds(Math.floorMod(points, POINTS_PER_DAY)) * MILLISECOND;
  }

  /** Returns the milliseconds that SQL Server shows: a third is cut, two thirds are rounded up. */
  private static long milliseconds(long point) {
    return (point * 10 + 1) / 3;
  }
}
