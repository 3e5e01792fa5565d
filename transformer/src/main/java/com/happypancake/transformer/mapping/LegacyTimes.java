package com.happypancake.transformer.mapping;

import com.happypancake.schemas.types.OffsetTime;
import com.happypancake.schemas.value.WallClock;
import java.time.LocalDate;

/** Interprets times of HPC1, in which 1753-01-01 and 9999-12-31 mean "never". */
public final class LegacyTimes {

  private static final long TICKS_PER_MINUTE = 60 * WallClock.TICKS_PER_SECOND;
  private static final long FIRST_NEVER_DAY = LocalDate.of(1753, 1, 1).toEpochDay();
  private static final long LAST_NEVER_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

  /** The first day whose instants lie within the years 1 to 9999 in every zone. */
  private static final long FIRST_DAY = LocalDate.of(1, 1, 2).toEpochDay();

  private LegacyTimes() {}

  /** Returns whether a nullable column has a time other than "never". */
  static boolean isSet(boolean present, long ticks) {
    return present && !isNever(ticks);
  }

  /** Returns the same as {@link #isSet(boolean, long)} for the local time of the offset. */
  static boolean isSet(boolean present, OffsetTime time) {
    return isSet(present, time.getTicks() + time.getOffsetMinutes() * TICKS_PER_MINUTE);
  }

  private static boolean isNever(long ticks) {
    long day = Math.floorDiv(ticks, WallClock.TICKS_PER_DAY);
    return day == FIRST_NEVER_DAY || day == LAST_NEVER_DAY;
  }

  /**
   * Returns whether an event may have a time: not "never", and within the years 1 to 9999.
   *
   * @param ticks 100-nanosecond ticks since 1970-01-01T00:00:00
   */
  public static boolean isPossible(long ticks) {
    long day = Math.floorDiv(ticks, WallClock.TICKS_PER_DAY);
    return day >= FIRST_DAY && day < LAST_NEVER_DAY && day != FIRST_NEVER_DAY;
  }

  /** Returns whether a number of days since 1970-01-01 lies within the years 1 to 9999. */
  static boolean isDate(int days) {
    return days >= FIRST_DAY - 1 && days <= LAST_NEVER_DAY;
  }
}
