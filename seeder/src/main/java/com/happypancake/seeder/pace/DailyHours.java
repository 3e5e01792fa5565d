package com.happypancake.seeder.pace;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
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

  /**
   * Returns when work is done that goes on in these hours alone.
   *
   * @param work the time that it takes without breaks
   */
  public Instant end(Instant from, Duration work) {
    Instant time = from.plus(untilOpen(from));
    Duration rest = work;
    while (true) {
      Duration open = Duration.between(time, closing(time));
      if (rest.compareTo(open) <= 0) {
        return time.plus(rest);
      }
      rest = rest.minus(open);
      time = time.plus(open);
      time = time.plus(untilOpen(time));
    }
  }

  /** Returns the time until a run may publish, or zero if it may publish now. */
  public Duration untilOpen(Instant now) {
    return isOpen(now)
        ? Duration.ZERO
        : Duration.between(now, next(now, Hours::from, this::isOpen));
  }

  private Instant closing(Instant now) {
    return next(now, Hours::to, time -> !isOpen(time));
  }

  private boolean isOpen(Instant time) {
    return windows.stream().anyMatch(hours -> hours.contain(time.atZone(zone).toLocalTime()));
  }

  /**
   * Returns the next time at an edge of the hours, or at a change of the clocks, for which a
   * condition holds. The change may skip the edge of a day, or repeat it.
   */
  private Instant next(Instant now, Function<Hours, LocalTime> edge, Predicate<Instant> condition) {
    LocalDate today = now.atZone(zone).toLocalDate();
    Stream<Instant> byTime =
        windows.stream()
            .flatMap(
                hours ->
                    IntStream.rangeClosed(0, DAYS_AHEAD)
                        .mapToObj(days -> today.plusDays(days).atTime(edge.apply(hours))))
            .flatMap(
                at ->
                    zone.getRules().getValidOffsets(at).stream()
                        .map(offset -> ZonedDateTime.ofLocal(at, zone, offset).toInstant()));
    Stream<Instant> byJump =
        Stream.ofNullable(zone.getRules().nextTransition(now)).map(jump -> jump.getInstant());
    return Stream.concat(byTime, byJump)
        .filter(time -> time.isAfter(now) && condition.test(time))
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  @Override
  public String toString() {
    return windows.stream().map(Hours::toString).collect(Collectors.joining(",")) + " " + zone;
  }
}
