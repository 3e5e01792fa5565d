package com.happypancake.inspect.text;

import com.happypancake.schemas.value.WallClock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/** Times as ISO 8601 with 7 digits; a time that no calendar has, as its plain number. */
public final class TimeTexts {

  private static final long TICKS_PER_MINUTE = 60 * WallClock.TICKS_PER_SECOND;
  private static final int NANOS_PER_TICK = 100;

  private TimeTexts() {}

  /** Returns the text of wall-clock ticks: {@code 2014-03-01T12:34:56.1234567}. */
  static String wallClock(long ticks) {
    try {
      return WallClock.toText(ticks);
    } catch (DateTimeException e) {
      return Long.toString(ticks);
    }
  }

  /** Returns the text of ticks since midnight: {@code 12:34:56.1234567}. */
  static String timeOfDay(long ticks) {
    try {
      return WallClock.timeOfDayText(ticks);
    } catch (DateTimeException e) {
      return Long.toString(ticks);
    }
  }

  /** Returns the text of days since 1970-01-01. */
  static String date(long days) {
    try {
      return LocalDate.ofEpochDay(days).toString();
    } catch (DateTimeException e) {
      return Long.toString(days);
    }
  }

  /** Returns the text of a day of the calendar. */
  static String day(long year, long month, long day) {
    return String.format(Locale.ROOT, "%04d-%02d-%02d", year, month, day);
  }

  /** Returns the text of an instant, in UTC. */
  public static String instant(long seconds, long nanos) {
    try {
      long ticks = Math.multiplyExact(seconds, WallClock.TICKS_PER_SECOND);
      return WallClock.toText(Math.addExact(ticks, nanos / NANOS_PER_TICK)) + "Z";
    } catch (ArithmeticException | DateTimeException e) {
      return seconds + " s " + nanos + " ns";
    }
  }

  /** Returns the text of an instant at the offset at which it was written down. */
  static String offsetTime(long ticks, long offsetMinutes) {
    try {
      ZoneOffset offset = ZoneOffset.ofTotalSeconds(Math.toIntExact(offsetMinutes * 60));
      return WallClock.toText(Math.addExact(ticks, offsetMinutes * TICKS_PER_MINUTE)) + offset;
    } catch (ArithmeticException | DateTimeException e) {
      return ticks + " ticks at " + offsetMinutes + " min";
    }
  }
}
