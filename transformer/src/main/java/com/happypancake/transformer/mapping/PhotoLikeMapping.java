package com.happypancake.transformer.mapping;

import com.google.protobuf.Parser;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.catalogue.EventDefinition;
import com.happypancake.schemas.event.PhotoLiked;
import com.happypancake.schemas.legacy.PhotoLike;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Maps PhotoLikes to liked photos in the stream of the photo's owner. */
final class PhotoLikeMapping implements Mapping<PhotoLike> {

  private final EventDefinition liked;

  PhotoLikeMapping(EventCatalogue events) {
    liked = events.byType("photo-liked");
  }

  @Override
  public String table() {
    return "PhotoLikes";
  }

  @Override
  public Parser<PhotoLike> parser() {
    return PhotoLike.parser();
  }

  @Override
  public Set<LookupTable> lookups() {
    return Set.of(LookupTable.MEMBERS, LookupTable.PHOTOS);
  }

  @Override
  public List<Outcome> map(PhotoLike row, Lookups lookups) {
    Draft draft =
        new Draft(liked, lookups)
            .needs("PhotoId", row.hasPhotoId())
            .member("MemberId", row.hasMemberId(), row.getMemberId())
            .at("LikedAt", row.hasLikedAt(), row.getLikedAt());
    OptionalInt owner = lookups.photoOwner(row.getPhotoId());
    if (owner.isPresent()) {
      draft.member("Photos.MemberId", true, owner.getAsInt());
    } else {
      draft.reject(Reason.UNKNOWN_PHOTO, "PhotoId", Integer.toString(row.getPhotoId()));
    }
    return List.of(
        draft.with(
            () ->
                PhotoLiked.newBuilder()
                    .setPhotoId(row.getPhotoId())
                    .setMemberId(row.getMemberId())
                    .setOwnerId(owner.orElseThrow())
                    .build()));
  }
}
