package com.happypancake.transformer.usecase;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.happypancake.schemas.legacy.AbuseReport;
import com.happypancake.schemas.legacy.Album;
import com.happypancake.schemas.legacy.Block;
import com.happypancake.schemas.legacy.City;
import com.happypancake.schemas.legacy.Favorite;
import com.happypancake.schemas.legacy.Flirt;
import com.happypancake.schemas.legacy.Interest;
import com.happypancake.schemas.legacy.Member;
import com.happypancake.schemas.legacy.MemberInterest;
import com.happypancake.schemas.legacy.Photo;
import com.happypancake.schemas.legacy.PhotoLike;
import com.happypancake.schemas.legacy.ProfileVisit;
import com.happypancake.schemas.types.OffsetTime;
import com.happypancake.schemas.value.Guids;
import com.happypancake.schemas.value.WallClock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Rows of the legacy tables for use cases. Each has a value in every column that does not allow
 * NULL, so a case names only the columns that matter to it.
 *
 * <p>Times are those of Finland's wall clock, like {@code 2014-03-01 10:00}.
 */
public final class GivenRows {

  static final int ANNA = 4;
  static final int ONNI = 17;
  static final int OULU = 1;
  static final int SAILING = 2;
  static final int ALBUM_OF_ONNI = 30;
  static final int PHOTO_OF_ONNI = 50;

  /** The instant of the world's registrations. */
  private static final String LONG_AGO = "2013-01-01 12:00";

  private static final String NOON = "2014-03-01 12:00";

  private static final List<Message> DEFAULTS =
      List.of(
          city(0, "").build(),
          interest(0, "").build(),
          album(0).build(),
          photo(0).build(),
          report(0).build(),
          block(0).build(),
          favorite(0, 0).build(),
          flirt(0).build(),
          memberInterest(0, 0).build(),
          message(0).build(),
          like(0, 0).build(),
          visit(0, 0, NOON).build());

  private GivenRows() {}

  /**
   * Returns the rows that stand beside those of every case: two members, a city, an interest, an
   * album and a photo.
   */
  public static List<Message> world() {
    return List.of(
        city(OULU, "Oulu").build(),
        interest(SAILING, "Sailing").build(),
        member(ANNA, "Anna").build(),
        member(ONNI, "Onni").build(),
        album(ALBUM_OF_ONNI).build(),
        photo(PHOTO_OF_ONNI).build());
  }

  /** Returns a row of the same table with the values that a case need not name. */
  static Message defaults(Message row) {
    if (row instanceof Member member) {
      return member(member.getMemberId(), "").build();
    }
    return DEFAULTS.stream()
        .filter(each -> each.getDescriptorForType().equals(row.getDescriptorForType()))
        .findFirst()
        .orElseThrow();
  }

  /** Returns the ticks of a wall-clock time. */
  static long at(String time) {
    return WallClock.toTicks(LocalDateTime.parse(time.replace(' ', 'T')));
  }

  /** Returns the instant of a time in UTC. */
  static Instant utc(String time) {
    return Instant.parse(time.replace(' ', 'T') + (time.length() == 16 ? ":00Z" : "Z"));
  }

  /** Returns a time with Finland's offset in winter. */
  static OffsetTime winterTime(String time) {
    return OffsetTime.newBuilder()
        .setTicks(at(time) - 2 * 60 * 60 * WallClock.TICKS_PER_SECOND)
        .setOffsetMinutes(120)
        .build();
  }

  /** Returns a GUID that ends with a number. */
  static ByteString guid(int number) {
    String text = String.format(Locale.ROOT, "6f9619ff-8b86-d011-b42d-%012d", number);
    return ByteString.copyFrom(Guids.toBytes(UUID.fromString(text)));
  }

  static City.Builder city(int id, String name) {
    return City.newBuilder().setCityId(id).setName(name).setRegion("North").setCountryCode("FI");
  }

  static Interest.Builder interest(int id, String name) {
    return Interest.newBuilder().setInterestId(id).setName(name);
  }

  static Member.Builder member(int id, String nickname) {
    return Member.newBuilder()
        .setMemberId(id)
        .setMemberGuid(guid(id))
        .setNickname(nickname)
        .setEmail("member" + id + "@example.com")
        .setGender(1)
        .setBirthday((int) LocalDate.of(1985, 6, 24).toEpochDay())
        .setCityId(OULU)
        .setSeekGender(2)
        .setSeekAgeFrom(25)
        .setSeekAgeTo(40)
        .setBalance(0)
        .setIsPremium(false)
        .setRegisteredAt(at(LONG_AGO));
  }

  static Album.Builder album(int id) {
    return Album.newBuilder()
        .setAlbumId(id)
        .setMemberId(ONNI)
        .setTitle("Summer")
        .setIsPrivate(false)
        .setCreatedAt(at(NOON));
  }

  static Photo.Builder photo(int id) {
    return Photo.newBuilder()
        .setPhotoId(id)
        .setMemberId(ONNI)
        .setUrl("https://photos.example.com/1.jpg")
        .setIsPortrait(false)
        .setWidth(800)
        .setHeight(600)
        .setUploadedAt(at(NOON));
  }

  static AbuseReport.Builder report(int id) {
    return AbuseReport.newBuilder()
        .setReportId(guid(id))
        .setReporterId(ANNA)
        .setReportedMemberId(ONNI)
        .setReason(3)
        .setCreatedAt(at(NOON));
  }

  static Block.Builder block(int id) {
    return Block.newBuilder()
        .setBlockId(id)
        .setMemberId(ANNA)
        .setBlockedMemberId(ONNI)
        .setCreatedAt(at(NOON));
  }

  static Favorite.Builder favorite(int member, int favorite) {
    return Favorite.newBuilder()
        .setMemberId(member)
        .setFavoriteMemberId(favorite)
        .setCreatedAt(at(NOON));
  }

  static Flirt.Builder flirt(int id) {
    return Flirt.newBuilder()
        .setFlirtId(id)
        .setFromMemberId(ANNA)
        .setToMemberId(ONNI)
        .setFlirtType(2)
        .setSentAt(at(NOON));
  }

  static MemberInterest.Builder memberInterest(int member, int interest) {
    return MemberInterest.newBuilder()
        .setMemberId(member)
        .setInterestId(interest)
        .setAddedAt(at(NOON));
  }

  static com.happypancake.schemas.legacy.Message.Builder message(long id) {
    return com.happypancake.schemas.legacy.Message.newBuilder()
        .setMessageId(id)
        .setFromMemberId(ANNA)
        .setToMemberId(ONNI)
        .setBody("Hei!")
        .setSentAt(at(NOON))
        .setDeletedBySender(false)
        .setDeletedByRecipient(false);
  }

  static PhotoLike.Builder like(int photo, int member) {
    return PhotoLike.newBuilder().setPhotoId(photo).setMemberId(member).setLikedAt(at(NOON));
  }

  static ProfileVisit.Builder visit(int visitor, int visited, String time) {
    return ProfileVisit.newBuilder()
        .setVisitorId(visitor)
        .setVisitedId(visited)
        .setVisitedAt(at(time));
  }
}
