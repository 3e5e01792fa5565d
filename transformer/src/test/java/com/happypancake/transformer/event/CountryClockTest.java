package com.happypancake.transformer.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.schemas.value.WallClock;
import com.happypancake.transformer.event.CountryClock.Shift;
import com.happypancake.transformer.event.CountryClock.UtcTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CountryClockTest {

  @ParameterizedTest
  @CsvSource({
    "Europe/Helsinki, 2014-01-15T12:00:00.1234567, 2014-01-15T10:00:00.1234567, NONE",
    "Europe/Helsinki, 2014-07-15T12:00:00, 2014-07-15T09:00:00, NONE",
    // Forward at 03:00 on 30 March 2014.
    "Europe/Helsinki, 2014-03-30T02:59:59.9999999, 2014-03-30T00:59:59.9999999, NONE",
    "Europe/Helsinki, 2014-03-30T03:00:00, 2014-03-30T01:00:00, GAP",
    "Europe/Helsinki, 2014-03-30T03:59:59.9999999, 2014-03-30T01:59:59.9999999, GAP",
    "Europe/Helsinki, 2014-03-30T04:00:00, 2014-03-30T01:00:00, NONE",
    // Back at 04:00 on 26 October 2014.
    "Europe/Helsinki, 2014-10-26T02:59:59.9999999, 2014-10-25T23:59:59.9999999, NONE",
    "Europe/Helsinki, 2014-10-26T03:00:00, 2014-10-26T00:00:00, OVERLAP",
    "Europe/Helsinki, 2014-10-26T03:59:59.9999999, 2014-10-26T00:59:59.9999999, OVERLAP",
    "Europe/Helsinki, 2014-10-26T04:00:00, 2014-10-26T02:00:00, NONE",
    "Europe/Stockholm, 2014-03-30T02:30:00, 2014-03-30T01:30:00, GAP",
    "Europe/Stockholm, 2014-10-26T02:30:00, 2014-10-26T00:30:00, OVERLAP",
    "Atlantic/Reykjavik, 2014-03-30T02:30:00, 2014-03-30T02:30:00, NONE",
    "Europe/Helsinki, 1969-12-31T23:00:00.0000001, 1969-12-31T21:00:00.0000001, NONE",
  })
  void aWallClockTimeBecomesTheInstantThatTheZonesRulesGive(
      String zone, String wall, String instant, Shift shift) {
    UtcTime time = new CountryClock(ZoneId.of(zone)).toUtc(ticks(wall));
    assertThat(WallClock.toText(time.ticks())).isEqualTo(WallClock.toText(ticks(instant)));
    assertThat(time.shift()).isEqualTo(shift);
  }

  /** One clock answers for all times, in an order that jumps to and fro over the changes. */
  @ParameterizedTest
  @ValueSource(
      strings = {"Europe/Helsinki", "Africa/Casablanca", "Australia/Lord_Howe", "Pacific/Apia"})
  void whateverTimesWereAskedBeforeTheInstantIsThatOfTheRules(String zone) {
    ZoneId id = ZoneId.of(zone);
    CountryClock clock = new CountryClock(id);
    Random random = new Random(7);
    List<LocalDateTime> changes = new ArrayList<>();
    ZoneOffsetTransition change = id.getRules().nextTransition(Instant.EPOCH);
    while (change != null && change.getDateTimeBefore().getYear() < 2040) {
      changes.add(change.getDateTimeBefore());
      change = id.getRules().nextTransition(change.getInstant());
    }
    for (int i = 0; i < 20_000; i++) {
      int hours = i % 2 == 0 ? 4 : 9_000;
      LocalDateTime time =
          changes
              .get(random.nextInt(changes.size()))
              .plusSeconds(random.nextInt(2 * 3_600 * hours) - 3_600L * hours);
      List<ZoneOffset> offsets = id.getRules().getValidOffsets(time);
      OffsetDateTime expected = ZonedDateTime.ofLocal(time, id, null).toOffsetDateTime();
      assertThat(clock.toUtc(WallClock.toTicks(time)))
          .as("%s", time)
          .isEqualTo(
              new UtcTime(
                  WallClock.toTicks(expected),
                  switch (offsets.size()) {
                    case 0 -> Shift.GAP;
                    case 1 -> Shift.NONE;
                    default -> Shift.OVERLAP;
                  }));
    }
  }

  private static long ticks(String time) {
    return WallClock.toTicks(LocalDateTime.parse(time));
  }
}
