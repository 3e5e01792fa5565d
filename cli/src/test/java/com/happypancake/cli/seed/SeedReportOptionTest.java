package com.happypancake.cli.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.cli.command.CommandException;
import com.happypancake.seeder.report.SeedLogReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SeedReportOptionTest {

  private static final SeedLogReport EMPTY =
      new SeedLogReport(Instant.parse("2026-01-02T03:04:05Z"), Optional.empty(), List.of());

  @TempDir private Path folder;

  private static SeedReportOption option(Path... files) {
    SeedReportOption option = new SeedReportOption();
    CommandLine.populateCommand(
        option, Stream.of(files).map(file -> "--report=" + file).toArray(String[]::new));
    return option;
  }

  @Test
  void theNameOfTheFileDecidesOnItsFormat() throws Exception {
    Path json = folder.resolve("seed.json");
    Path html = folder.resolve("seed.HTML");
    Files.writeString(json, "COMPLETE");
    SeedReportOption option = option(json, html);
    option.check();
    option.write(EMPTY, "nothing is lost");
    assertThat(json).content().startsWith("{").doesNotContain("COMPLETE");
    assertThat(html).content().startsWith("<!doctype html>");
  }

  @Test
  void aFileThatCannotBeWrittenKeepsNoOtherFromBeingWritten() throws Exception {
    Path json = folder.resolve("seed.json");
    SeedReportOption option = option(folder.resolve("missing/seed.html"), json);
    assertThatThrownBy(option::check)
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("there is no such folder to write it in");
    assertThatThrownBy(() -> option.write(EMPTY, "the seed is complete"))
        .isInstanceOf(CommandException.class)
        .hasMessageEndingWith("the seed is complete");
    assertThat(json).exists();
  }

  @Test
  void withoutTheOptionNothingIsWritten() throws Exception {
    SeedReportOption option = option();
    option.check();
    option.write(EMPTY, "");
    assertThat(folder).isEmptyDirectory();
  }
}
