package com.happypancake.transformer.mapping;

import com.happypancake.schemas.types.OffsetTime;
import com.happypancake.schemas.value.WallClock;
import java.time.LocalDate;

/** The meaning of times in HPC1. 1753-01-01 and 9999-12-31 mean "never". */
public final class LegacyTimes {

  private static final long TICKS_PER_MINUTE = 60 * WallClock.TICKS_PER_SECOND;
  private static final long FIRST_NEVER_DAY = LocalDate.of(1753, 1, 1).toEpochDay();
  private static final long LAST_NEVER_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

  /** The first day whose instants are within the years 1 to 9999 in every zone. */
  private static final long FIRST_DAY = LocalDate.of(1, 1, 2).toEpochDay();

  private LegacyTimes() {}

  /** Returns whether a column that allows NULL has a time, which is not "never". */
  static boolean isSet(boolean present, long ticks) {
    return present && !isNever(ticks);
  }

  /** As {@link #isSet(boolean, long)}, by the local clock of the time's offset. */
  static boolean isSet(boolean present, OffsetTime time) {
    return isSet(present, time.getTicks() + time.getOffsetMinutes() * TICKS_PER_MINUTE);
  }

  private static boolean isNever(long ticks) {
    long day = Math.floorDiv(ticks, WallClock.TICKS_PER_DAY);
    return day == FIRST_NEVER_DAY || day == LAST_NEVER_DAY;
  }

  /**
   * Returns whether an event may have a time: it is not "never", and is within the years 1 to 9999.
   *
   * @param ticks 100-nanosecond ticks since 1970-01-01T00:00:00
   */
  public static boolean isPossible(long ticks) {
    long day = Math.floorDiv(ticks, WallClock.TICKS_PER_DAY);
    return day >= FIRST_DAY && day < LAST_NEVER_DAY && day != FIRST_NEVER_DAY;
  }

  /** Returns whether a number of days since 1970-01-01 is within the years 1 to 9999. */
  static boolean isDate(int days) {
    return days >= FIRST_DAY - 1 && days <= LAST_NEVER_DAY;
  }
}
