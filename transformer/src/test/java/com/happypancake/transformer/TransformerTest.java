package com.happypancake.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.happypancake.dumps.Dump;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.schemas.legacy.Photo;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.transformer.TransformEvent.Phase;
import com.happypancake.transformer.TransformEvent.Work;
import com.happypancake.transformer.Transformer.TransformResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a transform runs. */
class TransformerTest extends TransformFixture {

  @Test
  void aDumpWithoutRowsGivesOneEmptyPart() throws Exception {
    new DumpFixture().table("Cities").table("Members").write(in());
    TransformResult result = run(transformation());
    assertThat(result.events().getPartsList()).hasSize(1);
    assertThat(result.events().getParts(0).hasKeyRange()).isFalse();
    assertThat(events()).isEmpty();
  }

  @Test
  void partsHoldAsManyEventsAsAskedAndTellTheirFirstAndLastInstant() throws Exception {
    new DumpFixture()
        .members(4, 17)
        .table("ProfileVisits", visit(4, 17, NOON), visit(4, 17, "2014-01-15T12:00:01"))
        .write(in());
    Manifest manifest = run(builder().eventsPerPart(3).build()).events();
    assertThat(manifest.getPartsList()).extracting(Part::getRecords).containsExactly(3L, 1L);
    assertThat(manifest.getPartsList())
        .extracting(part -> part.getPath() + " " + part.getKeyRange().getFirst())
        .containsExactly(
            "events/part-00000.pb.gz 2012-12-31T22:00:00.0000000Z",
            "events/part-00001.pb.gz 2014-01-15T10:00:01.0000000Z");
    assertThat(manifest.getParts(0).getKeyRange().getLast())
        .isEqualTo("2014-01-15T10:00:00.0000000Z");
  }

  @ParameterizedTest
  @CsvSource({"1, 67108864", "2, 67108864", "5, 67108864", "1, 1048576", "3, 1048576"})
  void theSameDumpGivesTheSameFilesForAnyMemoryAndNumberOfThreads(int threads, long memoryBytes)
      throws Exception {
    DumpFixture dump = bigDump(60_000);
    for (int i = 60_000; i < 90_000; i++) {
      dump.table("Messages", message(i, NOON).setToMemberId(i % 3 == 0 ? 4 : i).build());
    }
    dump.write(in());
    TransformResult one =
        run(builder().threads(1).memoryBytes(256 << 20).eventsPerPart(7000).maxRejects(20_000));
    Path other = folder.resolve("other");
    TransformResult two =
        run(
            Transformation.builder(in(), other, DumpFixture.CLOCK, HEAP_BYTES)
                .threads(threads)
                .memoryBytes(memoryBytes)
                .eventsPerPart(7000)
                .maxRejects(20_000));
    assertThat(one.spilledBytes()).isZero();
    assertThat(two.spilledBytes() > 0).isEqualTo(memoryBytes < 1 << 26);
    assertThat(two.events()).isEqualTo(one.events());
    assertThat(two.rejects()).isEqualTo(one.rejects());
    assertThat(two.events().getPartsCount()).isEqualTo(19);
    assertThat(two.rejects().getPartsCount()).isEqualTo(3);
    for (Part part : one.events().getPartsList()) {
      assertThat(other.resolve(part.getPath()))
          .hasSameBinaryContentAs(out().resolve(part.getPath()));
    }
    for (Part part : one.rejects().getPartsList()) {
      assertThat(other.resolve("rejects").resolve(part.getPath()))
          .hasSameBinaryContentAs(out().resolve("rejects").resolve(part.getPath()));
    }
    assertThat(other.resolve(".scratch")).doesNotExist();
  }

  private static TransformResult run(Transformation.Builder builder) throws Exception {
    return run(builder.build());
  }

  @Test
  void aDumpOfSomeTablesIsTransformedAndWhatIsAbsentIsReported() throws Exception {
    new DumpFixture()
        .members(4, 17)
        .table(
            "Photos", DumpFixture.full("Photos", Photo.parser()).toBuilder().setMemberId(4).build())
        .write(in());
    List<TransformEvent> heard = new ArrayList<>();
    new Transformer(transformation(), heard::add).run();
    assertThat(heard.get(0))
        .isEqualTo(
            new TransformEvent.AbsentTables(
                List.of(
                    "Albums",
                    "AbuseReports",
                    "Blocks",
                    "Favorites",
                    "Flirts",
                    "MemberInterests",
                    "Messages",
                    "PhotoLikes",
                    "ProfileVisits")));
  }

