package com.happypancake.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.benchmarks.BenchmarkSettings.Mode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs it on few rows, to see that it runs; its figures mean nothing. */
@Tag("slow")
@Timeout(300)
class ExtractBenchmarkTest {
  private static final long ROWS = 20_000;

  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private ExtractBenchmark benchmark(Mode mode) {
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    BenchmarkSettings settings = new BenchmarkSettings(folder, ROWS, 1, mode, Optional.empty(), "");
    return new ExtractBenchmark(settings, print, text -> {});
  }

  private String run(Mode mode) throws IOException, InterruptedException {
    benchmark(mode).run();
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void memoryIsPrintedAsRowsAreRead() throws IOException, InterruptedException {
    List<String> lines = run(Mode.MEMORY).lines().toList();
    assertThat(lines).contains("### Memory").anyMatch(line -> line.startsWith("| 20000 | "));
    assertThat(folder.resolve("dump")).doesNotExist();
  }

  @Test
  void theProfileIsOfAnExtraction() throws IOException, InterruptedException {
    assertThat(run(Mode.PROFILE)).contains("### Profile of an extraction");
    assertThat(folder.resolve("extract.jfr")).exists();
  }

  @Test
  void theServersRowsAreReadAlikeByBothSidesWithAnyNumberOfConnections()
      throws IOException, InterruptedException {
    ChildJvm jvm = new ChildJvm(Optional.empty(), folder.resolve("none"));
    try (MessageServer.ServerProcess server = MessageServer.startProcess(jvm, ROWS)) {
      ExtractBenchmark benchmark = benchmark(Mode.COMPARISON);
      benchmark.compareOneConnection(server);
      benchmark.compareConnections(server);
    }
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("| bare driver | ", "| hpc extract | ", "| 1 | ", "| 4 | ");
  }
}
