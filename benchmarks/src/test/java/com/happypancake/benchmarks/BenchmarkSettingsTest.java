package com.happypancake.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchmarkSettingsTest {

  private static final Path FOLDER = Path.of("/default/work");

  private static BenchmarkSettings parse(String... arguments) {
    return BenchmarkSettings.parse(List.of(arguments), FOLDER, 2);
  }

  @Test
  void withoutOptionsAGigabyteIsRunFiveTimesOnAllCores() {
    BenchmarkSettings settings = parse();
    assertThat(settings.work()).isEqualTo(new WorkFolder(FOLDER, 1_000_000_000));
    assertThat(settings.rounds()).isEqualTo(5);
    assertThat(settings.threads()).isEqualTo(2);
    assertThat(settings.codec()).isEmpty();
    assertThat(settings.profile()).isFalse();
  }

  @Test
  void quickIsATenthInThreeRounds() {
    assertThat(parse("--quick").work().bytes()).isEqualTo(100_000_000);
    assertThat(parse("--quick").rounds()).isEqualTo(3);
  }

  @Test
  void eachOptionIsTakenAndALaterOneOverrides() {
    BenchmarkSettings settings =
        parse(
            "--quick",
            "--bytes",
            "5000",
            "--rounds",
            "7",
            "--work",
            "/x/../w",
            "--codec",
            "jdk-3",
            "--profile");
    assertThat(settings.work()).isEqualTo(new WorkFolder(Path.of("/w"), 5_000));
    assertThat(settings.rounds()).isEqualTo(7);
    assertThat(settings.codec()).contains("jdk-3");
    assertThat(settings.profile()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--fast | no option '--fast'",
        "--bytes | --bytes needs a value",
        "--bytes 0 | --bytes '0': expected a number from 1 to 2147483647",
        "--rounds many | --rounds 'many': expected a number from 1 to 1000",
        "--rounds 1001 | --rounds '1001': expected a number from 1 to 1000",
        "--work | --work needs a value",
        "--codec lzma | no codec 'lzma'; there are gkl-1, gkl-2 and jdk-1 to jdk-9"
      })
  void whatIsNoOptionIsRefusedWithTheReason(String arguments, String message) {
    assertThatThrownBy(() -> parse(arguments.split(" ", -1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void theUsageNamesEachOption() {
    assertThat(BenchmarkSettings.USAGE)
        .contains("--quick", "--bytes", "--rounds", "--work", "--codec", "--profile");
  }
}
