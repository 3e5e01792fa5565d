package com.happypancake.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.benchmarks.BenchmarkSettings.Mode;
import com.happypancake.benchmarks.BenchmarkSettings.Suite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchmarkSettingsTest {

  private static final String BROKER = "amqp://guest:guest@127.0.0.1:5672";
  private static final Path TARGET = Path.of("/default");

  private static BenchmarkSettings dumps(String... arguments) {
    return BenchmarkSettings.parse(Suite.DUMPS, List.of(arguments), TARGET);
  }

  private static BenchmarkSettings extraction(String... arguments) {
    return BenchmarkSettings.parse(Suite.EXTRACTION, List.of(arguments), TARGET);
  }

  private static BenchmarkSettings transform(String... arguments) {
    return BenchmarkSettings.parse(Suite.TRANSFORM, List.of(arguments), TARGET);
  }

  private static BenchmarkSettings properties(String... arguments) {
    return BenchmarkSettings.parse(Suite.PROPERTIES, List.of(arguments), TARGET);
  }

  @Test
  void withoutOptionsAGigabyteIsWrittenFiveTimes() {
    assertThat(dumps())
        .isEqualTo(
            new BenchmarkSettings(
                Path.of("/default/work"),
                1_000_000_000,
                5,
                Mode.COMPARISON,
                Optional.empty(),
                BROKER));
  }

  @Test
  void withoutOptionsTwoMillionRowsAreExtractedSevenTimes() {
    assertThat(extraction())
        .isEqualTo(
            new BenchmarkSettings(
                Path.of("/default/extract"),
                2_000_000,
                7,
                Mode.COMPARISON,
                Optional.empty(),
                BROKER));
  }

  @Test
  void withoutOptionsAllOfFinlandIsTransformedFiveTimes() {
    assertThat(transform())
        .isEqualTo(
            new BenchmarkSettings(
                Path.of("/default/transform"),
                1_000,
                5,
                Mode.COMPARISON,
                Optional.empty(),
                BROKER));
  }

  @Test
  void theBrokerOfThePropertiesIsThatOfThisMachineOrTheOneNamed() {
    assertThat(properties().broker()).isEqualTo(BROKER);
    assertThat(properties("--broker", "amqp://localhost:35672", "--messages", "9"))
        .extracting(BenchmarkSettings::broker, BenchmarkSettings::size)
        .containsExactly("amqp://localhost:35672", 9L);
  }

  @Test
  void aScaleIsInThousandthsOfFinland() {
    assertThat(transform("--scale", "0.05").size()).isEqualTo(50);
    assertThat(transform("--quick").size()).isEqualTo(50);
    assertThat(transform("--scale", "12").size()).isEqualTo(12_000);
  }

  @Test
  void quickIsATenthInThreeRounds() {
    assertThat(dumps("--quick").size()).isEqualTo(100_000_000);
    assertThat(dumps("--quick").rounds()).isEqualTo(3);
    assertThat(extraction("--quick").size()).isEqualTo(200_000);
    assertThat(extraction("--quick").rounds()).isEqualTo(3);
  }

  @Test
  void memoryIsOfTenMillionRowsUnlessOthersAreAskedFor() {
    assertThat(extraction("--memory").mode()).isEqualTo(Mode.MEMORY);
    assertThat(extraction("--memory").size()).isEqualTo(10_000_000);
    assertThat(extraction("--rows", "5", "--memory").size()).isEqualTo(5);
  }

  @Test
  void eachOptionIsTakenAndALaterOneOverrides() {
    String[] shared = {"--rounds", "7", "--work", "/x/../w", "--profile"};
    List<String> ofDumps =
        new ArrayList<>(List.of("--quick", "--bytes", "5000", "--codec", "jdk-3"));
    ofDumps.addAll(List.of(shared));
    assertThat(dumps(ofDumps.toArray(String[]::new)))
        .isEqualTo(
            new BenchmarkSettings(
                Path.of("/w"), 5_000, 7, Mode.PROFILE, Optional.of("jdk-3"), BROKER));
    List<String> ofExtraction = new ArrayList<>(List.of("--quick", "--rows", "5"));
    ofExtraction.addAll(List.of(shared));
    assertThat(extraction(ofExtraction.toArray(String[]::new)))
        .isEqualTo(
            new BenchmarkSettings(Path.of("/w"), 5, 7, Mode.PROFILE, Optional.empty(), BROKER));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DUMPS | --fast | no option '--fast'",
        "DUMPS | --rows 5 | no option '--rows'",
        "DUMPS | --memory | no option '--memory'",
        "DUMPS | --bytes | --bytes needs a value",
        "DUMPS | --bytes 0 | --bytes '0': expected a number from 1 to 2147483647",
        "DUMPS | --rounds many | --rounds 'many': expected a number from 1 to 1000",
        "DUMPS | --rounds 1001 | --rounds '1001': expected a number from 1 to 1000",
        "DUMPS | --work | --work needs a value",
        "DUMPS | --codec lzma | no codec 'lzma'; there are gkl-1, gkl-2 and jdk-1 to jdk-9",
        "EXTRACTION | --fast | no option '--fast'",
        "EXTRACTION | --codec jdk-1 | no option '--codec'",
        "EXTRACTION | --rows | --rows needs a value",
        "EXTRACTION | --rows 0 | --rows '0': expected a number from 1 to 1000000000",
        "EXTRACTION | --rounds many | --rounds 'many': expected a number from 1 to 1000",
        "TRANSFORM | --codec jdk-1 | no option '--codec'",
        "TRANSFORM | --memory | no option '--memory'",
        "TRANSFORM | --scale 0.0001 | --scale '0.0001': expected a number from 0.001 to 100",
        "TRANSFORM | --scale half | --scale 'half': expected a number from 0.001 to 100"
      })
  void aWrongOptionIsRefusedWithTheReason(Suite suite, String arguments, String message) {
    List<String> words = List.of(arguments.split(" ", -1));
    assertThatThrownBy(() -> BenchmarkSettings.parse(suite, words, TARGET))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void theUsageNamesEachOption() {
    assertThat(Suite.DUMPS.usage())
        .contains("--quick", "--bytes", "--rounds", "--work", "--codec", "--profile");
    assertThat(Suite.EXTRACTION.usage())
        .contains("--quick", "--rows", "--rounds", "--work", "--profile", "--memory");
    assertThat(Suite.TRANSFORM.usage()).contains("--quick", "--scale", "--rounds", "--work");
  }
}
