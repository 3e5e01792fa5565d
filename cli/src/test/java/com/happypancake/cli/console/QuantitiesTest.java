package com.happypancake.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantitiesTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1000, 1.0 kB",
    "999949, 999.9 kB",
    "999950, 1.0 MB",
    "230100000, 230.1 MB",
    "5000000000, 5.0 GB",
    "7000000000000000, 7000.0 TB"
  })
  void bytesAreForPeople(long bytes, String text) {
    assertThat(Quantities.bytes(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0.0 s",
    "PT4.25S, 4.3 s",
    "PT59.9S, 59.9 s",
    "PT1M, 1 min 00 s",
    "PT3M5S, 3 min 05 s",
    "PT59M59S, 59 min 59 s",
    "PT2H7M, 2 h 07 min",
    "PT100H, 100 h 00 min"
  })
  void durationsAreForPeople(Duration duration, String text) {
    assertThat(Quantities.duration(duration)).isEqualTo(text);
  }

  @Test
  void oneOfAKindIsNoPlural() {
    assertThat(Quantities.count(1, "table")).isEqualTo("1 table");
    assertThat(Quantities.count(0, "table")).isEqualTo("0 tables");
    assertThat(Quantities.count(13, "table")).isEqualTo("13 tables");
  }
}
