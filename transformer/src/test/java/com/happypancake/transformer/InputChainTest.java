package com.happypancake.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.Timestamp;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.chain.DumpMerge;
import com.happypancake.dumps.chain.MismatchedDumpException;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.legacy.Favorite;
import com.happypancake.schemas.manifest.Kind;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.transformer.choice.Choice;
import com.happypancake.transformer.mapping.LegacyRows;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Chains of a base with one favorite, which a first delta removes and a second one adds again. */
class InputChainTest extends TransformFixture {

  private static final Instant FIRST = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant SECOND = Instant.parse("2020-01-02T00:00:00Z");

  private Manifest base;
  private Manifest removed;

  @BeforeEach
  void writeChain() throws Exception {
    base = new DumpFixture().members(4, 17).table("Favorites", favorite()).write(path("base"));
    removed =
        new DumpFixture()
            .follows(base, FIRST)
            .deleted("Favorites", favorite().toBuilder().clearCreatedAt().build())
            .write(path("removed"));
    new DumpFixture().follows(removed, SECOND).table("Favorites", favorite()).write(path("added"));
  }

  private static Favorite favorite() {
    return Favorite.newBuilder()
        .setMemberId(4)
        .setFavoriteMemberId(17)
        .setCreatedAt(LegacyRows.ticks(NOON))
        .build();
  }

  private Path path(String name) {
    return folder.resolve(name);
  }

  private Transformation.Builder delta(String in, String... before) {
    return Transformation.builder(path(in), path("events-" + in), DumpFixture.CLOCK, HEAP_BYTES)
        .base(List.of(before).stream().map(this::path).toList());
  }

  private List<Event> events(String of) throws Exception {
    return DumpFixture.read(path("events-" + of), Event.parser());
  }

  private void merge() throws Exception {
    new DumpMerge(
            Dump.open(path("base")),
            List.of(Dump.open(path("removed"))),
            path("merged"),
            DumpFixture.CLOCK,
            (path, done, total) -> {})
        .run();
  }

  @Test
  void theManifestNamesTheEventsThatItFollowsAndItsPlaceInTheChain() throws Exception {
    Manifest first = run(delta("base").build()).events();
    Manifest second = run(delta("removed", "base").after(path("events-base")).build()).events();
    Manifest third =
        run(delta("added", "base", "removed").after(path("events-removed")).build()).events();
    assertThat(second.getKind()).isEqualTo(Kind.KIND_DELTA);
    assertThat(second.getBaseDigest()).isEqualTo(base.getContentDigest());
    assertThat(second.getFollowsDigest()).isEqualTo(first.getContentDigest());
    assertThat(third.getFollowsDigest()).isEqualTo(second.getContentDigest());
    assertThat(List.of(first, second, third))
        .extracting(Manifest::getChainPosition)
        .containsExactly(0, 1, 2);
  }

  @Test
  void aDeltaThatIsGivenAsTheBaseFindsTheDumpsBeforeItBesideIt() throws Exception {
    run(delta("added", "removed").build());
    assertThat(events("added")).extracting(Event::getFactCase).hasSize(1);
  }

  @Test
  void aFactThatCameBackHasAnIdOfItsOwn() throws Exception {
    run(delta("base").build());
    run(delta("added", "base", "removed").build());
    Event again = events("added").get(0);
    assertThat(again.getOccurredAt()).isEqualTo(events("base").get(2).getOccurredAt());
    assertThat(events("base")).extracting(Event::getId).doesNotContain(again.getId());
  }

  @Test
  void afterAMergedBaseAFactThatMayHaveBeenGivenHasAnIdOfItsOwn() throws Exception {
    run(delta("base").build());
    merge();
    run(delta("added", "merged").build());
    assertThat(events("base"))
        .extracting(Event::getId)
        .doesNotContain(events("added").get(0).getId());
  }

  @Test
  void afterAMergedBaseTheEventsOfItsTipAndThoseOfTheMergeAreAccepted() throws Exception {
    merge();
    run(delta("removed", "base").build());
    run(delta("merged").build());
    for (String after : List.of("events-removed", "events-merged")) {
      Path out = path("events-after-" + after);
      Manifest events =
          run(Transformation.builder(path("added"), out, DumpFixture.CLOCK, HEAP_BYTES)
                  .base(List.of(path("merged")))
                  .after(path(after))
                  .build())
              .events();
      assertThat(events.getFollowsDigest())
          .isEqualTo(Dump.open(path(after)).manifest().getContentDigest());
    }
  }

  @Test
  void theEventsOfAnotherDumpAreRefused() throws Exception {
    run(delta("base").build());
    assertThatExceptionOfType(RefusedDumpException.class)
        .isThrownBy(() -> run(delta("added", "base", "removed").after(path("events-base")).build()))
        .withMessageContaining("its events are those of the content " + base.getContentDigest())
        .withMessageContaining("content " + removed.getContentDigest());
    assertThatExceptionOfType(RefusedDumpException.class)
        .isThrownBy(() -> run(delta("removed", "base").after(path("base")).build()))
        .withMessageContaining("holds no events as a transform wrote them");
  }

  @Test
  void eventsOfAnotherChoiceAreRefused() throws Exception {
    Choice favorites =
        new Choice(
            List.of("favorite-added"), Optional.empty(), Optional.empty(), OptionalDouble.empty());
    run(delta("base").choice(favorites).build());
    assertThatExceptionOfType(RefusedDumpException.class)
        .isThrownBy(() -> run(delta("removed", "base").after(path("events-base")).build()))
        .withMessageContaining("holds types favorite-added; this run chooses all events");
  }

  @Test
  void aDeltaThatIsNotLaterIsRefused() throws Exception {
    new DumpFixture().follows(removed, FIRST).write(path("late"));
    assertThatExceptionOfType(RefusedDumpException.class)
        .isThrownBy(() -> run(delta("late", "base", "removed").build()))
        .withMessageContaining("its rows are of 2020-01-01T00:00:00.0000000, which is not later");
  }

  @Test
  void anotherBaseAndAFullDumpWithABaseAreRefused() throws Exception {
    DumpFixture other = new DumpFixture().members(4);
    other.manifest.setSourceTime(Timestamp.newBuilder().setSeconds(1));
    other.write(path("other"));
    assertThatExceptionOfType(MismatchedDumpException.class)
        .isThrownBy(() -> run(delta("removed", "other").build()))
        .withMessageContaining("is a delta of the content " + base.getContentDigest());
    assertThatExceptionOfType(MismatchedDumpException.class)
        .isThrownBy(() -> run(delta("other", "base").build()))
        .withMessageContaining("is a full dump; expected a delta of");
  }

  @Test
  void aRowThatTheBaseHoldsTwiceIsNamed() throws Exception {
    Manifest twice =
        new DumpFixture()
            .members(4, 17)
            .table("Favorites", favorite(), favorite())
            .write(path("twice"));
    new DumpFixture().follows(twice, FIRST).table("Favorites", favorite()).write(path("late"));
    assertThatExceptionOfType(RefusedDumpException.class)
        .isThrownBy(() -> run(delta("late", "twice").build()))
        .withMessageContaining(path("twice") + ": holds the row Favorites 4,17 twice");
  }
}
