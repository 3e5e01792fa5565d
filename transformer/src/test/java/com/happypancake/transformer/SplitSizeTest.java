package com.happypancake.transformer;

import static com.happypancake.transformer.mapping.LegacyRows.ticks;
import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.transformer.TransformEvent.Phase;
import com.happypancake.transformer.TransformEvent.Progress;
import com.happypancake.transformer.Transformer.TransformResult;
import com.happypancake.transformer.choice.Choice;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A transform gives the same, wherever the rows are cut into splits. */
@Timeout(120)
class SplitSizeTest extends TransformFixture {

  private static final int WHOLE = Integer.MAX_VALUE;
  private static final int MEMBERS = 40;

  /** A member who is not there at first, and one who never is: what names them is rejected. */
  private static final int LATE = MEMBERS + 1;

  private static final int NOBODY = MEMBERS + 2;

  private static final Choice SAMPLE =
      new Choice(List.of(), Optional.empty(), Optional.empty(), OptionalDouble.of(0.3));

  private final AtomicInteger splits = new AtomicInteger();

  /** Writes a dump in which many times are equal, and some rows are rejected. */
  private Manifest full(Path folder) throws Exception {
    DumpFixture dump = new DumpFixture().members();
    for (int id = 1; id <= MEMBERS; id++) {
      dump.table("Members", DumpFixture.member(id).build());
    }
    for (int i = 0; i < 20_000; i++) {
      dump.table("Messages", message(i));
    }
    for (int i = 0; i < 3000; i++) {
      dump.table("Flirts", flirt(i, NOON).setToMemberId(1 + i % NOBODY).build());
    }
    return dump.write(folder);
  }

  private static com.happypancake.schemas.legacy.Message message(int i) {
    return message(i, i % 3 == 0 ? NOON : "2014-01-15T12:00:01")
        .setFromMemberId(1 + i % MEMBERS)
        .setToMemberId(i % 100 < 2 ? LATE + i % 2 : 1 + i / MEMBERS % MEMBERS)
        .build();
  }

  /**
   * Writes a delta that adds 1500 messages, changes 1500 and deletes 500.
   *
   * @param changed the first message that is changed; the deleted ones follow those changed
   * @param added the first message that is added
   */
  private static DumpFixture delta(Manifest base, String time, int changed, int added) {
    DumpFixture delta = new DumpFixture().follows(base, Instant.parse(time));
    for (int i = 0; i < 1500; i++) {
      delta.table("Messages", message(changed + i).toBuilder().setReadAt(ticks(NOON)).build());
      delta.table("Messages", message(added + i));
    }
    for (int i = changed + 1500; i < changed + 2000; i++) {
      delta.deleted(
          "Messages", com.happypancake.schemas.legacy.Message.newBuilder().setMessageId(i).build());
    }
    return delta;
  }

  private TransformResult run(Transformation.Builder transformation, int splitRows)
      throws Exception {
    splits.set(0);
    return new Transformer(
            transformation.eventsPerPart(5000).maxRejects(WHOLE).build(),
            event -> {
              if (event instanceof Progress now && now.phase() == Phase.MAPPING) {
                splits.incrementAndGet();
              }
            },
            DumpFixture.TABLES,
            splitRows)
        .run();
  }

  private Transformation.Builder into(String out) {
    return Transformation.builder(in(), folder.resolve(out), DumpFixture.CLOCK, HEAP_BYTES);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 80, 200",
    "1, 3, 80, 200",
    "300, 1, 70, 90",
    "16384, 3, 4, 4",
    "2147483647, 3, 3, 3"
  })
  void aFullDumpGivesTheSameForAnySplitSize(int splitRows, int threads, int least, int most)
      throws Exception {
    full(in());
    for (Choice choice : List.of(Choice.ALL, SAMPLE)) {
      TransformResult expected = run(into("whole " + choice.text()).choice(choice), WHOLE);
      assertThat(splits).hasValue(3);
      TransformResult actual =
          run(
              into("split " + choice.text()).choice(choice).threads(threads).memoryBytes(1 << 20),
              splitRows);
      assertThat(splits).hasValueBetween(least, most);
      assertSame(actual, expected);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 5502", "1, 3, 5502", "300, 3, 26", "16384, 1, 6"})
  void aDeltaGivesTheSameForAnySplitSize(int splitRows, int threads, int count) throws Exception {
    List<Path> base = List.of(folder.resolve("full"), folder.resolve("first"));
    Manifest first =
        delta(full(base.get(0)), "2020-01-01T00:00:00Z", 2000, 20_000).write(base.get(1));
    delta(first, "2020-01-02T00:00:00Z", 3000, 21_000)
        .table("Members", DumpFixture.member(LATE).build())
        .write(in());
    TransformResult expected = run(into("whole").base(base), WHOLE);
    TransformResult actual =
        run(into("split").base(base).threads(threads).memoryBytes(1 << 20), splitRows);
    assertThat(splits).hasValue(count);
    assertSame(actual, expected);
  }

  private static void assertSame(TransformResult actual, TransformResult expected) {
    assertThat(actual.events()).isEqualTo(expected.events());
    assertThat(actual.rejects()).isEqualTo(expected.rejects());
    assertThat(expected.rejects().getPartsList()).extracting(Part::getRecords).doesNotContain(0L);
  }
}
