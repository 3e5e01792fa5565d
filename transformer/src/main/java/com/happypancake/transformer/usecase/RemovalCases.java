package com.happypancake.transformer.usecase;

import static com.happypancake.transformer.usecase.DeltaCases.FIRST_DELTA;
import static com.happypancake.transformer.usecase.GivenRows.ANNA;
import static com.happypancake.transformer.usecase.GivenRows.ONNI;
import static com.happypancake.transformer.usecase.GivenRows.PHOTO_OF_ONNI;
import static com.happypancake.transformer.usecase.GivenRows.SAILING;
import static com.happypancake.transformer.usecase.GivenRows.album;
import static com.happypancake.transformer.usecase.GivenRows.at;
import static com.happypancake.transformer.usecase.GivenRows.block;
import static com.happypancake.transformer.usecase.GivenRows.city;
import static com.happypancake.transformer.usecase.GivenRows.favorite;
import static com.happypancake.transformer.usecase.GivenRows.flirt;
import static com.happypancake.transformer.usecase.GivenRows.guid;
import static com.happypancake.transformer.usecase.GivenRows.interest;
import static com.happypancake.transformer.usecase.GivenRows.like;
import static com.happypancake.transformer.usecase.GivenRows.member;
import static com.happypancake.transformer.usecase.GivenRows.memberInterest;
import static com.happypancake.transformer.usecase.GivenRows.message;
import static com.happypancake.transformer.usecase.GivenRows.photo;
import static com.happypancake.transformer.usecase.GivenRows.report;
import static com.happypancake.transformer.usecase.GivenRows.visit;

import com.happypancake.schemas.event.AlbumRemoved;
import com.happypancake.schemas.event.FavoriteRemoved;
import com.happypancake.schemas.event.InterestRemoved;
import com.happypancake.schemas.event.MemberDeleted;
import com.happypancake.schemas.event.MemberUnblocked;
import com.happypancake.schemas.event.MessageRemoved;
import com.happypancake.schemas.event.PhotoRemoved;
import com.happypancake.schemas.event.PhotoUnliked;
import com.happypancake.schemas.event.Profile;
import com.happypancake.schemas.event.ProfileChanged;
import com.happypancake.schemas.legacy.AbuseReport;
import com.happypancake.schemas.legacy.Album;
import com.happypancake.schemas.legacy.Block;
import com.happypancake.schemas.legacy.City;
import com.happypancake.schemas.legacy.Favorite;
import com.happypancake.schemas.legacy.Flirt;
import com.happypancake.schemas.legacy.Interest;
import com.happypancake.schemas.legacy.Member;
import com.happypancake.schemas.legacy.MemberInterest;
import com.happypancake.schemas.legacy.Message;
import com.happypancake.schemas.legacy.Photo;
import com.happypancake.schemas.legacy.PhotoLike;
import com.happypancake.schemas.legacy.ProfileVisit;
import com.happypancake.transformer.mapping.Reason;
import java.util.List;

/** Deltas that find rows deleted. */
final class RemovalCases {

  private static final int MAIJA = 100;

  private RemovalCases() {}

