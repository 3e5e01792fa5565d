package com.happypancake.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.benchmarks.BenchmarkSettings.Suite;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs all of it on little work, to see that it runs; its figures mean nothing. */
@Tag("slow")
@Timeout(600)
class DumpBenchmarkTest {

  /** In place of the launcher, which a test of one module does not have. */
  private static final List<String> HPC = List.of("true");

  private final Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<String> progress = new ArrayList<>();

  DumpBenchmarkTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private String run(String... options) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("--bytes", "300000", "--rounds", "2"));
    arguments.addAll(List.of("--work", folder.toString()));
    arguments.addAll(List.of(options));
    BenchmarkSettings settings = BenchmarkSettings.parse(Suite.DUMPS, arguments, folder);
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    new DumpBenchmark(settings, HPC, print, progress::add).run();
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theComparisonPrintsATableOfEachKindAndRemovesItsFiles()
      throws IOException, InterruptedException {
    String tables = run("--codec", "jdk-1");
    assertThat(tables)
        .contains("- machine: ", "- codec: jdk-1 (zlib of Java", "- peers: ", "medians of 2 rounds")
        .contains(
            "### Writing\n",
            "| hpc: DumpWriter | ",
            "### Reading\n",
            "| hpc dumps count --read | ",
            "### Counting\n",
            "### In one warm process: writing\n",
            "| hpc: write | ",
            "| limit: deflate ",
            "### In one warm process: reading\n",
            "| hpc: read in order | ",
            "| hpc: read unordered | ",
            "| limit: inflate ",
            "### What each thing costs by itself\n",
            "| SHA-256 of the content | ",
            "### Random access\n",
            "| record at a random ordinal | 1000 | ");
    assertThat(progress).contains("round 2 of 2: hpc: DumpWriter");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void theProfilePrintsMethodsAndLeavesTheRecordings() throws IOException, InterruptedException {
    assertThat(run("--profile"))
        .contains("### Profile of writing\n", "### Profile of reading\n", "| method, on thread | ")
        .contains("The recordings: " + folder.resolve("write.jfr"))
        .doesNotContain("### Writing");
    assertThat(folder.resolve("write.jfr")).isNotEmptyFile();
    assertThat(folder.resolve("read.jfr")).isNotEmptyFile();
  }
}
