package com.happypancake.transformer;

import static com.happypancake.transformer.mapping.LegacyRows.ticks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.transformer.TransformEvent.Phase;
import com.happypancake.transformer.TransformEvent.Progress;
import com.happypancake.transformer.Transformer.TransformResult;
import com.happypancake.transformer.choice.TooManyRejectsException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Transforms that end at some moment, and are resumed. */
@Timeout(120)
class ResumedTransformTest extends TransformFixture {

  private static final long SMALL_BYTES = 1 << 20;
  private static final FileTime LONG_AGO = FileTime.fromMillis(0);

  /** Stops a transform as an error in any place would. */
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** The notes, but for {@link #nothing}. */
  private final List<String> notes = new ArrayList<>();

  private Path journal() {
    return out().resolve(".state/transform.journal");
  }

  private Transformation.Builder small() {
    return builder()
        .memoryBytes(SMALL_BYTES)
        .threads(2)
        .eventsPerPart(7000)
        .maxRejects(20_000)
        .resume(true);
  }

  /** Writes a dump of several splits, and returns what an undisturbed run makes of it. */
  private TransformResult undisturbed() throws Exception {
    DumpFixture dump = bigDump(50_000);
    for (int i = 50_000; i < 60_000; i++) {
      dump.table("Messages", message(i, NOON).setToMemberId(i % 3 == 0 ? 4 : i).build());
    }
    dump.write(in());
    Path undisturbed = folder.resolve("undisturbed");
    return run(
        Transformation.builder(in(), undisturbed, DumpFixture.CLOCK, HEAP_BYTES)
            .eventsPerPart(7000)
            .maxRejects(20_000)
            .build());
  }

  /** Runs until an event comes; returns the result if none comes. */
  private Optional<TransformResult> runUntil(
      Predicate<TransformEvent> stops, Transformation transformation) throws Exception {
    try {
      return Optional.of(
          new Transformer(
                  transformation,
                  event -> {
                    if (event instanceof TransformEvent.Note note && !note.equals(nothing())) {
                      notes.add(note.text());
                    }
                    if (stops.test(event)) {
                      throw new Stopped();
                    }
                  })
              .run());
    } catch (Stopped e) {
      return Optional.empty();
    }
  }

  private TransformEvent.Note nothing() {
    return new TransformEvent.Note(out() + ": nothing is there to go on with; the run begins anew");
  }

  private static Predicate<TransformEvent> at(Phase phase, long done) {
    return event -> event instanceof Progress now && now.phase() == phase && now.count() >= done;
  }

  private void stopAt(Phase phase, long done) throws Exception {
    assertThat(runUntil(at(phase, done), small().build())).isEmpty();
  }

  private Manifest resume(Transformation.Builder transformation) throws Exception {
    return runUntil(event -> false, transformation.build()).orElseThrow().events();
  }

  @ParameterizedTest
  @CsvSource({"1, 1048576", "3, 1048576", "2, 3000000", "2, 268435456"})
  void stoppedAtEveryEventAndResumedItGivesTheSame(int threads, long memoryBytes) throws Exception {
    TransformResult expected = undisturbed();
    Optional<TransformResult> result = Optional.empty();
    int stops = 0;
    for (int most = 3; result.isEmpty(); most += 2) {
      int[] events = {most};
      result =
          runUntil(
              event -> --events[0] == 0,
              small()
                  .threads(stops % 2 == 0 ? threads : 2)
                  .memoryBytes(stops % 3 == 0 ? memoryBytes : SMALL_BYTES)
                  .build());
      stops++;
    }
    assertThat(stops).isGreaterThan(5);
    assertThat(result.get().events()).isEqualTo(expected.events());
    assertThat(result.get().rejects()).isEqualTo(expected.rejects());
    assertThat(notes).isEmpty();
    assertThat(out().resolve(".state")).doesNotExist();
    assertThat(out().resolve(".scratch")).doesNotExist();
  }

  @Test
  void aRunSaysOnlyIfAskedToResumeThatNothingIsThereToGoOnWith() throws Exception {
    new DumpFixture().members(4, 17).write(in());
    List<TransformEvent> heard = new ArrayList<>();
    new Transformer(small().resume(false).build(), heard::add).run();
    assertThat(heard).isNotEmpty().doesNotContain(nothing());
    delete(out());
    new Transformer(small().build(), heard::add).run();
    assertThat(heard).containsOnlyOnce(nothing());
    assertThat(events()).hasSize(2);
  }

  @Test
  void mappedSplitsAndFinishedPartsAreUsedAgain() throws Exception {
    Manifest expected = undisturbed().events();
    stopAt(Phase.WRITING, 22_000);
    Path first = out().resolve("events/part-00000.pb.gz");
    Files.setLastModifiedTime(first, LONG_AGO);
    List<Progress> heard = new ArrayList<>();
    Manifest actual =
        runUntil(
                event -> event instanceof Progress now ? !heard.add(now) : event.equals(nothing()),
                small().build())
            .orElseThrow()
            .events();
    assertThat(actual).isEqualTo(expected);
    assertThat(Files.getLastModifiedTime(first)).isEqualTo(LONG_AGO);
    assertThat(notes).isEmpty();
    assertThat(
            heard.stream()
                .filter(now -> now.phase() == Phase.WRITING && !now.part().isEmpty())
                .findFirst())
        .hasValueSatisfying(now -> assertThat(now.count()).isEqualTo(7000));
  }

  @Test
  void aRunWhoseLastPartIsFinishedIsResumedToItsManifest() throws Exception {
    Manifest expected = undisturbed().events();
    long bytes = expected.getPartsList().stream().mapToLong(Part::getContentBytes).sum();
    Predicate<TransformEvent> end =
        event ->
            event instanceof Progress now
                && now.phase() == Phase.WRITING
                && now.done().bytes() == bytes;
    assertThat(runUntil(end, small().build())).isEmpty();
    assertThat(resume(small())).isEqualTo(expected);
  }

  /** Writes a delta that changes 20,000 messages and adds 20,000, and returns its events. */
  private Manifest undisturbedDelta() throws Exception {
    Manifest base = bigDump(40_000).write(base().get(0));
    DumpFixture delta = new DumpFixture().follows(base, Instant.parse("2020-01-01T00:00:00Z"));
    for (int i = 20_000; i < 60_000; i++) {
      delta.table("Messages", message(i, NOON).setBody("moi").setReadAt(ticks(NOON)).build());
    }
    delta.write(in());
    return run(Transformation.builder(
                in(), folder.resolve("undisturbed"), DumpFixture.CLOCK, HEAP_BYTES)
            .base(base())
            .eventsPerPart(7000)
            .build())
        .events();
  }

  private List<Path> base() {
    return List.of(folder.resolve("base"));
  }

  @Test
  void aDeltaIsResumedFromAnyPhase() throws Exception {
    Manifest expected = undisturbedDelta();
    for (Phase phase : List.of(Phase.FINDING, Phase.MAPPING, Phase.WRITING)) {
      assertThat(runUntil(at(phase, 20_000), small().base(base()).build())).isEmpty();
    }
    assertThat(resume(small().base(base()))).isEqualTo(expected);
    assertThat(notes).isEmpty();
  }

  @Test
  void aRunWhoseRecordsFitTheMemoryMapsAgainAndKeepsItsParts() throws Exception {
    Manifest expected = undisturbed().events();
    Transformation.Builder ample = small().memoryBytes(256 << 20);
    assertThat(runUntil(at(Phase.WRITING, 22_000), ample.build())).isEmpty();
    Path second = out().resolve("events/part-00001.pb.gz");
    Files.setLastModifiedTime(second, LONG_AGO);
    assertThat(resume(ample)).isEqualTo(expected);
    assertThat(Files.getLastModifiedTime(second)).isEqualTo(LONG_AGO);
  }

  @Test
  void withoutResumeTheUnfinishedRunIsDiscardedWithItsScratch() throws Exception {
    Manifest expected = undisturbed().events();
    Path scratch = folder.resolve("scratch");
    assertThat(runUntil(at(Phase.WRITING, 9000), small().scratch(scratch).build())).isEmpty();
    assertThat(foldersIn(scratch)).hasSize(1);
    assertThat(resume(small().resume(false))).isEqualTo(expected);
    assertThat(foldersIn(scratch)).isEmpty();
  }

  @Test
  void scratchFoldersAreTheOwnersAloneAndMayBeOthersOnResume() throws Exception {
    Manifest expected = undisturbed().events();
    Path one = Files.createDirectory(folder.resolve("one"));
    Path other = folder.resolve("other");
    Files.writeString(one.resolve("diary.txt"), "mine");
    assertThat(runUntil(at(Phase.MAPPING, 40_000), small().scratch(one).build())).isEmpty();
    Path own = foldersIn(one).get(0);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own)))
        .isEqualTo("rwx------");
    assertThat(runUntil(at(Phase.WRITING, 9000), small().scratch(other).build())).isEmpty();
    assertThat(foldersIn(one)).as("its runs are in use").hasSize(1);
    assertThat(resume(small())).isEqualTo(expected);
    assertThat(foldersIn(one)).isEmpty();
    assertThat(foldersIn(other)).isEmpty();
    assertThat(one.resolve("diary.txt")).exists();
  }

  @Test
  void twoRunsMayShareAScratchFolder() throws Exception {
    Manifest expected = undisturbed().events();
    Path scratch = folder.resolve("scratch");
    assertThat(runUntil(at(Phase.WRITING, 9000), small().scratch(scratch).build())).isEmpty();
    Transformation beside =
        Transformation.builder(in(), folder.resolve("beside"), DumpFixture.CLOCK, HEAP_BYTES)
            .memoryBytes(SMALL_BYTES)
            .eventsPerPart(7000)
            .maxRejects(20_000)
            .scratch(scratch)
            .build();
    assertThat(run(beside).events()).isEqualTo(expected);
    assertThat(resume(small().scratch(scratch))).isEqualTo(expected);
    assertThat(foldersIn(scratch)).isEmpty();
  }

  @Test
  void scratchWithinTheOutFolderOrTheDumpIsRefused() throws Exception {
    new DumpFixture().members(4).write(in());
    for (Path scratch : List.of(out(), out().resolve("x"), in(), in().resolve("x"))) {
      assertThatExceptionOfType(RefusedFolderException.class)
          .isThrownBy(() -> run(small().scratch(scratch).build()))
          .withMessageContaining("--scratch")
          .withMessageContaining(scratch.toString());
    }
    assertThat(out()).doesNotExist();
  }

  @Test
  void anotherInputAndOtherSettingsAreRefusedByName() throws Exception {
    undisturbed();
    stopAt(Phase.WRITING, 9000);
    assertThatExceptionOfType(RefusedFolderException.class)
        .isThrownBy(() -> resume(small().eventsPerPart(8000)))
        .withMessageContaining("events-per-part was 7000, and is 8000")
        .withMessageContaining("begin it anew without --resume");
    Path other = folder.resolve("other-dump");
    bigDump(10).write(other);
    assertThatExceptionOfType(RefusedFolderException.class)
        .isThrownBy(
            () ->
                resume(
                    Transformation.builder(other, out(), DumpFixture.CLOCK, HEAP_BYTES)
                        .eventsPerPart(7000)
                        .resume(true)))
        .withMessageContaining("in was content ")
        .withMessageNotContaining("events-per-part");
  }

  @Test
  void aDamagedPartAndThoseAfterItAreWrittenAgain() throws Exception {
    Manifest expected = undisturbed().events();
    stopAt(Phase.WRITING, 30_000);
    flipBit(out().resolve("events/part-00001.pb.gz"), 1000);
    assertThat(resume(small())).isEqualTo(expected);
    assertThat(notes)
        .singleElement()
        .asString()
        .contains("part-00001.pb.gz: it or its index is missing or damaged");
  }

  @Test
  void ifASpilledRunIsDamagedAllRowsAreMappedAgain() throws Exception {
    Manifest expected = undisturbed().events();
    stopAt(Phase.WRITING, 30_000);
    Path own = foldersIn(out().resolve(".scratch")).get(0);
    flipBit(own.resolve("run-00001"), 50);
    assertThat(resume(small())).isEqualTo(expected);
    assertThat(notes).singleElement().asString().contains("CRC-32C").contains("mapped again");
  }

  @ParameterizedTest
  @CsvSource({"MAPPING, 30000", "WRITING, 30000"})
  void aFlippedBitAnywhereInTheJournalIsNoticed(Phase phase, long done) throws Exception {
    Manifest expected = undisturbed().events();
    stopAt(phase, done);
    byte[] journal = Files.readAllBytes(journal());
    Path stopped = folder.resolve("stopped");
    Files.move(out(), stopped);
    int refused = 0;
    for (int at = 0; at < journal.length; at += journal.length / 12 + 1) {
      copy(stopped, out());
      flipBit(journal(), at);
      notes.clear();
      try {
        assertThat(resume(small())).isEqualTo(expected);
        assertThat(notes).as("byte %d", at).anyMatch(note -> note.contains("transform.journal"));
      } catch (RefusedFolderException e) {
        assertThat(e).hasMessageContaining("is damaged; begin the events anew without --resume");
        refused++;
      }
      delete(out());
    }
    assertThat(refused).isPositive();
  }

  @Test
  void aJournalThatIsCutAnywhereIsUsedAsFarAsItGoes() throws Exception {
    Manifest expected = undisturbed().events();
    stopAt(Phase.WRITING, 30_000);
    long size = Files.size(journal());
    Path stopped = folder.resolve("stopped");
    Files.move(out(), stopped);
    for (long cut = 1; cut < size / 2; cut += size / 6) {
      copy(stopped, out());
      try (RandomAccessFile file = new RandomAccessFile(journal().toFile(), "rw")) {
        file.setLength(size - cut);
      }
      assertThat(resume(small())).isEqualTo(expected);
      delete(out());
    }
  }

  @Test
  void afterTooManyRejectsTheRunGoesOnWithAHigherNumber() throws Exception {
    Manifest expected = undisturbed().events();
    assertThatExceptionOfType(TooManyRejectsException.class)
        .isThrownBy(() -> resume(small().maxRejects(10)));
    List<Progress> heard = new ArrayList<>();
    Manifest actual =
        runUntil(event -> event instanceof Progress now && !heard.add(now), small().build())
            .orElseThrow()
            .events();
    assertThat(actual).isEqualTo(expected);
    assertThat(notes).isEmpty();
  }

  @Test
  void aFinishedFolderIsRefused() throws Exception {
    new DumpFixture().members(4).write(in());
    run(small().build());
    assertThatExceptionOfType(RefusedFolderException.class)
        .isThrownBy(() -> run(small().build()))
        .withMessageContaining("holds finished events already");
  }

  @Test
  void aDryRunCountsTheSameAndWritesNothing() throws Exception {
    Manifest expected = undisturbed().events();
    List<TransformEvent> heard = new ArrayList<>();
    new Transformer(small().build(), heard::add).dryRun();
    assertThat(out()).doesNotExist();
    assertThat(heard)
        .endsWith(
            new TransformEvent.DryRun(
                expected.getEvents().toBuilder().clearRejectsDigest().build()));
    long actual = expected.getPartsList().stream().mapToLong(Part::getBytes).sum();
    assertThat(heard)
        .filteredOn(TransformEvent.Disk.class::isInstance)
        .singleElement()
        .satisfies(
            event -> {
              DiskForecast disk = ((TransformEvent.Disk) event).forecast();
              assertThat(disk.resultBytes() - (1 << 16))
                  .isBetween(actual * 85 / 100, actual * 115 / 100);
              assertThat(disk.scratch().peakBytes()).isPositive();
            });
    assertThatExceptionOfType(TooManyRejectsException.class)
        .isThrownBy(() -> new Transformer(small().maxRejects(3).build(), event -> {}).dryRun())
        .withMessageNotContaining("rejects'");
    assertThat(out()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(longs = {1 << 20, 256 << 20})
  void aDryRunOfADeltaCountsTheSameAndLeavesNothing(long memoryBytes) throws Exception {
    Manifest expected = undisturbedDelta();
    Path scratch = folder.resolve("scratch");
    Transformation delta = small().base(base()).memoryBytes(memoryBytes).scratch(scratch).build();
    List<TransformEvent> heard = new ArrayList<>();
    new Transformer(delta, heard::add).dryRun();
    assertThat(out()).doesNotExist();
    assertThat(scratch).isEmptyDirectory();
    assertThat(heard)
        .endsWith(
            new TransformEvent.DryRun(
                expected.getEvents().toBuilder().clearRejectsDigest().build()));
    DiskForecast disk =
        heard.stream()
            .filter(TransformEvent.Disk.class::isInstance)
            .map(event -> ((TransformEvent.Disk) event).forecast())
            .findFirst()
            .orElseThrow();
    long actual = expected.getPartsList().stream().mapToLong(Part::getBytes).sum();
    assertThat(disk.resultBytes() - (1 << 16)).isCloseTo(actual, withinPercentage(15));
    assertThat(runUntil(at(Phase.WRITING, 1), delta)).isEmpty();
    assertThat(disk.scratch().finalBytes()).isCloseTo(size(scratch), withinPercentage(15));
  }

  @Test
  void anInterruptedDryRunOfADeltaLeavesNothing() throws Exception {
    undisturbedDelta();
    Path scratch = folder.resolve("scratch");
    Transformation delta =
        small().base(base()).memoryBytes(1 << 20).threads(1).scratch(scratch).build();
    Consumer<TransformEvent> interrupting =
        event -> {
          if (event instanceof TransformEvent.Disk) {
            Thread.currentThread().interrupt();
          }
        };
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> new Transformer(delta, interrupting).dryRun());
    assertThat(Thread.interrupted()).as("the flag is cleared").isFalse();
    assertThat(scratch).isEmptyDirectory();
  }

  private static long size(Path tree) throws IOException {
    long bytes = 0;
    try (Stream<Path> walk = Files.walk(tree)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  private static void flipBit(Path file, long at) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(at);
      int value = bytes.read();
      bytes.seek(at);
      bytes.write(value ^ 4);
    }
  }

  private static List<Path> foldersIn(Path parent) throws IOException {
    try (Stream<Path> files = Files.list(parent)) {
      return files.filter(Files::isDirectory).toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> walk = Files.walk(from)) {
      for (Path file : walk.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> walk = Files.walk(tree)) {
      for (Path file : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
