package com.happypancake.transformer.usecase;

import static com.happypancake.transformer.usecase.GivenRows.ALBUM_OF_ONNI;
import static com.happypancake.transformer.usecase.GivenRows.ANNA;
import static com.happypancake.transformer.usecase.GivenRows.ONNI;
import static com.happypancake.transformer.usecase.GivenRows.PHOTO_OF_ONNI;
import static com.happypancake.transformer.usecase.GivenRows.album;
import static com.happypancake.transformer.usecase.GivenRows.at;
import static com.happypancake.transformer.usecase.GivenRows.like;
import static com.happypancake.transformer.usecase.GivenRows.photo;

import com.happypancake.schemas.event.AlbumCreated;
import com.happypancake.schemas.event.PhotoApproved;
import com.happypancake.schemas.event.PhotoLiked;
import com.happypancake.schemas.event.PhotoRejected;
import com.happypancake.schemas.event.PhotoUploaded;
import com.happypancake.schemas.event.PortraitChosen;
import com.happypancake.transformer.mapping.Reason;
import java.util.List;

/** Albums, photos and their likes. */
final class GalleryCases {

  private GalleryCases() {}

  private static PhotoUploaded.Builder uploaded(int id) {
    return PhotoUploaded.newBuilder().setPhotoId(id);
  }

  static final List<UseCase> ALL =
      List.of(
          UseCase.named("A member creates an album")
              .because("An album belongs to the stream of its owner.")
              .given(album(31).setTitle("Boats").setIsPrivate(true))
              .then(
                  "2014-03-01 10:00",
                  AlbumCreated.newBuilder()
                      .setAlbumId(31)
                      .setMemberId(ONNI)
                      .setTitle("Boats")
                      .setIsPrivate(true))
              .in("FI/member/17")
              .build(),
          UseCase.named("A photo is uploaded and approved")
              .because("A moderator decides later, so these are two facts.")
              .given(
                  photo(51)
                      .setAlbumId(ALBUM_OF_ONNI)
                      .setCaption("At sea")
                      .setApprovedAt(at("2014-03-01 14:00")))
              .then(
                  "2014-03-01 10:00",
                  uploaded(51)
                      .setMemberId(ONNI)
                      .setAlbumId(ALBUM_OF_ONNI)
                      .setUrl("https://photos.example.com/1.jpg")
                      .setCaption("At sea")
                      .setWidth(800)
                      .setHeight(600))
              .in("FI/member/17")
              .then("2014-03-01 12:00", PhotoApproved.newBuilder().setPhotoId(51).setMemberId(ONNI))
              .in("FI/member/17")
              .build(),
          UseCase.named("A portrait is approved")
              .because("A portrait counts from its approval on.")
              .given(photo(51).setIsPortrait(true).setApprovedAt(at("2014-03-01 14:00")))
              .then("2014-03-01 10:00", uploaded(51))
              .without("album_id", "caption")
              .then("2014-03-01 12:00", PhotoApproved.newBuilder().setPhotoId(51))
              .then(
                  "2014-03-01 12:00", PortraitChosen.newBuilder().setPhotoId(51).setMemberId(ONNI))
              .in("FI/member/17")
              .build(),
          UseCase.named("A portrait waits for its approval")
              .because("Nobody may see it yet.")
              .given(photo(51).setIsPortrait(true))
              .then("2014-03-01 10:00", uploaded(51))
              .build(),
          UseCase.named("A photo is rejected")
              .because("The decision of the moderator has its own time.")
              .given(photo(51).setRejectedAt(at("2014-03-01 14:00")))
              .then("2014-03-01 10:00", uploaded(51))
              .then("2014-03-01 12:00", PhotoRejected.newBuilder().setPhotoId(51).setMemberId(ONNI))
              .in("FI/member/17")
              .build(),
          UseCase.named("A photo has no address")
              .because("A required value is missing; the approval does not need it and stays.")
              .given(photo(51).clearUrl().setApprovedAt(at("2014-03-01 14:00")))
              .then("2014-03-01 12:00", PhotoApproved.newBuilder().setPhotoId(51))
              .rejects("photo-uploaded", Reason.MISSING_VALUE, "Url")
              .build(),
          UseCase.named("A member likes a photo")
              .because("The like belongs to the stream of the photo's owner, who is looked up.")
              .given(like(PHOTO_OF_ONNI, ANNA))
              .then(
                  "2014-03-01 10:00",
                  PhotoLiked.newBuilder()
                      .setPhotoId(PHOTO_OF_ONNI)
                      .setMemberId(ANNA)
                      .setOwnerId(ONNI))
              .in("FI/member/17")
              .build(),
          UseCase.named("A member likes a photo that is gone")
              .because("Without the photo there is no owner, and no stream.")
              .shows(Dirt.ROW_NAMES_WHAT_NEVER_EXISTED)
              .given(like(999, ANNA))
              .rejects("photo-liked", Reason.UNKNOWN_PHOTO, "PhotoId")
              .build(),
          UseCase.named("A liked photo belongs to nobody")
              .because("The photo is there, but its owner never existed.")
              .shows(Dirt.ROW_NAMES_WHAT_NEVER_EXISTED)
              .given(photo(51).setMemberId(999), like(51, ANNA))
              .rejects("photo-liked", Reason.UNKNOWN_MEMBER, "Photos.MemberId")
              .rejects("photo-uploaded", Reason.UNKNOWN_MEMBER, "MemberId")
              .build());
}
