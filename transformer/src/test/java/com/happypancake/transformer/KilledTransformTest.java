package com.happypancake.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.happypancake.dumps.Dump;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.transformer.TransformEvent.Phase;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/** Kills transforms by SIGKILL at random moments, or fills their disk, and resumes them. */
@Tag("slow")
@Timeout(600)
class KilledTransformTest extends TransformFixture {

  private static final int KILLS = 50;
  private static final int EVENTS = 60;

  private Manifest undisturbed() throws Exception {
    DumpFixture dump = bigDump(80_000);
    for (int i = 80_000; i < 100_000; i++) {
      dump.table("Messages", message(i, NOON).setToMemberId(i % 3 == 0 ? 4 : i).build());
    }
    dump.write(in());
    return run(Transformation.builder(in(), folder.resolve("whole"), DumpFixture.CLOCK, HEAP_BYTES)
            .eventsPerPart(7000)
            .maxRejects(1_000_000)
            .build())
        .events();
  }

  @Test
  void killedFiftyTimesAndResumedItGivesTheSame(TestReporter reporter) throws Exception {
    Manifest expected = undisturbed();
    long seed = Optional.ofNullable(Long.getLong("hpc.kill.seed")).orElseGet(System::nanoTime);
    reporter.publishEntry("hpc.kill.seed", Long.toString(seed));
    Random random = new Random(seed);
    Path scratch = folder.resolve("scratch");
    int kills = 0;
    for (int round = 1; kills < KILLS; round++) {
      Path out = folder.resolve("out-" + round);
      boolean finished = false;
      while (!finished) {
        int killAfter = kills < KILLS ? 1 + random.nextInt(EVENTS) : Integer.MAX_VALUE;
        finished =
            TransformProcess.run(
                in(),
                out,
                scratch,
                1 << (20 + random.nextInt(8)),
                1 + random.nextInt(3),
                killAfter);
        kills += finished ? 0 : 1;
        if (!finished && Files.exists(out.resolve("manifest.json"))) {
          // Killed after its end.
          finished = true;
        }
      }
      assertThat(Dump.open(out).manifest()).as("round %d", round).isEqualTo(expected);
      assertThat(Dump.open(out.resolve("rejects")).manifest().getContentDigest())
          .isEqualTo(expected.getEvents().getRejectsDigest());
      assertThat(filesIn(scratch)).as("round %d", round).isEmpty();
    }
    reporter.publishEntry("kills", Integer.toString(kills));
  }

  @Test
  void aFullDiskIsAClearErrorAndAfterRoomWasMadeTheRunGoesOn() throws Exception {
    Manifest expected = undisturbed();
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        succeeds("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", disk.toString()),
        "only root may mount a small disk");
    try {
      Path filler = disk.resolve("filler");
      for (int percent : List.of(5, 30, 60, 75, 85)) {
        Path out = disk.resolve("out");
        Transformation transformation =
            Transformation.builder(in(), out, DumpFixture.CLOCK, HEAP_BYTES)
                .memoryBytes(1 << 20)
                .eventsPerPart(7000)
                .maxRejects(1_000_000)
                .resume(true)
                .build();
        // The disk fills up after the run has looked how much is free.
        assertThatExceptionOfType(IOException.class)
            .as("%d %%", percent)
            .isThrownBy(
                () ->
                    new Transformer(
                            transformation,
                            event -> {
                              if (event instanceof TransformEvent.Disk found) {
                                long needed = found.forecast().peakBytes();
                                fill(filler, disk, needed * percent / 100);
                              }
                            })
                        .run())
            .withMessageContaining("No space left");
        Files.delete(filler);
        assertThat(run(transformation).events()).as("%d %%", percent).isEqualTo(expected);
        succeeds("rm", "-r", out.toString());
      }
    } finally {
      succeeds("umount", disk.toString());
    }
  }

  @Test
  void aDiskThatIsTooSmallIsRefusedBeforeAnythingIsWritten() throws Exception {
    undisturbed();
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        succeeds("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString()),
        "only root may mount a small disk");
    try {
      for (Transformation transformation :
          List.of(
              Transformation.builder(in(), out(), DumpFixture.CLOCK, HEAP_BYTES)
                  .memoryBytes(1 << 20)
                  .scratch(disk.resolve("scratch"))
                  .build(),
              Transformation.builder(in(), disk.resolve("out"), DumpFixture.CLOCK, HEAP_BYTES)
                  .memoryBytes(1 << 20)
                  .build())) {
        assertThatExceptionOfType(FileSystemException.class)
            .isThrownBy(() -> run(transformation))
            .withMessageContaining(disk.toString())
            .withMessageContaining("MB are free there, and what is spilled")
            .withMessageContaining("make room");
      }
      assertThat(out()).doesNotExist();
      assertThat(filesIn(disk)).isEmpty();
    } finally {
      succeeds("umount", disk.toString());
    }
  }

  @Test
  void aDeltaThatADiskHasNoRoomForIsRefusedBeforeItsEventsAreWritten() throws Exception {
    Path base = folder.resolve("base");
    Manifest before = bigDump(40_000).write(base);
    DumpFixture delta = new DumpFixture().follows(before, Instant.parse("2020-01-01T00:00:00Z"));
    for (int i = 0; i < 40_000; i++) {
      delta.table("Messages", message(i, NOON).setBody("moi " + i).build());
    }
    delta.write(in());
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        succeeds("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString()),
        "only root may mount a small disk");
    try {
      Transformation.Builder small =
          Transformation.builder(in(), disk.resolve("out"), DumpFixture.CLOCK, HEAP_BYTES)
              .base(List.of(base));
      assertThatExceptionOfType(FileSystemException.class)
          .as("the rows do not fit, and none is looked for")
          .isThrownBy(() -> runWithAFullDisk(small.memoryBytes(1 << 20).build(), disk))
          .withMessageContaining("MB are free there, and what is spilled")
          .withMessageContaining("make room");
      assertThat(disk.resolve("filler")).doesNotExist();
      assertThatExceptionOfType(FileSystemException.class)
          .as("the rows fit into memory, and the events do not fit")
          .isThrownBy(() -> runWithAFullDisk(small.memoryBytes(256 << 20).build(), disk))
          .withMessageContaining("1 MB are free there, and what is spilled");
      assertThat(disk.resolve("out/events")).doesNotExist();
    } finally {
      succeeds("umount", disk.toString());
    }
  }

  /** Runs, and fills the disk when the changed rows are being found. */
  private static void runWithAFullDisk(Transformation transformation, Path disk) throws Exception {
    new Transformer(
            transformation,
            event -> {
              if (event instanceof TransformEvent.Progress now && now.phase() == Phase.FINDING) {
                fill(disk.resolve("filler"), disk, 1 << 18);
              }
            })
        .run();
  }

  private static void fill(Path filler, Path disk, long leftBytes) {
    try {
      long free = Files.getFileStore(disk).getUsableSpace();
      byte[] megabyte = new byte[1 << 20];
      try (OutputStream out = Files.newOutputStream(filler)) {
        for (long left = free - leftBytes; left > 0; left -= megabyte.length) {
          out.write(megabyte, 0, (int) Math.min(left, megabyte.length));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean succeeds(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
