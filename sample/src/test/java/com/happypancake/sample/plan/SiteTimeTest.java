package com.happypancake.sample.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.sample.plan.SamplePlan.SampleCountry;
import com.happypancake.schemas.value.WallClock;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteTimeTest {

  @ParameterizedTest
  @CsvSource({
    "2012-03-01T12:34:56.000, 2012-03-01T12:34:56.000",
    "2012-03-01T12:34:56.002, 2012-03-01T12:34:56.000",
    "2012-03-01T12:34:56.003, 2012-03-01T12:34:56.003",
    "2012-03-01T12:34:56.006, 2012-03-01T12:34:56.003",
    "2012-03-01T12:34:56.007, 2012-03-01T12:34:56.007",
    "2012-03-01T12:34:56.9999999, 2012-03-01T12:34:56.997",
    "2007-12-31T23:59:59.999, 2007-12-31T23:59:59.997",
    "1753-01-01T00:00:00, 1753-01-01T00:00:00",
    "9999-12-31T00:00:00, 9999-12-31T00:00:00",
  })
  void theGridOfDatetimeIsReachedFromAbove(LocalDateTime time, LocalDateTime expected) {
    long ticks = SiteTime.onGrid(WallClock.toTicks(time));
    assertThat(WallClock.toTime(ticks)).isEqualTo(expected);
    assertThat(SiteTime.ofPoints(SiteTime.toPoints(ticks))).isEqualTo(ticks);
  }

  /** Directive 2000/84/EC: the last Sundays of March and October, at 01:00 UTC. */
  @ParameterizedTest
  @CsvSource({
    "FI, 2008-03-30T03:00, 2008-10-26T03:00",
    "FI, 2012-03-25T03:00, 2012-10-28T03:00",
    "FI, 2015-03-29T03:00, 2015-10-25T03:00",
    "SE, 2008-03-30T02:00, 2008-10-26T02:00",
    "SE, 2012-03-25T02:00, 2012-10-28T02:00",
    "SE, 2015-03-29T02:00, 2015-10-25T02:00",
  })
  void clocksSkipAnHourInMarchAndRepeatOneInOctober(
      SampleCountry country, LocalDateTime skipped, LocalDateTime repeated) {
    SiteClock clock = new SiteClock(country);
    assertThat(WallClock.toTime(clock.skippedHour(skipped.getYear()))).isEqualTo(skipped);
    assertThat(WallClock.toTime(clock.repeatedHour(repeated.getYear()))).isEqualTo(repeated);
  }

  @ParameterizedTest
  @CsvSource({
    "FI, 2012-01-15T12:00, 120",
    "FI, 2012-03-25T02:59, 120",
    "FI, 2012-03-25T03:00, 180",
    "FI, 2012-03-25T03:59, 180",
    "FI, 2012-07-15T12:00, 180",
    "FI, 2012-10-28T03:59, 180",
    "FI, 2012-10-28T04:00, 120",
    "SE, 2012-01-15T12:00, 60",
    "SE, 2012-03-25T02:30, 120",
    "SE, 2012-10-28T02:30, 120",
    "SE, 2012-10-28T03:00, 60",
  })
  void offsetsAreThoseOfSummerTimeInTheSkippedAndTheRepeatedHour(
      SampleCountry country, LocalDateTime time, int minutes) {
    assertThat(new SiteClock(country).offsetMinutes(WallClock.toTicks(time))).isEqualTo(minutes);
  }

  @Test
  void growthGoesThereAndBack() {
    Growth growth = new Growth(30, 2, 1, 2, 3, 4, 4, 3, 2, 1);
    double before = 0;
    for (double share = 0; share <= 1; share += 0.001) {
      double day = growth.dayOf(share);
      assertThat(day).isGreaterThanOrEqualTo(before).isBetween(30.0, (double) SiteTime.DAYS);
      assertThat(growth.shareBy(day)).isBetween(share - 1e-9, share + 1e-9);
      before = day;
    }
    assertThat(growth.shareBy(0)).isZero();
    assertThat(growth.shareBy(SiteTime.DAYS + 1)).isEqualTo(1);
  }

  @Test
  void timesOfADayAreInOrderAndMostlyInTheEvening() {
    SiteClock clock = new SiteClock(SampleCountry.FI);
    long before = SiteTime.START;
    int evenings = 0;
    for (int i = 0; i < 10_000; i++) {
      long time = clock.timeOf(100 + i / 10_000.0);
      assertThat(time).isGreaterThanOrEqualTo(before);
      assertThat(SiteTime.onGrid(time)).isEqualTo(time);
      assertThat(Math.floorDiv(time - SiteTime.START, SiteTime.DAY)).isEqualTo(100);
      evenings += WallClock.toTime(time).getHour() >= 18 ? 1 : 0;
      before = time;
    }
    assertThat(evenings).isBetween(4_000, 6_000);
  }

  @Test
  void theSpanIsEightYears() {
    assertThat(WallClock.toTime(SiteTime.START)).isEqualTo("2008-01-01T00:00:00");
    assertThat(WallClock.toTime(SiteTime.END)).isEqualTo("2016-01-01T00:00:00");
    assertThat(SiteTime.yearOf(SiteTime.END - 1)).isEqualTo(SiteTime.LAST_YEAR);
  }
}
