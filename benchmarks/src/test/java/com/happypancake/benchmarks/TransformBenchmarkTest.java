package com.happypancake.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.benchmarks.BenchmarkSettings.Suite;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.PartWriter;
import com.happypancake.schemas.legacy.LegacyProto;
import com.happypancake.schemas.legacy.Message;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Kind;
import com.happypancake.schemas.manifest.Manifest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs all of it without rows, to see that it runs; its figures mean nothing. */
@Tag("slow")
@Timeout(300)
class TransformBenchmarkTest {
  /** In place of the launcher, which a test of one module does not have. */
  private static final String LAUNCHER =
      """
      #!/bin/sh
      here=${0%/*}
      case $1 in
        sample) cp -R "$here/dump" "$9" ;;
        transform) cp -R "$here/events" "$6" ;;
      esac
      """;

  @TempDir private Path folder;

  private Path launcher() throws IOException {
    try (DumpWriter dump =
        DumpWriter.create(
            folder.resolve("dump"), List.of(LegacyProto.getDescriptor()), Clock.systemUTC())) {
      try (PartWriter part = dump.part("Messages", Message.getDescriptor().getFullName())) {
        part.entry().setTable("dbo.Messages");
        part.finish();
      }
      dump.finish(
          Manifest.newBuilder()
              .setContent(Content.CONTENT_ROWS)
              .setKind(Kind.KIND_FULL)
              .setCountry("FI")
              .setTimeZone("Europe/Helsinki"));
    }
    EventComparisonTest.writeEvents(folder.resolve("events"), List.of(List.of()));
    Path script = Files.writeString(folder.resolve("hpc"), LAUNCHER);
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void theComparisonPrintsATableOfEachKindAndRemovesItsFiles()
      throws IOException, InterruptedException {
    Path work = folder.resolve("work");
    List<String> options = List.of("--scale", "0.001", "--rounds", "1", "--work", work.toString());
    BenchmarkSettings settings = BenchmarkSettings.parse(Suite.TRANSFORM, options, folder);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    Path peer = Path.of("peers/transform").toAbsolutePath();
    new TransformBenchmark(settings, launcher(), peer, print, text -> {}).run();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("- machine: ", "- Go: ", "medians of 1 rounds")
        .containsAnyOf("All 0 events", "Left out: `Go: peers/transform`")
        .contains(
            "### Speed\n",
            "| hpc transform | ",
            "| limit: the codec alone | ",
            "### Memory\n",
            "| hpc transform, -Xmx4g | ",
            "| hpc transform, -Xmx256m | ");
    assertThat(work).isEmptyDirectory();
  }
}
