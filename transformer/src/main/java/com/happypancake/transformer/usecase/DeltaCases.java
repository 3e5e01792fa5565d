package com.happypancake.transformer.usecase;

import static com.happypancake.transformer.usecase.GivenRows.ANNA;
import static com.happypancake.transformer.usecase.GivenRows.ONNI;
import static com.happypancake.transformer.usecase.GivenRows.album;
import static com.happypancake.transformer.usecase.GivenRows.at;
import static com.happypancake.transformer.usecase.GivenRows.block;
import static com.happypancake.transformer.usecase.GivenRows.city;
import static com.happypancake.transformer.usecase.GivenRows.favorite;
import static com.happypancake.transformer.usecase.GivenRows.interest;
import static com.happypancake.transformer.usecase.GivenRows.member;
import static com.happypancake.transformer.usecase.GivenRows.memberInterest;
import static com.happypancake.transformer.usecase.GivenRows.message;
import static com.happypancake.transformer.usecase.GivenRows.photo;
import static com.happypancake.transformer.usecase.GivenRows.winterTime;

import com.google.protobuf.Timestamp;
import com.happypancake.schemas.event.AlbumCreated;
import com.happypancake.schemas.event.FavoriteAdded;
import com.happypancake.schemas.event.InterestAdded;
import com.happypancake.schemas.event.MemberBlocked;
import com.happypancake.schemas.event.MemberRegistered;
import com.happypancake.schemas.event.MessageHidden;
import com.happypancake.schemas.event.MessageSent;
import com.happypancake.schemas.event.PhotoApproved;
import com.happypancake.schemas.event.PhotoRejected;
import com.happypancake.schemas.event.PhotoUploaded;
import com.happypancake.schemas.event.PortraitChosen;
import com.happypancake.schemas.event.PortraitCleared;
import com.happypancake.schemas.event.Profile;
import com.happypancake.schemas.event.ProfileChanged;
import com.happypancake.schemas.event.RegistrationApproved;
import com.happypancake.schemas.event.ThreadRead;
import com.happypancake.schemas.legacy.Favorite;
import com.happypancake.schemas.legacy.Member;
import com.happypancake.schemas.legacy.Message;
import java.util.List;

/** Deltas whose rows are new or changed. The full dump is of the 13th of May 2014. */
final class DeltaCases {

  static final String FIRST_DELTA = "2014-06-01 03:00";
  static final String SECOND_DELTA = "2014-07-01 03:00";

  private static final int MAIJA = 100;

  private DeltaCases() {}

  private static Member.Builder maija() {
    return member(MAIJA, "Maija").setHeadline("Ahoy").setApprovedAt(at("2014-03-02 10:00"));
  }