  static final List<UseCase> ALL =
      List.of(
          UseCase.named("The row of a message is deleted")
              .because("Nobody may see the message any more.")
              .shows(DeltaRule.ROW_REMOVED)
              .given(message(900))
              .delta(FIRST_DELTA)
              .deleted(Message.newBuilder().setMessageId(900))
              .then(
                  FIRST_DELTA,
                  MessageRemoved.newBuilder()
                      .setMessageId(900)
                      .setFromMemberId(ANNA)
                      .setToMemberId(ONNI))
              .in("FI/chat/4-17")
              .build(),
          UseCase.named("Both sides have deleted a message by now")
              .because("It was published before, so it is removed.")
              .shows(DeltaRule.DELETED_BY_BOTH_SINCE)
              .shows(Dirt.DELETED_BY_BOTH_SIDES)
              .given(message(900).setDeletedBySender(true))
              .delta(FIRST_DELTA, message(900).setDeletedBySender(true).setDeletedByRecipient(true))
              .then(FIRST_DELTA, MessageRemoved.newBuilder().setMessageId(900))
              .counts(Tally.DELETED_BY_BOTH, 1)
              .build(),
          UseCase.named("The row of a message that both sides had deleted is deleted")
              .because("It gave no fact, so there is nothing to remove.")
              .shows(DeltaRule.NO_FACT_AND_NO_REMOVAL)
              .given(message(900).setDeletedBySender(true).setDeletedByRecipient(true))
              .delta(FIRST_DELTA)
              .deleted(Message.newBuilder().setMessageId(900))
              .build(),
          UseCase.named("A favorite is removed")
              .because("The legacy site deletes the row and keeps no time.")
              .shows(DeltaRule.ROW_REMOVED)
              .given(favorite(ANNA, ONNI))
              .delta(FIRST_DELTA)
              .deleted(Favorite.newBuilder().setMemberId(ANNA).setFavoriteMemberId(ONNI))
              .then(
                  FIRST_DELTA,
                  FavoriteRemoved.newBuilder().setMemberId(ANNA).setFavoriteMemberId(ONNI))
              .in("FI/member/4")
              .build(),
          UseCase.named("An album is removed")
              .because("Its photos have rows of their own, which say what becomes of them.")
              .shows(DeltaRule.ROW_REMOVED)
              .given(album(31))
              .delta(FIRST_DELTA)
              .deleted(Album.newBuilder().setAlbumId(31))
              .then(FIRST_DELTA, AlbumRemoved.newBuilder().setAlbumId(31).setMemberId(ONNI))
              .in("FI/member/17")
              .build(),
          UseCase.named("A photo is removed together with its like")
              .because("The photo's owner is looked up as before the delta.")
              .shows(DeltaRule.ROW_REMOVED, DeltaRule.REMOVAL_BY_OLD_LOOKUPS)
              .given(photo(51), like(51, ANNA))
              .delta(FIRST_DELTA)
              .deleted(
                  Photo.newBuilder().setPhotoId(51),
                  PhotoLike.newBuilder().setPhotoId(51).setMemberId(ANNA))
              .then(FIRST_DELTA, PhotoRemoved.newBuilder().setPhotoId(51).setMemberId(ONNI))
              .in("FI/member/17")
              .then(
                  FIRST_DELTA,
                  PhotoUnliked.newBuilder().setPhotoId(51).setMemberId(ANNA).setOwnerId(ONNI))
              .in("FI/member/17")
              .build(),
          UseCase.named("A like is taken back")
              .because("The photo stays, without the like.")
              .shows(DeltaRule.ROW_REMOVED)
              .given(like(PHOTO_OF_ONNI, ANNA))
              .delta(FIRST_DELTA)
              .deleted(PhotoLike.newBuilder().setPhotoId(PHOTO_OF_ONNI).setMemberId(ANNA))
              .then(
                  FIRST_DELTA,
                  PhotoUnliked.newBuilder().setPhotoId(PHOTO_OF_ONNI).setMemberId(ANNA))
              .build(),
          UseCase.named("A member drops an interest")
              .because("The legacy site deletes the row and keeps no time.")
              .shows(DeltaRule.ROW_REMOVED)
              .given(memberInterest(ANNA, SAILING))
              .delta(FIRST_DELTA)
              .deleted(MemberInterest.newBuilder().setMemberId(ANNA).setInterestId(SAILING))
              .then(
                  FIRST_DELTA,
                  InterestRemoved.newBuilder().setMemberId(ANNA).setInterestId(SAILING))
              .in("FI/member/4")
              .build(),
          UseCase.named("The row of a block is deleted")
              .because("The block holds no longer, as if the row named its end.")
              .shows(DeltaRule.BLOCK_REMOVED)
              .given(block(60))
              .delta(FIRST_DELTA)
              .deleted(Block.newBuilder().setBlockId(60))
              .then(
                  FIRST_DELTA,
                  MemberUnblocked.newBuilder()
                      .setBlockId(60)
                      .setMemberId(ANNA)
                      .setBlockedMemberId(ONNI))
              .build(),
          UseCase.named("The row of a block that has ended is deleted")
              .because("The end of the block was told before.")
              .shows(DeltaRule.BLOCK_REMOVED)
              .given(block(60).setRemovedAt(at("2014-03-04 12:00")))
              .delta(FIRST_DELTA)
              .deleted(Block.newBuilder().setBlockId(60))
              .build(),
          UseCase.named("The row of an interest is deleted")
              .because("The interest has no name any more, so those who picked it lose it.")
              .shows(DeltaRule.LOOKUP_CHANGED, DeltaRule.FIRST_FACT_REJECTED)
              .given(interest(8, "Sauna"), memberInterest(ANNA, 8))
              .delta(FIRST_DELTA)
              .deleted(Interest.newBuilder().setInterestId(8))
              .then(FIRST_DELTA, InterestRemoved.newBuilder().setMemberId(ANNA).setInterestId(8))
              .rejects("interest-added", Reason.UNKNOWN_INTEREST, "InterestId")
              .counts(Tally.FROM_OTHER_ROWS, 1)
              .build(),
          UseCase.named("The row of a city is deleted")
              .because("The profiles of those who live there stay, without the name.")
              .shows(DeltaRule.LOOKUP_CHANGED)
              .given(
                  city(7, "Turku"),
                  member(MAIJA, "Maija").setCityId(7).setApprovedAt(at("2014-03-02 10:00")))
              .delta(FIRST_DELTA)
              .deleted(City.newBuilder().setCityId(7))
              .then(
                  FIRST_DELTA,
                  ProfileChanged.newBuilder()
                      .setMemberId(MAIJA)
                      .setProfile(Profile.newBuilder().setCityId(7)))
              .without("profile.city_name")
              .counts(Tally.FROM_OTHER_ROWS, 1)
              .build(),
          UseCase.named("The row of a member is deleted")
              .because("For modules that is the same as a closed account.")
              .shows(DeltaRule.ROW_REMOVED)
              .given(member(MAIJA, "Maija"))
              .delta(FIRST_DELTA)
              .deleted(Member.newBuilder().setMemberId(MAIJA))
              .then(FIRST_DELTA, MemberDeleted.newBuilder().setMemberId(MAIJA))
              .in("FI/member/100")
              .build(),
          UseCase.named("The row of a member who left is deleted")
              .because("The deletion is told again, now for the row. The member stays hidden.")
              .shows(DeltaRule.ROW_REMOVED)
              .given(member(MAIJA, "Maija").setDeletedAt(at("2014-03-09 10:00")))
              .delta(FIRST_DELTA)
              .deleted(Member.newBuilder().setMemberId(MAIJA))
              .then(FIRST_DELTA, MemberDeleted.newBuilder().setMemberId(MAIJA))
              .build(),
          UseCase.named("Rows of history are deleted")
              .because("Flirts, visits and reports of abuse happened; they are not undone.")
              .shows(DeltaRule.HISTORY_STAYS)
              .given(flirt(700), visit(ANNA, ONNI, "2014-03-01 10:00"), report(80))
              .delta(FIRST_DELTA)
              .deleted(
                  Flirt.newBuilder().setFlirtId(700),
                  ProfileVisit.newBuilder()
                      .setVisitorId(ANNA)
                      .setVisitedId(ONNI)
                      .setVisitedAt(at("2014-03-01 10:00")),
                  AbuseReport.newBuilder().setReportId(guid(80)))
              .counts(Tally.HISTORY_KEPT, 3)
              .build());
}
