package com.happypancake.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.catalogue.EventDefinition;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.event.Event.FactCase;
import com.happypancake.schemas.legacy.Album;
import com.happypancake.schemas.legacy.Photo;
import com.happypancake.schemas.legacy.PhotoLike;
import com.happypancake.schemas.manifest.InputPart;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.transformer.choice.Choice;
import com.happypancake.transformer.choice.MemberSample;
import com.happypancake.transformer.lookup.TableLookups;
import com.happypancake.transformer.mapping.LegacyRows;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which events a choice keeps, and how rows count. */
class ChoiceTest extends TransformFixture {

  private static final Optional<Instant> OPEN = Optional.empty();
  private static final OptionalDouble EVERYBODY = OptionalDouble.empty();

  /** The hash of the member 17, as {@code printf 17 | sha256sum} shows it, divided by 2^64. */
  private static final double HASH_OF_17 = 0x4523540f1504cdp-56;

  @ParameterizedTest
  @CsvSource({"0x1.0p-54, true", "-0x1.0p-54, false"})
  void theCoreAreTheMembersWhoseHashIsBelowTheShare(double above, boolean isCore) {
    TableLookups lookups = new TableLookups(Optional.empty());
    lookups.putMember(17, 0);
    MemberSample sample = new MemberSample(lookups, HASH_OF_17 + above + 0x1p-56);
    assertThat(sample.isCore(17)).isEqualTo(isCore);
    assertThat(sample.isOutside(17)).isEqualTo(!isCore);
    assertThat(sample.isCore(18)).as("there is no such member").isFalse();
    assertThat(sample.isOutside(18)).as("there is no such member").isFalse();
  }

  /** A joined member's own events must bring nobody else. */
  @Test
  void anEventOfAMembersOwnRowNamesNobodyElse() {
    assertThat(EventCatalogue.hpc().fromRows())
        .allSatisfy(
            event ->
                assertThat(event.memberFields())
                    .as(event.type())
                    .hasSizeBetween(1, MemberSample.OWN_TABLES.contains(event.table()) ? 1 : 2));
  }

  /** The hashes of 17, 4 and 5 are 0.27, 0.29 and 0.94. */
  @Test
  void thoseWhomTheCoreMeetsJoinWithTheirOwnRowsAlone() throws Exception {
    new DumpFixture()
        .members(17, 4, 5)
        .table("Messages", message(1, NOON).build(), message(2, NOON).setFromMemberId(5).build())
        .table("Albums", album(1, 17), album(2, 4), album(3, 5))
        .table("ProfileVisits", visit(5, 4, NOON))
        .write(in());
    run(builder().choice(sample(0.28)).build());
    assertThat(events())
        .extracting(event -> event.getFactCase() + " " + event.getSubject())
        .containsExactlyInAnyOrder(
            "MEMBER_REGISTERED FI/member/4",
            "MEMBER_REGISTERED FI/member/17",
            "MESSAGE_SENT FI/chat/4-17",
            "ALBUM_CREATED FI/member/4",
            "ALBUM_CREATED FI/member/17");
  }

  @Test
  void aLikeBringsThePhotosOfTheirOwner() throws Exception {
    new DumpFixture()
        .members(17, 4, 5)
        .table("Photos", photo(1, 4), photo(2, 4), photo(3, 5))
        .table("PhotoLikes", like(1, 17), like(2, 5))
        .write(in());
    run(builder().choice(sample(0.28)).build());
    assertThat(events())
        .filteredOn(event -> event.getFactCase() == FactCase.PHOTO_UPLOADED)
        .extracting(event -> event.getPhotoUploaded().getPhotoId())
        .containsExactlyInAnyOrder(1, 2);
    assertThat(events())
        .filteredOn(Event::hasPhotoLiked)
        .extracting(event -> event.getPhotoLiked().getMemberId())
        .containsExactly(17);
  }

  @Test
  void aRejectedFactLetsNobodyJoin() throws Exception {
    new DumpFixture()
        .members(17, 4)
        .table("Messages", message(1, "1753-01-01T00:00:00").build())
        .write(in());
    run(builder().choice(sample(0.28)).maxRejects(1).build());
    assertThat(events()).extracting(Event::getSubject).containsExactly("FI/member/17");
  }