  static final List<UseCase> ALL =
      List.of(
          UseCase.named("A delta holds a new message")
              .because("A fact that is new is given at its own time.")
              .shows(DeltaRule.FACT_IS_NEW)
              .given(message(900))
              .delta(FIRST_DELTA, message(901).setSentAt(at("2014-05-20 12:00")))
              .then("2014-05-20 09:00", MessageSent.newBuilder().setMessageId(901))
              .in("FI/chat/4-17")
              .build(),
          UseCase.named("A message was read since the full dump")
              .because("The row gave the sending before, so only the reading is new.")
              .shows(DeltaRule.FACT_IS_NEW)
              .given(message(900))
              .delta(FIRST_DELTA, message(900).setReadAt(at("2014-05-20 12:00")))
              .then("2014-05-20 09:00", ThreadRead.newBuilder().setMessageId(900))
              .build(),
          UseCase.named("A row was deleted and inserted with the same key")
              .because("It is a changed row, and its removal is not told.")
              .shows(DeltaRule.KEY_IS_DELETED_AND_PRESENT)
              .given(message(900))
              .delta(FIRST_DELTA, message(900).setReadAt(at("2014-05-20 12:00")))
              .deleted(Message.newBuilder().setMessageId(900))
              .then("2014-05-20 09:00", ThreadRead.newBuilder().setMessageId(900))
              .build(),
          UseCase.named("A favorite comes again after its removal")
              .because("It is given at its own time, with another id than the one that is gone.")
              .shows(DeltaRule.ROW_CAME_AGAIN)
              .given(favorite(ANNA, ONNI))
              .delta(FIRST_DELTA)
              .deleted(Favorite.newBuilder().setMemberId(ANNA).setFavoriteMemberId(ONNI))
              .delta(SECOND_DELTA, favorite(ANNA, ONNI))
              .then(
                  "2014-03-01 10:00",
                  FavoriteAdded.newBuilder().setMemberId(ANNA).setFavoriteMemberId(ONNI))
              .build(),
          UseCase.named("A message is shown again to one side")
              .because("All its facts were taken back, so all are given, with other ids.")
              .shows(DeltaRule.MESSAGE_IS_SHOWN_AGAIN)
              .given(message(900))
              .delta(FIRST_DELTA, message(900).setDeletedBySender(true).setDeletedByRecipient(true))
              .delta(SECOND_DELTA, message(900).setDeletedBySender(true))
              .then("2014-03-01 10:00", MessageSent.newBuilder().setMessageId(900))
              .then(
                  "2014-03-01 10:00",
                  MessageHidden.newBuilder().setMessageId(900).setMemberId(ANNA))
              .build(),
          UseCase.named("An album gets another title")
              .because("The row does not say when: the fact is given again at the delta's instant.")
              .shows(DeltaRule.CONTENT_CHANGED)
              .given(album(31))
              .delta(FIRST_DELTA, album(31).setTitle("Boats"))
              .then(FIRST_DELTA, AlbumCreated.newBuilder().setAlbumId(31).setTitle("Boats"))
              .in("FI/member/17")
              .build(),
          UseCase.named("A portrait gets another caption")
              .because(
                  "The first fact of the row comes again, so the others follow it. The portrait"
                      + " keeps the time of its choice, by which the latest portrait is found.")
              .shows(DeltaRule.CONTENT_CHANGED)
              .given(photo(51).setIsPortrait(true).setApprovedAt(at("2014-03-01 14:00")))
              .delta(
                  FIRST_DELTA,
                  photo(51)
                      .setIsPortrait(true)
                      .setApprovedAt(at("2014-03-01 14:00"))
                      .setCaption("At sea"))
              .then(FIRST_DELTA, PhotoUploaded.newBuilder().setPhotoId(51).setCaption("At sea"))
              .then(FIRST_DELTA, PhotoApproved.newBuilder().setPhotoId(51))
              .then(
                  FIRST_DELTA,
                  PortraitChosen.newBuilder()
                      .setPhotoId(51)
                      .setChosenAt(Timestamp.newBuilder().setSeconds(1393675200)))
              .build(),
          UseCase.named("A member gets another nickname before the approval")
              .because("No approval carries the nickname yet, so the registration is given again.")
              .shows(DeltaRule.CONTENT_CHANGED)
              .given(member(MAIJA, "Maija"))
              .delta(FIRST_DELTA, member(MAIJA, "Maikki"))
              .then(
                  FIRST_DELTA,
                  MemberRegistered.newBuilder().setMemberId(MAIJA).setNickname("Maikki"))
              .build(),
          UseCase.named("A rejected photo turns out to have been approved later")
              .because(
                  "The approval is new. It moves the rejection, which comes after it in the row,"
                      + " so the rejection is given again.")
              .shows(DeltaRule.MOVED_BY_CLAMPING)
              .given(photo(51).setRejectedAt(at("2014-03-01 13:00")))
              .delta(
                  FIRST_DELTA,
                  photo(51)
                      .setRejectedAt(at("2014-03-01 13:00"))
                      .setApprovedAt(at("2014-03-01 14:00")))
              .then("2014-03-01 12:00", PhotoApproved.newBuilder().setPhotoId(51))
              .then(FIRST_DELTA, PhotoRejected.newBuilder().setPhotoId(51))
              .build(),
          UseCase.named("A profile changed and says when")
              .because("The change is later than the full dump, so its own time is the right one.")
              .shows(DeltaRule.PROFILE_CHANGED_AT_ITS_TIME)
              .given(maija())
              .delta(
                  FIRST_DELTA,
                  maija().setHeadline("Ashore").setProfileChangedAt(at("2014-05-20 12:00")))
              .then(
                  "2014-05-20 09:00",
                  ProfileChanged.newBuilder()
                      .setMemberId(MAIJA)
                      .setProfile(Profile.newBuilder().setHeadline("Ashore")))
              .build(),
          UseCase.named("A profile changed and does not say when")
              .because(
                  "Registration and approval are not given again; one change of the profile tells it all.")
              .shows(DeltaRule.PROFILE_CHANGED_AT_THE_DELTA)
              .given(maija())
              .delta(FIRST_DELTA, maija().setHeadline("Ashore"))
              .then(
                  FIRST_DELTA,
                  ProfileChanged.newBuilder()
                      .setMemberId(MAIJA)
                      .setProfile(Profile.newBuilder().setHeadline("Ashore")))
              .build(),
          UseCase.named("A member has changed and is approved since the full dump")
              .because("The approval carries the profile, so the change needs no event.")
              .shows(DeltaRule.APPROVAL_CARRIES_THE_PROFILE)
              .given(maija().clearApprovedAt())
              .delta(
                  FIRST_DELTA, maija().setHeadline("Ashore").setApprovedAt(at("2014-05-20 12:00")))
              .then(
                  "2014-05-20 09:00",
                  RegistrationApproved.newBuilder()
                      .setMemberId(MAIJA)
                      .setProfile(Profile.newBuilder().setHeadline("Ashore")))
              .build(),
          UseCase.named("A member only logged in")
              .because("Else nearly every member would give an event in each delta.")
              .shows(DeltaRule.LAST_LOGIN_ALONE)
              .given(maija())
              .delta(FIRST_DELTA, maija().setLastLoginAt(winterTime("2014-05-20 12:00")))
              .counts(Tally.LAST_LOGIN_ONLY, 1)
              .build(),
          UseCase.named("The end of a block is cleared")
              .because("The block holds again, from the delta's instant on.")
              .shows(DeltaRule.UNBLOCKING_CLEARED)
              .given(block(60).setRemovedAt(at("2014-03-04 12:00")))
              .delta(FIRST_DELTA, block(60))
              .then(FIRST_DELTA, MemberBlocked.newBuilder().setBlockId(60).setMemberId(ANNA))
              .build(),
          UseCase.named("A photo is no longer the portrait")
              .because("The photo stays and only the choice is taken back.")
              .shows(DeltaRule.PORTRAIT_CLEARED)
              .given(photo(51).setIsPortrait(true).setApprovedAt(at("2014-03-01 14:00")))
              .delta(FIRST_DELTA, photo(51).setApprovedAt(at("2014-03-01 14:00")))
              .then(FIRST_DELTA, PortraitCleared.newBuilder().setPhotoId(51).setMemberId(ONNI))
              .in("FI/member/17")
              .build(),
          UseCase.named("A deleted message comes back to its sender")
              .because("No event takes a hiding back, so the row's facts are given again.")
              .shows(DeltaRule.FACTS_GIVEN_AGAIN)
              .given(message(900).setReadAt(at("2014-03-01 13:00")).setDeletedBySender(true))
              .delta(FIRST_DELTA, message(900).setReadAt(at("2014-03-01 13:00")))
              .then(FIRST_DELTA, MessageSent.newBuilder().setMessageId(900))
              .then(FIRST_DELTA, ThreadRead.newBuilder().setMessageId(900))
              .build(),
          UseCase.named("The approval of a photo is withdrawn")
              .because("No event takes an approval back, so the row's facts are given again.")
              .shows(DeltaRule.FACTS_GIVEN_AGAIN)
              .given(photo(51).setApprovedAt(at("2014-03-01 14:00")))
              .delta(FIRST_DELTA, photo(51))
              .then(FIRST_DELTA, PhotoUploaded.newBuilder().setPhotoId(51))
              .build(),
          UseCase.named("A member who left comes back")
              .because("Modules show the member anew when the registration is given again.")
              .shows(DeltaRule.FACTS_GIVEN_AGAIN)
              .given(maija().setDeletedAt(at("2014-04-01 12:00")))
              .delta(FIRST_DELTA, maija())
              .then(FIRST_DELTA, MemberRegistered.newBuilder().setMemberId(MAIJA))
              .then(FIRST_DELTA, RegistrationApproved.newBuilder().setMemberId(MAIJA))
              .build(),
          UseCase.named("A city gets another name")
              .because("The profiles of those who live there carry the name.")
              .shows(DeltaRule.LOOKUP_CHANGED)
              .given(city(7, "Abo"), maija().setCityId(7))
              .delta(FIRST_DELTA, city(7, "Turku"))
              .then(
                  FIRST_DELTA,
                  ProfileChanged.newBuilder()
                      .setMemberId(MAIJA)
                      .setProfile(Profile.newBuilder().setCityName("Turku")))
              .counts(Tally.FROM_OTHER_ROWS, 1)
              .build(),
          UseCase.named("An interest gets another name")
              .because("The event of each member who has the interest carries the name.")
              .shows(DeltaRule.LOOKUP_CHANGED)
              .given(interest(8, "Sauna"), memberInterest(ANNA, 8))
              .delta(FIRST_DELTA, interest(8, "Smoke sauna"))
              .then(
                  FIRST_DELTA, InterestAdded.newBuilder().setMemberId(ANNA).setName("Smoke sauna"))
              .counts(Tally.FROM_OTHER_ROWS, 1)
              .build(),
          UseCase.named("An interest that was missing is there now")
              .because("What an earlier dump rejected is tried again; it is new, at its own time.")
              .shows(DeltaRule.REJECT_TRIED_AGAIN)
              .given(memberInterest(ANNA, 8))
              .delta(FIRST_DELTA, interest(8, "Sauna"))
              .then(
                  "2014-03-01 10:00",
                  InterestAdded.newBuilder().setMemberId(ANNA).setInterestId(8).setName("Sauna"))
              .counts(Tally.FROM_OTHER_ROWS, 1)
              .build());
}
