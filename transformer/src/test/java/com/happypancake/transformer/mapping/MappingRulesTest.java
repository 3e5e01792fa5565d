package com.happypancake.transformer.mapping;

import static com.happypancake.transformer.mapping.LegacyRows.ticks;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.happypancake.schemas.event.InterestAdded;
import com.happypancake.schemas.event.MessageHidden;
import com.happypancake.schemas.event.PhotoLiked;
import com.happypancake.schemas.event.RegistrationApproved;
import com.happypancake.schemas.legacy.Album;
import com.happypancake.schemas.legacy.Member;
import com.happypancake.schemas.legacy.MemberInterest;
import com.happypancake.schemas.legacy.Photo;
import com.happypancake.schemas.legacy.PhotoLike;
import com.happypancake.schemas.types.OffsetTime;
import com.happypancake.schemas.value.WallClock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappingRulesTest {

  private static final String EARLY = "2014-03-01T10:00:00";
  private static final String LATE = "2014-03-01T11:00:00";
  private static final Mappings MAPPINGS = Mappings.hpc();

  /** Each outcome as {@code type@time}, or {@code type!reason column value}. */
  private static List<String> texts(String table, Message row, Lookups lookups) {
    return LegacyRows.map(MAPPINGS.find(table).orElseThrow(), row, lookups).stream()
        .map(MappingRulesTest::text)
        .toList();
  }

  private static List<String> texts(String table, Message row) {
    return texts(table, row, new FakeLookups());
  }

  private static String text(Outcome outcome) {
    if (outcome instanceof Fact fact) {
      return fact.event().type() + "@" + WallClock.toText(fact.time()).substring(0, 16);
    }
    if (outcome instanceof Rejection rejection) {
      return String.join(
              " ",
              rejection.event().type() + "!" + rejection.reason().text(),
              rejection.column(),
              rejection.value())
          .strip();
    }
    return outcome.toString();
  }

  private static Message payload(String table, Message row, Lookups lookups, String type) {
    return LegacyRows.map(MAPPINGS.find(table).orElseThrow(), row, lookups).stream()
        .filter(outcome -> outcome instanceof Fact fact && fact.event().type().equals(type))
        .map(outcome -> ((Fact) outcome).payload())
        .findFirst()
        .orElseThrow();
  }

  private static Member.Builder member() throws Exception {
    return Member.parseFrom(LegacyRows.full("Members").build().toByteString()).toBuilder()
        .setRegisteredAt(ticks(EARLY))
        .clearApprovedAt()
        .clearProfileChangedAt()
        .clearDeletedAt();
  }

  private static com.happypancake.schemas.legacy.Message.Builder message() throws Exception {
    return com.happypancake.schemas.legacy.Message.parseFrom(
            LegacyRows.full("Messages").build().toByteString())
        .toBuilder()
        .setSentAt(ticks(EARLY))
        .clearReadAt()
        .setDeletedBySender(false)
        .setDeletedByRecipient(false);
  }

  private static Photo.Builder photo() throws Exception {
    return Photo.parseFrom(LegacyRows.full("Photos").build().toByteString()).toBuilder()
        .setUploadedAt(ticks(EARLY))
        .clearApprovedAt()
        .clearRejectedAt()
        .setIsPortrait(false);
  }

  @Test
  void aMemberIsRegisteredApprovedChangedAndDeletedInThisOrder() throws Exception {
    Member row =
        member()
            .setApprovedAt(ticks("2014-03-02T10:00:00"))
            .setProfileChangedAt(ticks("2014-03-03T10:00:00"))
            .setDeletedAt(ticks("2014-03-04T10:00:00"))
            .build();
    assertThat(texts("Members", row))
        .containsExactly(
            "member-registered@2014-03-01T10:00",
            "registration-approved@2014-03-02T10:00",
            "profile-changed@2014-03-03T10:00",
            "member-deleted@2014-03-04T10:00");
  }

  @ParameterizedTest
  @CsvSource({
    // ApprovedAt, ProfileChangedAt, whether the profile changed
    "2014-03-01T10:00:00, 2014-03-01T10:00:00.0000001, true",
    "2014-03-01T10:00:00, 2014-03-01T10:00:00, false",
    "2014-03-01T10:00:00, 2014-03-01T09:59:59.9999999, false",
    ", 2014-03-01T10:00:00, false",
    "1753-01-01T00:00:00, 2014-03-01T10:00:00, false",
    "9999-12-31T23:59:59.9999999, 2014-03-01T10:00:00, false",
    "2014-03-01T10:00:00, , false",
    "2014-03-01T10:00:00, 9999-12-31T00:00:00, false",
    "2014-03-01T10:00:00, 1753-01-01T12:00:00, false",
  })
  void aProfileChangedOnlyWhereLaterThanItsApproval(String approved, String changed, boolean isNews)
      throws Exception {
    Member.Builder row = member();
    if (approved != null) {
      row.setApprovedAt(ticks(approved));
    }
    if (changed != null) {
      row.setProfileChangedAt(ticks(changed));
    }
    assertThat(texts("Members", row.build()).stream().anyMatch(t -> t.startsWith("profile")))
        .isEqualTo(isNews);
  }

  @ParameterizedTest
  @CsvSource({
    // bySender, byRecipient, ReadAt, expected
    "false, false, , message-sent@2014-03-01T10:00",
    "false, false, 2014-03-01T11:00:00, message-sent@2014-03-01T10:00"
        + " thread-read@2014-03-01T11:00",
    "true, false, , message-sent@2014-03-01T10:00 message-hidden@2014-03-01T10:00",
    "false, true, 2014-03-01T11:00:00, message-sent@2014-03-01T10:00"
        + " thread-read@2014-03-01T11:00 message-hidden@2014-03-01T11:00",
    "true, false, 2014-03-01T09:00:00, message-sent@2014-03-01T10:00"
        + " thread-read@2014-03-01T09:00 message-hidden@2014-03-01T10:00",
    "true, false, 9999-12-31T00:00:00, message-sent@2014-03-01T10:00"
        + " message-hidden@2014-03-01T10:00",
    "true, true, 2014-03-01T11:00:00, DELETED_BY_BOTH",
    "true, true, , DELETED_BY_BOTH",
  })
  void aMessageIsSentReadAndHiddenFromTheOneSideThatDeletedIt(
      boolean bySender, boolean byRecipient, String readAt, String expected) throws Exception {
    var row = message().setDeletedBySender(bySender).setDeletedByRecipient(byRecipient);
    if (readAt != null) {
      row.setReadAt(ticks(readAt));
    }
    assertThat(String.join(" ", texts("Messages", row.build()))).isEqualTo(expected);
  }

  @Test
  void aMessageIsHiddenFromWhoDeletedIt() throws Exception {
    var row = message().setFromMemberId(4).setToMemberId(17);
    MessageHidden.Builder hidden = MessageHidden.newBuilder().setMessageId(row.getMessageId());
    assertThat(
            payload(
                "Messages",
                row.setDeletedBySender(true).build(),
                new FakeLookups(),
                "message-hidden"))
        .isEqualTo(hidden.setMemberId(4).setOtherMemberId(17).build());
    assertThat(
            payload(
                "Messages",
                row.setDeletedBySender(false).setDeletedByRecipient(true).build(),
                new FakeLookups(),
                "message-hidden"))
        .isEqualTo(hidden.setMemberId(17).setOtherMemberId(4).build());
  }

  @Test
  void aMessageThatBothSidesDeletedIsNotRejectedEither() throws Exception {
    var row = message().setDeletedBySender(true).setDeletedByRecipient(true);
    row.setSentAt(ticks("1753-01-01T00:00:00"));
    FakeLookups nobody = new FakeLookups().withoutMember(row.getFromMemberId());
    assertThat(texts("Messages", row.build(), nobody)).containsExactly("DELETED_BY_BOTH");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1753-01-01T00:00:00",
        "1753-01-01T23:59:59.9999999",
        "9999-12-31T00:00:00",
        "9999-12-31T23:59:59.9970000"
      })
  void neverInARequiredColumnRejectsTheFactsThatHappenThen(String never) throws Exception {
    var row = message().setSentAt(ticks(never)).setReadAt(ticks(LATE)).setDeletedBySender(true);
    String value = WallClock.toText(ticks(never));
    assertThat(texts("Messages", row.build()))
        .containsExactly(
            "message-sent!impossible-time SentAt " + value,
            "thread-read@2014-03-01T11:00",
            "message-hidden!impossible-time SentAt " + value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1753-01-01T00:00:00",
        "1753-01-01T23:59:59.9999999",
        "9999-12-31T00:00:00",
        "9999-12-31T23:59:59.9970000"
      })
  void neverInANullableColumnIsNull(String never) throws Exception {
    assertThat(texts("Messages", message().setReadAt(ticks(never)).build()))
        .containsExactly("message-sent@2014-03-01T10:00");
    assertThat(
            texts(
                "Members",
                member()
                    .setApprovedAt(ticks(never))
                    .setProfileChangedAt(ticks(never))
                    .setDeletedAt(ticks(never))
                    .build()))
        .containsExactly("member-registered@2014-03-01T10:00");
    assertThat(
            texts(
                "Photos",
                photo()
                    .setApprovedAt(ticks(never))
                    .setRejectedAt(ticks(never))
                    .setIsPortrait(true)
                    .build()))
        .containsExactly("photo-uploaded@2014-03-01T10:00");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1752-12-31T23:59:59.9999999",
        "1753-01-02T00:00:00",
        "9999-12-30T23:59:59.9999999"
      })
  void aTimeBesideNeverIsATime(String time) throws Exception {
    assertThat(texts("Albums", album(ticks(time)).build()))
        .containsExactly("album-created@" + time.substring(0, 16));
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -621_355_968_000_000_000L, Long.MAX_VALUE})
  void aTimeOutsideTheYears1To9999IsImpossible(long ticks) throws Exception {
    assertThat(texts("Albums", album(ticks).build()))
        .containsExactly("album-created!impossible-time CreatedAt " + WallClock.toText(ticks));
  }

  private static Album.Builder album(long createdAt) throws Exception {
    return Album.parseFrom(LegacyRows.full("Albums").build().toByteString()).toBuilder()
        .setCreatedAt(createdAt);
  }

  @ParameterizedTest
  @CsvSource({
    "false, false, false, photo-uploaded",
    "true, false, false, photo-uploaded photo-approved",
    "false, true, false, photo-uploaded photo-rejected",
    "true, true, true, photo-uploaded photo-approved photo-rejected portrait-chosen",
    "true, false, true, photo-uploaded photo-approved portrait-chosen",
    "false, false, true, photo-uploaded",
    "false, true, true, photo-uploaded photo-rejected",
  })
  void aPortraitIsChosenWhenItsPhotoIsApproved(
      boolean approved, boolean rejected, boolean portrait, String expected) throws Exception {
    Photo.Builder row = photo().setIsPortrait(portrait);
    if (approved) {
      row.setApprovedAt(ticks(LATE));
    }
    if (rejected) {
      row.setRejectedAt(ticks("2014-03-01T12:00:00"));
    }
    List<String> types =
        texts("Photos", row.build()).stream().map(text -> text.replaceAll("@.*", "")).toList();
    assertThat(String.join(" ", types)).isEqualTo(expected);
    if (approved && portrait) {
      assertThat(texts("Photos", row.build())).contains("portrait-chosen@2014-03-01T11:00");
    }
  }

  @Test
  void aLikeNamesThePhotosOwnerAndIsRejectedWithoutAPhotoOrItsOwner() {
    PhotoLike row =
        PhotoLike.newBuilder().setPhotoId(9).setMemberId(4).setLikedAt(ticks(EARLY)).build();
    assertThat(payload("PhotoLikes", row, new FakeLookups(), "photo-liked"))
        .isEqualTo(PhotoLiked.newBuilder().setPhotoId(9).setMemberId(4).setOwnerId(5000).build());
    assertThat(texts("PhotoLikes", row, new FakeLookups().empty()))
        .containsExactly("photo-liked!unknown-photo PhotoId 9");
    assertThat(texts("PhotoLikes", row, new FakeLookups().withoutMember(5000)))
        .containsExactly("photo-liked!unknown-member Photos.MemberId 5000");
  }

  @Test
  void anInterestIsAddedByItsNameAndIsRejectedWithout() {
    MemberInterest row =
        MemberInterest.newBuilder()
            .setMemberId(4)
            .setInterestId(9)
            .setAddedAt(ticks(EARLY))
            .build();
    assertThat(payload("MemberInterests", row, new FakeLookups(), "interest-added"))
        .isEqualTo(
            InterestAdded.newBuilder()
                .setMemberId(4)
                .setInterestId(9)
                .setName("interest 9")
                .build());
    assertThat(texts("MemberInterests", row, new FakeLookups().empty()))
        .containsExactly("interest-added!unknown-interest InterestId 9");
  }

  @Test
  void anUnknownCityLeavesTheCitysNameOut() throws Exception {
    Member row = member().setApprovedAt(ticks(LATE)).build();
    RegistrationApproved approved =
        (RegistrationApproved)
            payload("Members", row, new FakeLookups().empty(), "registration-approved");
    assertThat(approved.getProfile().getCityId()).isEqualTo(row.getCityId());
    assertThat(approved.getProfile().hasCityName()).isFalse();
  }

  @Test
  void theLastLoginIsAnInstantAndNeverIsNone() throws Exception {
    Member.Builder row = member().setApprovedAt(ticks(LATE));
    long noon = ticks("2014-03-01T12:00:00");
    row.setLastLoginAt(OffsetTime.newBuilder().setTicks(noon + 1).setOffsetMinutes(120));
    assertThat(profile(row).getLastLoginAt())
        .isEqualTo(
            Timestamp.newBuilder()
                .setSeconds(noon / WallClock.TICKS_PER_SECOND)
                .setNanos(100)
                .build());
    // It is 1753-01-01 by the local clock, and 1752 in UTC.
    row.setLastLoginAt(
        OffsetTime.newBuilder().setTicks(ticks("1752-12-31T22:00:00")).setOffsetMinutes(120));
    assertThat(profile(row).hasLastLoginAt()).isFalse();
  }

  private static com.happypancake.schemas.event.Profile profile(Member.Builder row) {
    return ((RegistrationApproved)
            payload("Members", row.build(), new FakeLookups(), "registration-approved"))
        .getProfile();
  }

  @Test
  void aBirthdayThatNoCalendarHasRejectsWhatCarriesIt() throws Exception {
    Member row = member().setApprovedAt(ticks(LATE)).setBirthday(Integer.MAX_VALUE).build();
    assertThat(texts("Members", row))
        .hasSize(2)
        .allMatch(text -> text.contains("!impossible-time Birthday"));
    assertThat(texts("Members", member().setBirthday(-79_257).build()))
        .as("1753-01-01 is a birthday like others: it tells of no fact's time")
        .containsExactly("member-registered@2014-03-01T10:00");
  }

  @Test
  void aFactNamesTheLatestRegistrationOfItsMembers() throws Exception {
    var row = message().setFromMemberId(40).setToMemberId(4).build();
    assertThat(LegacyRows.map(MAPPINGS.find("Messages").orElseThrow(), row, new FakeLookups()))
        .first()
        .isInstanceOfSatisfying(
            Fact.class, fact -> assertThat(fact.latestRegistration()).isEqualTo(40));
    PhotoLike like =
        PhotoLike.newBuilder().setPhotoId(9).setMemberId(4).setLikedAt(ticks(EARLY)).build();
    assertThat(LegacyRows.map(MAPPINGS.find("PhotoLikes").orElseThrow(), like, new FakeLookups()))
        .first()
        .isInstanceOfSatisfying(
            Fact.class, fact -> assertThat(fact.latestRegistration()).isEqualTo(5000));
  }

  @Test
  void aMissingFlagRejectsTheFactThatItTellsOf() throws Exception {
    assertThat(texts("Messages", message().clearDeletedBySender().build()))
        .containsExactly(
            "message-sent@2014-03-01T10:00", "message-hidden!missing-value DeletedBySender");
  }
}
