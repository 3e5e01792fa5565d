package com.happypancake.transformer.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.schemas.value.WallClock;
import com.happypancake.transformer.event.Moment.Shift;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountryClockTest {

  @ParameterizedTest
  @CsvSource({
    "Europe/Helsinki, 2014-01-15T12:00:00.1234567, 2014-01-15T10:00:00.1234567, NONE",
    "Europe/Helsinki, 2014-07-15T12:00:00, 2014-07-15T09:00:00, NONE",
    // Forward at 03:00 on 30 March 2014.
    "Europe/Helsinki, 2014-03-30T02:59:59.9999999, 2014-03-30T00:59:59.9999999, NONE",
    "Europe/Helsinki, 2014-03-30T03:00:00, 2014-03-30T01:00:00, SKIPPED_HOUR",
    "Europe/Helsinki, 2014-03-30T03:59:59.9999999, 2014-03-30T01:59:59.9999999, SKIPPED_HOUR",
    "Europe/Helsinki, 2014-03-30T04:00:00, 2014-03-30T01:00:00, NONE",
    // Back at 04:00 on 26 October 2014.
    "Europe/Helsinki, 2014-10-26T02:59:59.9999999, 2014-10-25T23:59:59.9999999, NONE",
    "Europe/Helsinki, 2014-10-26T03:00:00, 2014-10-26T00:00:00, REPEATED_HOUR",
    "Europe/Helsinki, 2014-10-26T03:59:59.9999999, 2014-10-26T00:59:59.9999999, REPEATED_HOUR",
    "Europe/Helsinki, 2014-10-26T04:00:00, 2014-10-26T02:00:00, NONE",
    "Europe/Stockholm, 2014-03-30T02:30:00, 2014-03-30T01:30:00, SKIPPED_HOUR",
    "Europe/Stockholm, 2014-10-26T02:30:00, 2014-10-26T00:30:00, REPEATED_HOUR",
    "Atlantic/Reykjavik, 2014-03-30T02:30:00, 2014-03-30T02:30:00, NONE",
    "Europe/Helsinki, 1969-12-31T23:00:00.0000001, 1969-12-31T21:00:00.0000001, NONE",
  })
  void aWallClockTimeBecomesTheInstantThatTheZonesRulesGive(
      String zone, String wall, String instant, Shift shift) {
    Moment moment = new CountryClock(ZoneId.of(zone)).toMoment(ticks(wall));
    assertThat(WallClock.toText(moment.ticks())).isEqualTo(WallClock.toText(ticks(instant)));
    assertThat(moment.shift()).isEqualTo(shift);
  }

  private static long ticks(String time) {
    return WallClock.toTicks(LocalDateTime.parse(time));
  }
}
