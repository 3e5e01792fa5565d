package com.happypancake.extractor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeWindowTest {

  private static final ZoneId HELSINKI = ZoneId.of("Europe/Helsinki");

  private static Duration until(String window, String time) {
    return TimeWindow.parse(window)
        .untilOpen(ZonedDateTime.parse(time).withZoneSameInstant(HELSINKI));
  }

  @ParameterizedTest
  @CsvSource({
    "01:00-06:00, 2026-01-10T00:59:59+02:00, PT1S",
    "01:00-06:00, 2026-01-10T01:00:00+02:00, PT0S",
    "01:00-06:00, 2026-01-10T05:59:59.999999999+02:00, PT0S",
    "01:00-06:00, 2026-01-10T06:00:00+02:00, PT19H",
    "22:00-02:00, 2026-01-10T23:59:59+02:00, PT0S",
    "22:00-02:00, 2026-01-10T00:00:00+02:00, PT0S",
    "22:00-02:00, 2026-01-10T02:00:00+02:00, PT20H",
    "22:00-00:00, 2026-01-10T23:59:00+02:00, PT0S",
    "22:00-00:00, 2026-01-10T00:00:00+02:00, PT22H",
    "00:00-06:00, 2026-01-10T00:00:00+02:00, PT0S",
  })
  void itIsOpenFromItsFirstMomentToBeforeItsLast(String window, String time, Duration until) {
    assertThat(until(window, time)).isEqualTo(until);
  }

  /** On 2026-03-29 the hour from 3 to 4 is skipped; on 2026-10-25 the one from 3 to 4 is twice. */
  @ParameterizedTest
  @CsvSource({
    "05:00-06:00, 2026-03-28T06:00:00+02:00, PT22H",
    "05:00-06:00, 2026-10-24T06:00:00+03:00, PT24H",
    "03:30-05:00, 2026-03-29T02:59:00+02:00, PT1M",
    "03:10-03:50, 2026-03-29T02:59:00+02:00, PT23H11M",
    "03:10-03:50, 2026-03-29T04:05:00+03:00, PT23H5M",
    "03:30-03:45, 2026-10-25T03:10:00+03:00, PT20M",
    "03:30-03:45, 2026-10-25T03:45:00+03:00, PT45M",
    "03:30-03:45, 2026-10-25T03:45:00+02:00, PT23H45M",
    "01:00-03:30, 2026-10-25T03:45:00+03:00, PT15M",
    "01:00-03:30, 2026-10-25T03:30:00+02:00, PT21H30M",
  })
  void itFollowsTheCountrysClockWhereThatJumps(String window, String time, Duration until) {
    assertThat(until(window, time)).isEqualTo(until);
  }

  @Property(tries = 500)
  void afterTheWaitItIsOpenAndJustBeforeItIsNot(
      @ForAll @IntRange(min = 0, max = 1439) int from,
      @ForAll @IntRange(min = 0, max = 1439) int minutes,
      @ForAll @IntRange(min = 0, max = 366 * 24 * 60 - 1) int minuteOfYear) {
    LocalTime begin = LocalTime.MIN.plusMinutes(from);
    TimeWindow window = new TimeWindow(begin, begin.plusMinutes(1 + minutes % 1439));
    ZonedDateTime now =
        ZonedDateTime.of(2026, 1, 1, 0, 0, 0, 0, HELSINKI).plusMinutes(minuteOfYear);
    Duration until = window.untilOpen(now);
    assertThat(window.untilOpen(now.plus(until))).isZero();
    if (!until.isZero()) {
      assertThat(window.untilOpen(now.plus(until).minusNanos(1))).isEqualTo(Duration.ofNanos(1));
    }
  }

  @Test
  void itReadsWhatItWrites() {
    assertThat(TimeWindow.parse("22:05-02:30")).hasToString("22:05-02:30");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "01:00", "1-2", "01:00-06:00-07:00", "25:00-26:00", "01:00-01:00"})
  void whatIsNoWindowIsRefused(String text) {
    assertThatThrownBy(() -> TimeWindow.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected two");
  }
}
