package com.happypancake.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs it on few rows, to see that it runs; what it measures is of no meaning. */
@Timeout(300)
class ExtractBenchmarkTest {

  @TempDir private Path folder;

  private String run(ExtractSettings.Kind kind) throws IOException, InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    new ExtractBenchmarks(new ExtractSettings(folder, 20_000, 1, kind), print, text -> {}).run();
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void memoryIsToldAsRowsAreRead() throws IOException, InterruptedException {
    List<String> lines = run(ExtractSettings.Kind.MEMORY).lines().toList();
    assertThat(lines).contains("### Memory").anyMatch(line -> line.startsWith("| 20000 | "));
    assertThat(folder.resolve("dump")).doesNotExist();
  }

  @Test
  void theProfileIsOfAnExtraction() throws IOException, InterruptedException {
    assertThat(run(ExtractSettings.Kind.PROFILE)).contains("### Profile of an extraction");
    assertThat(folder.resolve("extract.jfr")).exists();
  }

  @Test
  void theServersRowsAreReadAlikeByBothSidesWithAnyNumberOfConnections()
      throws IOException, InterruptedException {
    ExtractSettings settings =
        new ExtractSettings(folder, 20_000, 1, ExtractSettings.Kind.COMPARISON);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    ChildJvm jvm = new ChildJvm(Optional.empty(), folder.resolve("none"));
    try (ServerProcess server = ServerProcess.start(jvm.words(), settings.rows())) {
      ExtractBenchmark contest = new ExtractBenchmark(settings, print, text -> {});
      contest.server(server);
      contest.connections(server);
    }
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("| bare driver | ", "| hpc extract | ", "| 1 | ", "| 4 | ");
  }
}
