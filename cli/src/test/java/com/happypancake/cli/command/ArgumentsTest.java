package com.happypancake.cli.command;

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
  @ValueSource(strings = {"", "m", "1.5g", "-1m", "9x", "99999999999"})
  void whatIsNoSizeIsRefused(String text) {
    assertThatThrownBy(() -> Arguments.parseBytes(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected for example 512k, 256m or 4g");
  }
}
