package com.happypancake.schemas.value;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;

/**
 * Converts times to 100-nanosecond ticks, the resolution of SQL Server's {@code datetime2(7)}.
 *
 * <p>Wall-clock times without a zone and UTC times count from 1970-01-01T00:00:00, times of day
 * from midnight. An int64 of ticks covers the whole range of {@code datetime2}.
 */
public final class WallClock {

  /** The ticks in a second. */
  public static final long TICKS_PER_SECOND = 10_000_000L;

  /** The ticks in a day of 24 hours. */
  public static final long TICKS_PER_DAY = 24 * 60 * 60 * TICKS_PER_SECOND;

  /** The nanoseconds in a tick. */
  public static final int NANOS_PER_TICK = 100;

  private WallClock() {}

  /** Returns the ticks of a wall-clock time, rounded down to 100 nanoseconds. */
  public static long toTicks(LocalDateTime time) {
    return time.toEpochSecond(ZoneOffset.UTC) * TICKS_PER_SECOND
        + time.get(ChronoField.NANO_OF_SECOND) / NANOS_PER_TICK;
  }

  /** Returns the UTC ticks of an instant, rounded down to 100 nanoseconds. */
  public static long toTicks(OffsetDateTime time) {
    return time.toEpochSecond() * TICKS_PER_SECOND
        + time.get(ChronoField.NANO_OF_SECOND) / NANOS_PER_TICK;
  }

  /** Returns the ticks of a time of day, rounded down to 100 nanoseconds. */
  public static long toTicks(LocalTime time) {
    return time.toNanoOfDay() / NANOS_PER_TICK;
  }

  /**
   * Returns the wall-clock time of ticks.
   *
   * @throws java.time.DateTimeException if the ticks are outside Java's years
   */
  public static LocalDateTime toTime(long ticks) {
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(ticks, TICKS_PER_SECOND),
        (int) Math.floorMod(ticks, TICKS_PER_SECOND) * NANOS_PER_TICK,
        ZoneOffset.UTC);
  }

  /** Returns ticks as text with 7 fractional digits: {@code 2014-03-01T12:34:56.1234567}. */
  public static String toText(long ticks) {
    return append(new StringBuilder(27), ticks).toString();
  }

  /** Appends ticks to a text as {@link #toText} formats them. */
  public static StringBuilder append(StringBuilder text, long ticks) {
    LocalDateTime time = toTime(ticks);
    digits(text, time.getYear(), 4).append('-');
    digits(text, time.getMonthValue(), 2).append('-');
    digits(text, time.getDayOfMonth(), 2).append('T');
    return digits(text, time.toLocalTime());
  }

  /**
   * Returns a time of day as text with 7 fractional digits: {@code 12:34:56.1234567}.
   *
   * @param ticks the ticks since midnight
   * @throws java.time.DateTimeException if the ticks are not within a day
   */
  public static String timeOfDayText(long ticks) {
    if (ticks < 0 || ticks >= TICKS_PER_DAY) {
      throw new DateTimeException("a day has no such time");
    }
    return digits(new StringBuilder(16), LocalTime.ofNanoOfDay(ticks * NANOS_PER_TICK)).toString();
  }

  private static StringBuilder digits(StringBuilder text, LocalTime time) {
    digits(text, time.getHour(), 2).append(':');
    digits(text, time.getMinute(), 2).append(':');
    digits(text, time.getSecond(), 2).append('.');
    return digits(text, time.getNano() / NANOS_PER_TICK, 7);
  }

  /** Appends at least {@code width} digits of a number. */
  private static StringBuilder digits(StringBuilder text, int value, int width) {
    int unit = 1;
    for (int digit = 1; digit < width; digit++) {
      unit *= 10;
    }
    if (value < 0 || value / unit > 9) {
      return text.append(value);
    }
    for (; unit > 0; unit /= 10) {
      text.append((char) ('0' + value / unit % 10));
    }
    return text;
  }
}
