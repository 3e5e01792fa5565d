package com.happypancake.seeder.pace;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The hours of a day in which a run publishes. They follow the clocks of a time zone, also where
 * these jump.
 *
 * @param windows the hours; at least one
 * @param zone the time zone of the hours
 */
public record DailyHours(List<Hours> windows, ZoneId zone) {

  /** A change of the clocks may skip one opening, but not two in a row. */
  private static final int DAYS_AHEAD = 2;

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  /**
   * Some hours of a day, which may include midnight.
   *
   * @param from inclusive
   * @param to exclusive
   */
  public record Hours(LocalTime from, LocalTime to) {

    /**
     * Checks the hours.
     *
     * @throws IllegalArgumentException if both times are equal
     */
    public Hours {
      if (from.equals(to)) {
        throw new IllegalArgumentException(
            "hours from " + from + " to " + to + " are empty; expected two different times");
      }
    }

    private boolean contain(LocalTime time) {
      return from.isBefore(to)
          ? !time.isBefore(from) && time.isBefore(to)
          : !time.isBefore(from) || time.isBefore(to);
    }

    @Override
    public String toString() {
      return TIME.format(from) + "-" + TIME.format(to);
    }
  }

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if it is empty
   */
  public DailyHours {
    windows = List.copyOf(windows);
    if (windows.isEmpty()) {
      throw new IllegalArgumentException("expected hours of the day, as 01:00-06:00");
    }
  }

  /**
   * Parses hours.
   *
   * @param text for example {@code 01:00-06:00} or {@code 22:00-23:30,01:00-06:00}
   * @throws IllegalArgumentException if the text is something else
   */
  public static DailyHours parse(String text, ZoneId zone) {
    return new DailyHours(Stream.of(text.split(",", -1)).map(DailyHours::hours).toList(), zone);
  }

  private static Hours hours(String text) {
    String[] times = text.strip().split("-", -1);
    try {
      if (times.length == 2) {
        return new Hours(
            LocalTime.parse(times[0].strip(), TIME), LocalTime.parse(times[1].strip(), TIME));
      }
    } catch (DateTimeParseException e) {
      // The exception below reports it.
    }
    throw new IllegalArgumentException(
        "not hours of the day: '" + text + "'; expected two times, as 01:00-06:00");
  }

  /** Returns the time until a run may publish, or zero if it may publish now. */
  public Duration untilOpen(Instant now) {
    return isOpen(now)
        ? Duration.ZERO
        : Duration.between(
            now,
            windows.stream()
                .flatMap(hours -> openings(hours, now))
                .filter(opens -> opens.isAfter(now))
                .min(Comparator.naturalOrder())
                .orElseThrow());
  }

  private boolean isOpen(Instant time) {
    return windows.stream().anyMatch(hours -> hours.contain(time.atZone(zone).toLocalTime()));
  }

  /** A change of the clocks may open the window, skip a day's opening, or repeat it. */
  private Stream<Instant> openings(Hours hours, Instant now) {
    Stream<Instant> byTime =
        IntStream.rangeClosed(0, DAYS_AHEAD)
            .mapToObj(days -> now.atZone(zone).toLocalDate().plusDays(days).atTime(hours.from()))
            .flatMap(
                at ->
                    zone.getRules().getValidOffsets(at).stream()
                        .map(offset -> ZonedDateTime.ofLocal(at, zone, offset).toInstant()));
    Stream<Instant> byJump =
        Stream.ofNullable(zone.getRules().nextTransition(now))
            .map(jump -> jump.getInstant())
            .filter(this::isOpen);
    return Stream.concat(byTime, byJump);
  }

  @Override
  public String toString() {
    return windows.stream().map(Hours::toString).collect(Collectors.joining(",")) + " " + zone;
  }
}
