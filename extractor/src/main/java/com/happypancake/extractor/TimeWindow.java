package com.happypancake.extractor;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.zone.ZoneRules;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The hours of a day in which a source may be read. They may include midnight.
 *
 * @param from inclusive
 * @param to exclusive
 */
public record TimeWindow(LocalTime from, LocalTime to) {

  /** A change of the clocks may skip one opening, but not two in a row. */
  private static final int DAYS_AHEAD = 2;

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  /**
   * Checks the window.
   *
   * @throws IllegalArgumentException if it is empty
   */
  public TimeWindow {
    if (from.equals(to)) {
      throw new IllegalArgumentException(
          "a window from " + from + " to " + to + " is empty; expected two different times");
    }
  }

  /**
   * Parses a window.
   *
   * @param text for example {@code 01:00-06:00}
   * @throws IllegalArgumentException if the text is no window, or an empty one
   */
  public static TimeWindow parse(String text) {
    String[] times = text.split("-", -1);
    try {
      if (times.length == 2) {
        return new TimeWindow(
            LocalTime.parse(times[0].strip(), TIME), LocalTime.parse(times[1].strip(), TIME));
      }
    } catch (DateTimeParseException e) {
      // The exception below reports it.
    }
    throw new IllegalArgumentException(
        "not a window: '" + text + "'; expected two times of a day, as 01:00-06:00");
  }

  /** Returns how long the window is open each day. */
  public Duration length() {
    Duration length = Duration.between(from, to);
    return length.isNegative() ? length.plusDays(1) : length;
  }

  /** Returns the time until the window opens, or zero if it is open. */
  public Duration untilOpen(ZonedDateTime now) {
    if (isOpen(now.toLocalTime())) {
      return Duration.ZERO;
    }
    return Duration.between(now, opening(now));
  }

  /** A change of the clocks may open the window, skip a day's opening, or repeat it. */
  private ZonedDateTime opening(ZonedDateTime now) {
    ZoneRules rules = now.getZone().getRules();
    Stream<ZonedDateTime> byTime =
        IntStream.rangeClosed(0, DAYS_AHEAD)
            .mapToObj(days -> now.toLocalDate().plusDays(days).atTime(from))
            .flatMap(
                at ->
                    rules.getValidOffsets(at).stream()
                        .map(offset -> ZonedDateTime.ofLocal(at, now.getZone(), offset)));
    Stream<ZonedDateTime> byJump =
        Stream.ofNullable(rules.nextTransition(now.toInstant()))
            .map(jump -> jump.getInstant().atZone(now.getZone()))
            .filter(after -> isOpen(after.toLocalTime()));
    return Stream.concat(byTime, byJump)
        .filter(opens -> opens.isAfter(now))
        .min(Comparator.comparing(ZonedDateTime::toInstant))
        .orElseThrow();
  }

  private boolean isOpen(LocalTime time) {
    return from.isBefore(to)
        ? !time.isBefore(from) && time.isBefore(to)
        : !time.isBefore(from) || time.isBefore(to);
  }

  @Override
  public String toString() {
    return TIME.format(from) + "-" + TIME.format(to);
  }
}
