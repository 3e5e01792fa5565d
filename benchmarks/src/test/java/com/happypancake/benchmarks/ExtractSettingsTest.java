package com.happypancake.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtractSettingsTest {

  private static final Path FOLDER = Path.of("/default/work");

  private static ExtractSettings parse(String... arguments) {
    return ExtractSettings.parse(List.of(arguments), FOLDER);
  }

  @Test
  void withoutOptionsTwoMillionRowsAreComparedSevenTimes() {
    assertThat(parse())
        .isEqualTo(new ExtractSettings(FOLDER, 2_000_000, 7, ExtractSettings.Kind.COMPARISON));
  }

  @Test
  void memoryIsOfTenMillionRows() {
    assertThat(parse("--memory"))
        .isEqualTo(new ExtractSettings(FOLDER, 10_000_000, 7, ExtractSettings.Kind.MEMORY));
  }

  @Test
  void eachOptionIsTakenAndALaterOneOverrides() {
    assertThat(parse("--quick", "--rows", "5", "--rounds", "2", "--work", "/x/../w", "--profile"))
        .isEqualTo(new ExtractSettings(Path.of("/w"), 5, 2, ExtractSettings.Kind.PROFILE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--fast | no option '--fast'",
        "--rows | --rows needs a value",
        "--rows 0 | --rows '0': expected a number from 1 to 1000000000",
        "--rounds many | --rounds 'many': expected a number from 1 to 1000",
      })
  void whatIsNoOptionIsToldApart(String arguments, String message) {
    assertThatThrownBy(() -> parse(arguments.split(" ")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
