package com.happypancake.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.schemas.legacy.Photo;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.transformer.TransformEvent.Phase;
import com.happypancake.transformer.Transformer.TransformResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

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

  @Test
  void theSameDumpGivesTheSameFilesWhateverTheMemory() throws Exception {
    bigDump(20_000).write(in());
    TransformResult ample = run(builder().eventsPerPart(7000).memoryBytes(64 << 20).build());
    Path other = folder.resolve("other");
    TransformResult tight =
        run(
            Transformation.builder(in(), other, DumpFixture.CLOCK, HEAP_BYTES)
                .eventsPerPart(7000)
                .memoryBytes(1 << 20)
                .build());
    assertThat(ample.spilledBytes()).isZero();
    assertThat(tight.spilledBytes()).isPositive();
    assertThat(tight.events()).isEqualTo(ample.events());
    assertThat(tight.events().getPartsCount()).isEqualTo(6);
    for (Part part : ample.events().getPartsList()) {
      assertThat(other.resolve(part.getPath()))
          .hasSameBinaryContentAs(out().resolve(part.getPath()));
    }
    assertThat(other.resolve(".scratch")).doesNotExist();
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
              && now.done() > 0) {
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
    new Transformer(transformation(), heard::add).run();
    assertThat(heard)
        .contains(
            new TransformEvent.Progress(Phase.LOOKUP, "Members/part-00000.pb.gz", 3, 3),
            new TransformEvent.Progress(Phase.MAPPING, "Messages/part-00000.pb.gz", 2, 20002),
            new TransformEvent.Progress(Phase.MAPPING, "Messages/part-00000.pb.gz", 9986, 20002),
            new TransformEvent.Progress(Phase.MAPPING, "Messages/part-00000.pb.gz", 20002, 20002),
            new TransformEvent.Progress(Phase.WRITING, "events/part-00000.pb.gz", 0, 40002),
            new TransformEvent.Progress(Phase.WRITING, "events/part-00000.pb.gz", 8192, 40002))
        .endsWith(
            new TransformEvent.Progress(Phase.WRITING, "events/part-00000.pb.gz", 40002, 40002));
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
