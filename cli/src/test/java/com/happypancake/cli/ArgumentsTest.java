package com.happypancake.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

  @ParameterizedTest
  @CsvSource({"1048576, 1048576", "512k, 524288", "256M, 268435456", "4g, 4294967296"})
  void sizesAreReadAsTheJvmReadsThem(String text, long bytes) {
    assertThat(Arguments.parseBytes(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({"2000, 2000", "0.5, 0.5", ".5, 0.5", "1e3, 1000", "+7, 7"})
  void ratesAreDecimal(String text, double perSecond) {
    assertThat(Arguments.parseRate(text).target()).hasValue(perSecond);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fast", "1d", "1f", "0x1p3", "NaN", "Infinity", " 5", "1,5"})
  void whatIsNoRateIsRefused(String text) {
    assertThatThrownBy(() -> Arguments.parseRate(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--rate is '" + text + "'; expected events a second, or max");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "m", "1.5g", "-1m", "9x", "99999999999"})
  void whatIsNoSizeIsRefused(String text) {
    assertThatThrownBy(() -> Arguments.parseBytes(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected for example 512k, 256m or 4g");
  }
}