  @ParameterizedTest
  @CsvSource({
    "2014-01-15T10:00:00Z, 2014-01-15T10:00:01Z, 1",
    "2014-01-15T10:00:00.000000001Z, 2014-01-15T10:00:02Z, 1",
    "2014-01-15T10:00:00Z, 2014-01-15T10:00:01.000000001Z, 2",
    "0001-01-01T00:00:00Z, 9999-12-31T23:59:59.999999999Z, 4",
  })
  void theFirstInstantIsInAndTheLastOneIsOut(Instant from, Instant to, int events)
      throws Exception {
    new DumpFixture()
        .members(4, 17)
        .table("ProfileVisits", visit(4, 17, NOON), visit(4, 17, "2014-01-15T12:00:01"))
        .write(in());
    Choice choice = new Choice(List.of(), Optional.of(from), Optional.of(to), EVERYBODY);
    run(builder().choice(choice).build());
    assertThat(events()).hasSize(events);
  }

  @Test
  void aRowCountsAsWithoutAChoiceAndItsLeftOutFactsAreCountedApart() throws Exception {
    new DumpFixture()
        .members(4, 17)
        .table(
            "Messages",
            message(1, NOON).setDeletedBySender(true).build(),
            message(2, "1753-01-01T00:00:00").setReadAt(LegacyRows.ticks(NOON)).build(),
            message(3, NOON).build())
        .write(in());
    Choice choice = new Choice(List.of("message-hidden"), OPEN, OPEN, EVERYBODY);
    Manifest manifest = run(builder().choice(choice).maxRejects(1).build()).events();
    assertThat(manifest.getChoice()).isEqualTo(choice.toManifest());
    assertThat(Choice.of(manifest.getChoice())).isEqualTo(choice);
    assertThat(manifest.getEvents().getInputsList())
        .extracting(
            InputPart::getMapped,
            InputPart::getPartlyRejected,
            InputPart::getEvents,
            InputPart::getLeftOut)
        .containsExactly(tuple(0L, 0L, 0L, 0L), tuple(2L, 0L, 0L, 2L), tuple(2L, 1L, 1L, 3L));
    assertThat(events()).hasSize(1);
  }

  @Test
  void aManifestOfAllEventsHoldsNoChoice() throws Exception {
    new DumpFixture().members(4).write(in());
    assertThat(run(transformation()).events().hasChoice()).isFalse();
  }

  @Test
  void choicesOfTheSameEventsAreEqual() {
    Choice one = new Choice(List.of("b", "a", "b"), OPEN, OPEN, OptionalDouble.of(0.1));
    assertThat(one).isEqualTo(new Choice(List.of("a", "b"), OPEN, OPEN, OptionalDouble.of(0.10)));
    assertThat(one.text()).isEqualTo("types a, b; sample 0.1");
    assertThat(Choice.ALL.text()).isEqualTo("all events");
  }

  @Test
  void typesAreFoundByPatterns() {
    assertThat(Choice.typesLike(List.of("member-d*", "Flirt-Sent", "*-sent")))
        .containsExactly("member-deleted", "flirt-sent", "message-sent", "flirt-sent");
  }

  @Test
  void everyTypeThatComesFromRowsIsChosenByItsNameAndByAStar() {
    List<String> types =
        EventCatalogue.hpc().events().stream()
            .map(EventDefinition::type)
            .filter(type -> !type.equals("seed-ended"))
            .toList();
    assertThat(types)
        .as("only a delta gives these")
        .contains("message-removed", "portrait-cleared");
    assertThat(Choice.typesLike(types)).isEqualTo(types);
    assertThat(Choice.typesLike(List.of("*"))).isEqualTo(types);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, Double.NaN})
  void aShareIsAboveNothingAndBelowAll(double share) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sample(share))
        .withMessageStartingWith("the share of a sample is above 0 and below 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0000-12-31T23:59:59Z", "+10000-01-01T00:00:00Z"})
  void anInstantThatNoManifestHoldsIsRefused(Instant instant) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Choice(List.of(), OPEN, Optional.of(instant), EVERYBODY))
        .withMessage("events are of the years 1 to 9999, but the instant is " + instant);
  }

  private static Choice sample(double share) {
    return new Choice(List.of(), OPEN, OPEN, OptionalDouble.of(share));
  }

  private static Album album(int id, int owner) {
    return DumpFixture.full("Albums", Album.parser()).toBuilder()
        .setAlbumId(id)
        .setMemberId(owner)
        .build();
  }

  private static Photo photo(int id, int owner) {
    return DumpFixture.full("Photos", Photo.parser()).toBuilder()
        .setPhotoId(id)
        .setMemberId(owner)
        .build();
  }

  private static PhotoLike like(int photo, int member) {
    return PhotoLike.newBuilder()
        .setPhotoId(photo)
        .setMemberId(member)
        .setLikedAt(LegacyRows.ticks(NOON))
        .build();
  }
}