  @Test
  void anInterruptedRunCanBeRunAgain() throws Exception {
    bigDump(20_000).write(in());
    Consumer<TransformEvent> interrupting =
        event -> {
          if (event instanceof TransformEvent.Progress now
              && now.phase() == Phase.WRITING
              && now.count() > 0) {
            Thread.currentThread().interrupt();
          }
        };
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> new Transformer(transformation(), interrupting).run());
    assertThat(Thread.interrupted()).as("the flag is cleared").isFalse();
    assertThat(out().resolve("manifest.json")).doesNotExist();
    run(transformation());
    assertThat(events()).hasSize(40_002);
  }

  @Test
  void everyPhaseIsReportedToItsEnd() throws Exception {
    bigDump(20_000).write(in());
    List<TransformEvent> heard = new ArrayList<>();
    TransformResult result = new Transformer(transformation(), heard::add).run();
    assertThat(heard.get(heard.size() - 1)).isInstanceOf(TransformEvent.Progress.class);
    assertThat(progress(heard).map(TransformerTest::line))
        .contains(
            "LOOKUP Members/part-00000.pb.gz: 3 rows, 0 events, 3 in all",
            "MAPPING Members/part-00000.pb.gz: 2 rows, 2 events, 20002 in all",
            "MAPPING Messages/part-00000.pb.gz: 9986 rows, 19970 events, 20002 in all",
            "MAPPING Messages/part-00000.pb.gz: 20002 rows, 40002 events, 20002 in all",
            "WRITING events/part-00000.pb.gz: 0 rows, 0 events, 40002 in all",
            "WRITING events/part-00000.pb.gz: 0 rows, 8192 events, 40002 in all")
        .endsWith("WRITING events/part-00000.pb.gz: 0 rows, 40002 events, 40002 in all");
    Dump dump = Dump.open(in());
    long lookedUp = bytes(dump, "Cities") + bytes(dump, "Members");
    assertThat(heard)
        .contains(
            new TransformEvent.Planned(
                Map.of(
                    Phase.LOOKUP,
                    new Work(3, 0, lookedUp),
                    Phase.MAPPING,
                    new Work(20_002, 0, bytes(dump, "Me"))),
                true));
    assertThat(bytes(heard, Phase.LOOKUP)).isEqualTo(lookedUp);
    assertThat(bytes(heard, Phase.MAPPING)).isEqualTo(bytes(dump, "Me"));
    assertThat(bytes(heard, Phase.WRITING))
        .isEqualTo(result.events().getParts(0).getContentBytes());
  }

  private static Stream<TransformEvent.Progress> progress(List<TransformEvent> heard) {
    return heard.stream()
        .filter(TransformEvent.Progress.class::isInstance)
        .map(TransformEvent.Progress.class::cast);
  }

  private static String line(TransformEvent.Progress now) {
    return String.format(
        Locale.ROOT,
        "%s %s: %d rows, %d events, %d in all",
        now.phase(),
        now.part(),
        now.done().rows(),
        now.done().events(),
        now.total());
  }

  /** Returns the bytes of a phase in the end. */
  private static long bytes(List<TransformEvent> heard, Phase phase) {
    return progress(heard)
        .filter(now -> now.phase() == phase)
        .reduce((one, other) -> other)
        .orElseThrow()
        .done()
        .bytes();
  }

  private static long bytes(Dump dump, String path) {
    return dump.parts().stream()
        .filter(part -> part.getPath().startsWith(path))
        .mapToLong(Part::getContentBytes)
        .sum();
  }

  @Test
  void anOutFolderThatHoldsSomethingElseIsRefused() throws Exception {
    new DumpFixture().members(4).write(in());
    Files.createDirectories(out());
    Files.writeString(out().resolve("diary.txt"), "mine", StandardCharsets.UTF_8);
    assertThatExceptionOfType(RefusedFolderException.class)
        .isThrownBy(() -> run(transformation()))
        .withMessageContaining("is not empty");
  }
}
