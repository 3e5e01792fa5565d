package com.happypancake.schemas.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WallClockTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0001-01-01T00:00:00.0000000",
        "1753-01-01T00:00:00.0000000",
        "1969-12-31T23:59:59.9999999",
        "1970-01-01T00:00:00.0000000",
        "2014-03-01T12:34:56.1234567",
        "9999-12-31T23:59:59.9999999",
      })
  void ticksReachFromTheFirstYearToTheLast(String text) {
    LocalDateTime time = LocalDateTime.parse(text);
    long ticks = WallClock.toTicks(time);
    assertThat(WallClock.toTime(ticks)).isEqualTo(time);
    assertThat(WallClock.toText(ticks)).isEqualTo(text);
  }

  @Test
  void aTickIsAHundredNanoseconds() {
    assertThat(WallClock.toTicks(LocalDateTime.parse("1970-01-01T00:00:00.0000012"))).isEqualTo(12);
  }

  @Test
  void anOffsetTimeIsCountedInUtc() {
    assertThat(WallClock.toTicks(OffsetDateTime.parse("1970-01-01T02:00:00+02:00"))).isZero();
  }
}
