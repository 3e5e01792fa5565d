package com.happypancake.sample.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.schemas.catalogue.Country;
import com.happypancake.schemas.value.WallClock;
import java.time.LocalDateTime;
import java.time.zone.ZoneRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

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

  @ParameterizedTest
  @EnumSource
  void clocksChangeWhenTheCountrysZoneDoes(SampleCountry country) {
    ZoneRules rules = Country.of(country.name()).zone().getRules();
    DaylightSaving saving = country.daylightSaving();
    for (int year = 2008; year <= 2015; year++) {
      for (long minute = 0; minute < 60; minute++) {
        LocalDateTime skipped =
            WallClock.toTime(saving.skippedHour(year) + minute * SiteTime.MINUTE);
        LocalDateTime repeated =
            WallClock.toTime(saving.repeatedHour(year) + minute * SiteTime.MINUTE);
        assertThat(rules.getValidOffsets(skipped)).isEmpty();
        assertThat(rules.getValidOffsets(repeated)).hasSize(2);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void offsetsAreThoseOfTheCountrysZone(SampleCountry country) {
    ZoneRules rules = Country.of(country.name()).zone().getRules();
    DaylightSaving saving = country.daylightSaving();
    for (long ticks = SiteTime.START; ticks < SiteTime.END; ticks += 7 * SiteTime.HOUR) {
      LocalDateTime time = WallClock.toTime(ticks);
      if (!rules.getValidOffsets(time).isEmpty()) {
        assertThat(saving.offsetMinutes(ticks) * 60)
            .as(time.toString())
            .isEqualTo(rules.getValidOffsets(time).get(0).getTotalSeconds());
      }
    }
  }

  @Test
  void growthGoesThereAndBack() {
    Growth growth = new Growth(30, 2, 1, 2, 3, 4, 4, 3, 2, 1);
    double before = 0;
    for (double share = 0; share <= 1; share += 0.001) {
      double day = growth.dayOf(share);
      assertThat(day).isGreaterThanOrEqualTo(before).isBetween(30.0, (double) Span.DAYS);
      assertThat(growth.shareBy(day)).isBetween(share - 1e-9, share + 1e-9);
      before = day;
    }
    assertThat(growth.shareBy(0)).isZero();
    assertThat(growth.shareBy(Span.DAYS + 1)).isEqualTo(1);
  }

  @Test
  void theRhythmKeepsTheOrderAndPrefersTheEvening() {
    DayRhythm rhythm = new DayRhythm();
    long before = SiteTime.START;
    int evenings = 0;
    for (int i = 0; i < 10_000; i++) {
      long time = rhythm.timeOf(100 + i / 10_000.0);
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
    assertThat(SiteTime.dateOf(SiteTime.END - 1)).isEqualTo("2015-12-31");
  }
}
