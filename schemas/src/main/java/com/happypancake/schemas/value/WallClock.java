package com.happypancake.schemas.value;

import com.google.protobuf.Timestamp;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
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

  /** The length of the text of a time in the years 0 to 9999. */
  public static final int TEXT_LENGTH = 27;

  private static final int TIME_OF_DAY_LENGTH = 16;

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

  /** Returns the ticks of an instant, rounded down to 100 nanoseconds. */
  public static long toTicks(Timestamp instant) {
    return instant.getSeconds() * TICKS_PER_SECOND + instant.getNanos() / NANOS_PER_TICK;
  }

  /** Returns the instant of ticks of UTC. */
  public static Timestamp toTimestamp(long ticks) {
    return Timestamp.newBuilder()
        .setSeconds(Math.floorDiv(ticks, TICKS_PER_SECOND))
        .setNanos((int) Math.floorMod(ticks, TICKS_PER_SECOND) * NANOS_PER_TICK)
        .build();
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
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(ticks, TICKS_PER_DAY));
    String time = timeOfDayText(Math.floorMod(ticks, TICKS_PER_DAY));
    return date + "T" + time;
  }

  /**
   * Puts ticks into an array as {@link #toText} formats them, in ASCII.
   *
   * @param ticks a time in the years 0 to 9999
   * @return the offset after the text
   */
  public static int put(byte[] text, int offset, long ticks) {
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(ticks, TICKS_PER_DAY));
    int end = digits(text, offset, 4, date.getYear());
    text[end++] = '-';
    end = digits(text, end, 2, date.getMonthValue());
    text[end++] = '-';
    end = digits(text, end, 2, date.getDayOfMonth());
    text[end++] = 'T';
    return putTimeOfDay(text, end, Math.floorMod(ticks, TICKS_PER_DAY));
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
    byte[] text = new byte[TIME_OF_DAY_LENGTH];
    putTimeOfDay(text, 0, ticks);
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  private static int putTimeOfDay(byte[] text, int offset, long ticks) {
    int seconds = (int) (ticks / TICKS_PER_SECOND);
    int end = digits(text, offset, 2, seconds / 3600);
    text[end++] = ':';
    end = digits(text, end, 2, seconds / 60 % 60);
    text[end++] = ':';
    end = digits(text, end, 2, seconds % 60);
    text[end++] = '.';
    return digits(text, end, 7, (int) (ticks % TICKS_PER_SECOND));
  }

  private static int digits(byte[] text, int offset, int width, int value) {
    int rest = value;
    for (int at = offset + width - 1; at >= offset; at--) {
      text[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return offset + width;
  }
}
