package com.happypancake.transformer.usecase;

import static com.happypancake.transformer.usecase.GivenRows.ANNA;
import static com.happypancake.transformer.usecase.GivenRows.ONNI;
import static com.happypancake.transformer.usecase.GivenRows.SAILING;
import static com.happypancake.transformer.usecase.GivenRows.album;
import static com.happypancake.transformer.usecase.GivenRows.at;
import static com.happypancake.transformer.usecase.GivenRows.block;
import static com.happypancake.transformer.usecase.GivenRows.favorite;
import static com.happypancake.transformer.usecase.GivenRows.flirt;
import static com.happypancake.transformer.usecase.GivenRows.guid;
import static com.happypancake.transformer.usecase.GivenRows.interest;
import static com.happypancake.transformer.usecase.GivenRows.member;
import static com.happypancake.transformer.usecase.GivenRows.memberInterest;
import static com.happypancake.transformer.usecase.GivenRows.message;
import static com.happypancake.transformer.usecase.GivenRows.photo;
import static com.happypancake.transformer.usecase.GivenRows.report;
import static com.happypancake.transformer.usecase.GivenRows.visit;

import com.happypancake.schemas.event.AbuseReported;
import com.happypancake.schemas.event.AbuseResolved;
import com.happypancake.schemas.event.AlbumCreated;
import com.happypancake.schemas.event.FavoriteAdded;
import com.happypancake.schemas.event.FlirtRead;
import com.happypancake.schemas.event.FlirtSent;
import com.happypancake.schemas.event.InterestAdded;
import com.happypancake.schemas.event.MemberBlocked;
import com.happypancake.schemas.event.MemberRegistered;
import com.happypancake.schemas.event.MemberUnblocked;
import com.happypancake.schemas.event.MessageSent;
import com.happypancake.schemas.event.PhotoUploaded;
import com.happypancake.schemas.event.ProfileVisited;
import com.happypancake.transformer.mapping.Reason;
import java.util.List;

/** Flirts, visits, favorites, blocks, interests and reports of abuse. */
final class EncounterCases {

  private EncounterCases() {}

  static final List<UseCase> ALL =
      List.of(
          UseCase.named("A flirt is sent and read")
              .because("The flirt belongs to its sender's stream, the reading to the reader's.")
              .given(flirt(700).setReadAt(at("2014-03-01 13:00")))
              .then(
                  "2014-03-01 10:00",
                  FlirtSent.newBuilder()
                      .setFlirtId(700)
                      .setFromMemberId(ANNA)
                      .setToMemberId(ONNI)
                      .setFlirtType(2))
              .in("FI/member/4")
              .then(
                  "2014-03-01 11:00",
                  FlirtRead.newBuilder().setFlirtId(700).setFromMemberId(ANNA).setReaderId(ONNI))
              .in("FI/member/17")
              .build(),
          UseCase.named("A flirt was read before it was sent")
              .because("The reading is moved to the time of sending.")
              .shows(Dirt.READ_BEFORE_SENT)
              .given(flirt(700).setReadAt(at("2014-02-01 12:00")))
              .then("2014-03-01 10:00", FlirtSent.newBuilder().setFlirtId(700))
              .then("2014-03-01 10:00", FlirtRead.newBuilder().setFlirtId(700))
              .counts(Tally.CLAMPED, 1)
              .build(),
          UseCase.named("A member visits a profile twice")
              .because("Each visit is a fact, and the time belongs to the row's key.")
              .given(visit(ANNA, ONNI, "2014-03-01 10:00"), visit(ANNA, ONNI, "2014-03-01 10:05"))
              .then(
                  "2014-03-01 08:00",
                  ProfileVisited.newBuilder().setVisitorId(ANNA).setVisitedId(ONNI))
              .in("FI/member/4")
              .then(
                  "2014-03-01 08:05",
                  ProfileVisited.newBuilder().setVisitorId(ANNA).setVisitedId(ONNI))
              .build(),
          UseCase.named("A member adds a favorite")
              .because("It belongs to the stream of the member who adds it.")
              .given(favorite(ANNA, ONNI))
              .then(
                  "2014-03-01 10:00",
                  FavoriteAdded.newBuilder().setMemberId(ANNA).setFavoriteMemberId(ONNI))
              .in("FI/member/4")
              .build(),
          UseCase.named("A member is blocked and unblocked")
              .because("The row's number tells which block has ended.")
              .given(block(60).setRemovedAt(at("2014-03-04 12:00")))
              .then(
                  "2014-03-01 10:00",
                  MemberBlocked.newBuilder()
                      .setBlockId(60)
                      .setMemberId(ANNA)
                      .setBlockedMemberId(ONNI))
              .in("FI/member/4")
              .then(
                  "2014-03-04 10:00",
                  MemberUnblocked.newBuilder()
                      .setBlockId(60)
                      .setMemberId(ANNA)
                      .setBlockedMemberId(ONNI))
              .in("FI/member/4")
              .build(),
          UseCase.named("A member picks an interest")
              .because("The event carries the name, so no module needs the table Interests.")
              .given(interest(8, "Sauna"), memberInterest(ANNA, 8))
              .then(
                  "2014-03-01 10:00",
                  InterestAdded.newBuilder().setMemberId(ANNA).setInterestId(8).setName("Sauna"))
              .in("FI/member/4")
              .build(),
          UseCase.named("A member picked an interest that is gone")
              .because("Without a name there is nothing to show.")
              .shows(Dirt.ROW_NAMES_WHAT_NEVER_EXISTED)
              .given(memberInterest(ANNA, 99), memberInterest(ANNA, SAILING))
              .then("2014-03-01 10:00", InterestAdded.newBuilder().setName("Sailing"))
              .rejects("interest-added", Reason.UNKNOWN_INTEREST, "InterestId")
              .build(),
          UseCase.named("Abuse is reported and resolved")
              .because(
                  "The report belongs to the reporter's stream, its resolution to that of the"
                      + " reported member.")
              .given(
                  report(80)
                      .setText("Rude words")
                      .setResolvedAt(at("2014-03-02 12:00"))
                      .setResolution(1))
              .then(
                  "2014-03-01 10:00",
                  AbuseReported.newBuilder()
                      .setReportId(guid(80))
                      .setReporterId(ANNA)
                      .setReportedMemberId(ONNI)
                      .setReason(3)
                      .setText("Rude words"))
              .in("FI/member/4")
              .then(
                  "2014-03-02 10:00",
                  AbuseResolved.newBuilder()
                      .setReportId(guid(80))
                      .setReporterId(ANNA)
                      .setReportedMemberId(ONNI)
                      .setResolution(1))
              .in("FI/member/17")
              .build(),
          UseCase.named("Rows of several tables have the same time")
              .because(
                  "Members come first, then albums, then photos, then the other tables by name.")
              .shows(Dirt.TWO_ROWS_AT_ONE_INSTANT)
              .given(
                  message(900),
                  flirt(700),
                  photo(51),
                  album(31),
                  member(100, "Maija").setRegisteredAt(at("2014-03-01 12:00")))
              .then("2014-03-01 10:00", MemberRegistered.newBuilder().setMemberId(100))
              .then("2014-03-01 10:00", AlbumCreated.newBuilder().setAlbumId(31))
              .then("2014-03-01 10:00", PhotoUploaded.newBuilder().setPhotoId(51))
              .then("2014-03-01 10:00", FlirtSent.newBuilder().setFlirtId(700))
              .then("2014-03-01 10:00", MessageSent.newBuilder().setMessageId(900))
              .build());
}
