package com.happypancake.seeder.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DailyHoursTest {

  private static final ZoneId STOCKHOLM = ZoneId.of("Europe/Stockholm");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "01:00-06:00 | 2026-01-10T00:59:59+01:00 | PT1S",
        "01:00-06:00 | 2026-01-10T01:00:00+01:00 | PT0S",
        "01:00-06:00 | 2026-01-10T06:00:00+01:00 | PT19H",
        "22:00-02:00 | 2026-01-10T00:00:00+01:00 | PT0S",
        "22:00-02:00 | 2026-01-10T02:00:00+01:00 | PT20H",
        "22:00-02:00,12:00-13:00 | 2026-01-10T02:00:00+01:00 | PT10H",
        "22:00-02:00,12:00-13:00 | 2026-01-10T13:00:00+01:00 | PT9H",
        "22:00-02:00, 12:00-13:00 | 2026-01-10T12:30:00+01:00 | PT0S",
      })
  void theyAreOpenFromTheirFirstMomentToBeforeTheirLast(
      String hours, OffsetDateTime time, Duration until) {
    assertThat(DailyHours.parse(hours, STOCKHOLM).untilOpen(time.toInstant())).isEqualTo(until);
  }

  /** On 2026-03-29 the hour from 2 to 3 is skipped; on 2026-10-25 it is twice. */
  @ParameterizedTest
  @CsvSource({
    "04:00-05:00, 2026-03-28T05:00:00+01:00, PT22H",
    "02:30-04:00, 2026-03-29T01:59:00+01:00, PT1M",
    "02:10-02:50, 2026-03-29T01:59:00+01:00, PT23H11M",
    "02:30-02:45, 2026-10-25T02:10:00+02:00, PT20M",
    "02:30-02:45, 2026-10-25T02:45:00+02:00, PT45M",
    "02:30-02:45, 2026-10-25T02:45:00+01:00, PT23H45M",
    "00:00-02:30, 2026-10-25T02:45:00+02:00, PT15M",
  })
  void theyFollowTheCountrysClockWhereThatJumps(String hours, OffsetDateTime time, Duration until) {
    assertThat(DailyHours.parse(hours, STOCKHOLM).untilOpen(time.toInstant())).isEqualTo(until);
  }

  @Property(tries = 500)
  void afterTheWaitTheyAreOpenAndJustBeforeTheyAreNot(
      @ForAll @IntRange(min = 0, max = 1439) int from,
      @ForAll @IntRange(min = 1, max = 1439) int minutes,
      @ForAll @IntRange(min = 0, max = 366 * 24 * 60 - 1) int minuteOfYear) {
    DailyHours hours = DailyHours.parse(time(from) + "-" + time(from + minutes), STOCKHOLM);
    Instant now = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(60L * minuteOfYear);
    Duration until = hours.untilOpen(now);
    assertThat(hours.untilOpen(now.plus(until))).isZero();
    if (!until.isZero()) {
      assertThat(hours.untilOpen(now.plus(until).minusNanos(1))).isEqualTo(Duration.ofNanos(1));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "01:00-06:00 | 2026-01-10T00:00:00+01:00 | PT5H | 2026-01-10T06:00:00+01:00",
        "01:00-06:00 | 2026-01-10T02:00:00+01:00 | PT1H | 2026-01-10T03:00:00+01:00",
        "01:00-06:00 | 2026-01-10T02:00:00+01:00 | PT69H | 2026-01-23T06:00:00+01:00",
        "22:00-02:00,12:00-13:00 | 2026-01-10T01:00:00+01:00 | PT3H | 2026-01-10T23:00:00+01:00",
        "01:00-06:00 | 2026-03-29T00:00:00+01:00 | PT5H | 2026-03-30T02:00:00+02:00",
        "01:00-06:00 | 2026-10-25T00:00:00+02:00 | PT6H | 2026-10-25T06:00:00+01:00",
        "02:10-02:50 | 2026-03-29T01:00:00+01:00 | PT1M | 2026-03-30T02:11:00+02:00",
      })
  void workEndsAfterItsOpenHours(
      String hours, OffsetDateTime from, Duration work, OffsetDateTime end) {
    assertThat(DailyHours.parse(hours, STOCKHOLM).end(from.toInstant(), work))
        .isEqualTo(end.toInstant());
  }

  private static String time(int minute) {
    return String.format(Locale.ROOT, "%02d:%02d", minute / 60 % 24, minute % 60);
  }

  @Test
  void theyNameTheirZone() {
    assertThat(DailyHours.parse("22:05-02:30, 12:00-13:00", STOCKHOLM))
        .hasToString("22:05-02:30,12:00-13:00 Europe/Stockholm");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "01:00", "1-2", "01:00-06:00-07:00", "25:00-26:00", "01:00-01:00", "1:0-2:0,"})
  void whatIsNoHoursIsRefused(String text) {
    assertThatThrownBy(() -> DailyHours.parse(text, STOCKHOLM))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected two");
  }
}
