package com.happypancake.sample.plan;

import com.happypancake.schemas.value.WallClock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.TemporalAdjusters;

/**
 * The European Union's summer time on a country's wall clock: it starts on the last Sunday of
 * March, when an hour is skipped, and ends on the last Sunday of October, when the same hour is
 * lived twice (directive 2000/84/EC). Immutable.
 */
public final class DaylightSaving {
  private final int changeHour;
  private final int winterOffsetMinutes;

  /**
   * Makes the rule of a country.
   *
   * @param winterOffsetHours how far its winter time is ahead of UTC
   */
  public DaylightSaving(int winterOffsetHours) {
    // The change is at 01:00 UTC everywhere.
    this.changeHour = 1 + winterOffsetHours;
    this.winterOffsetMinutes = winterOffsetHours * 60;
  }

  /** Returns the start of the hour that the clock skipped in {@code year}. */
  public long skippedHour(int year) {
    return changeOf(year, Month.MARCH);
  }

  /** Returns the start of the hour that the clock showed twice in {@code year}. */
  public long repeatedHour(int year) {
    return changeOf(year, Month.OCTOBER);
  }

  private long changeOf(int year, Month month) {
    LocalDate sunday =
        LocalDate.of(year, month, 1).with(TemporalAdjusters.lastInMonth(DayOfWeek.SUNDAY));
    return WallClock.toTicks(sunday.atTime(changeHour, 0));
  }

  /**
   * Returns how many minutes the clock that shows {@code time} is ahead of UTC; in the repeated
   * hour the earlier, greater offset, in the skipped one that of summer.
   */
  public int offsetMinutes(long time) {
    int year = SiteTime.dateOf(time).getYear();
    boolean summer = time >= skippedHour(year) && time < repeatedHour(year) + SiteTime.HOUR;
    return summer ? winterOffsetMinutes + 60 : winterOffsetMinutes;
  }
}
