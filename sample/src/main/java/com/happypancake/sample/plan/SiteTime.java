package com.happypancake.sample.plan;

import com.happypancake.schemas.value.WallClock;
import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * Wall-clock times as {@link WallClock}'s ticks: counts of 100 ns since 1970-01-01T00:00 on the
 * same wall clock.
 *
 * <p>SQL Server's {@code datetime} holds whole 300ths of a second and shows them as milliseconds
 * that end in 0, 3 or 7; {@link #onGrid} rounds to these.
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

  /** 1753-01-01T00:00, the first instant of {@code datetime}: "never", in legacy code. */
  public static final long DISTANT_PAST = WallClock.toTicks(LocalDateTime.of(1753, 1, 1, 0, 0));

  /** 9999-12-31T00:00: another "never" of legacy code. */
  public static final long DISTANT_FUTURE = WallClock.toTicks(LocalDateTime.of(9999, 12, 31, 0, 0));

  /** The first instant of the site's {@link Span}. */
  public static final long START = WallClock.toTicks(Span.FIRST_DAY.atStartOfDay());

  /** The first instant after the site's {@link Span}. */
  public static final long END = START + Span.DAYS * DAY;

  private static final long MILLISECOND = SECOND / 1_000;
  private static final long POINTS_PER_SECOND = 300;
  private static final long POINTS_PER_DAY = POINTS_PER_SECOND * 86_400;

  private SiteTime() {}

  /** Returns the date that {@code ticks} falls on. */
  public static LocalDate dateOf(long ticks) {
    return LocalDate.ofEpochDay(Math.floorDiv(ticks, DAY));
  }

  /**
   * Returns the grid point at or before a part of a day.
   *
   * @param day the day, counted from {@link Span#FIRST_DAY}
   * @param part in [0, 1]; the day's last point is the last that is returned
   */
  static long gridPoint(long day, double part) {
    long point = Math.min(POINTS_PER_DAY - 1, (long) (part * POINTS_PER_DAY));
    return START + day * DAY + milliseconds(point) * MILLISECOND;
  }

  /** Returns the grid point of {@code datetime} at or before {@code ticks}. */
  public static long onGrid(long ticks) {
    return ofPoints(toPoints(ticks));
  }

  /**
   * Returns how many grid points lie between the site's first instant and {@code ticks}; what is
   * between two points counts as the earlier.
   */
  public static long toPoints(long ticks) {
    long day = Math.floorDiv(ticks - START, DAY);
    long milliseconds = Math.floorMod(ticks, DAY) / MILLISECOND;
    long point = (milliseconds * 3 + 1) / 10;
    if (milliseconds(point) > milliseconds) {
      point--;
    }
    return day * POINTS_PER_DAY + point;
  }

  /** Returns the ticks of the grid point {@code points} after the site's first instant. */
  public static long ofPoints(long points) {
    long day = Math.floorDiv(points, POINTS_PER_DAY);
    return START + day * DAY + milliseconds(Math.floorMod(points, POINTS_PER_DAY)) * MILLISECOND;
  }

  /** The milliseconds that SQL Server shows: a third is cut, two thirds are rounded up. */
  private static long milliseconds(long point) {
    return (point * 10 + 1) / 3;
  }
}
