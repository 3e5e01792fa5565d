package com.happypancake.transformer.mapping;

import com.google.protobuf.Parser;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.catalogue.EventDefinition;
import com.happypancake.schemas.event.PhotoApproved;
import com.happypancake.schemas.event.PhotoRejected;
import com.happypancake.schemas.event.PhotoUploaded;
import com.happypancake.schemas.event.PortraitChosen;
import com.happypancake.schemas.legacy.Photo;
import java.util.ArrayList;
import java.util.List;

/** Maps Photos to uploaded, approved and rejected photos, and approved portraits. */
final class PhotoMapping implements Mapping<Photo> {

  private final EventDefinition uploaded;
  private final EventDefinition approved;
  private final EventDefinition rejected;
  private final EventDefinition portrait;

  PhotoMapping(EventCatalogue events) {
    uploaded = events.byType("photo-uploaded");
    approved = events.byType("photo-approved");
    rejected = events.byType("photo-rejected");
    portrait = events.byType("portrait-chosen");
  }

  @Override
  public String table() {
    return "Photos";
  }

  @Override
  public Parser<Photo> parser() {
    return Photo.parser();
  }

  @Override
  public List<Outcome> map(Photo row, Lookups lookups) {
    List<Outcome> outcomes = new ArrayList<>(4);
    outcomes.add(uploaded(row, lookups));
    boolean isApproved = LegacyTimes.isSet(row.hasApprovedAt(), row.getApprovedAt());
    if (isApproved) {
      outcomes.add(
          approval(approved, row, lookups)
              .with(
                  () ->
                      PhotoApproved.newBuilder()
                          .setPhotoId(row.getPhotoId())
                          .setMemberId(row.getMemberId())
                          .build()));
    }
    if (LegacyTimes.isSet(row.hasRejectedAt(), row.getRejectedAt())) {
      outcomes.add(rejected(row, lookups));
    }
    if (isApproved && (row.getIsPortrait() || !row.hasIsPortrait())) {
      outcomes.add(
          approval(portrait, row, lookups)
              .needs("IsPortrait", row.hasIsPortrait())
              .with(
                  () ->
                      PortraitChosen.newBuilder()
                          .setPhotoId(row.getPhotoId())
                          .setMemberId(row.getMemberId())
                          .build()));
    }
    return outcomes;
  }

  private Outcome uploaded(Photo row, Lookups lookups) {
    return draft(uploaded, row, lookups)
        .needs("Url", row.hasUrl())
        .needs("Width", row.hasWidth())
        .needs("Height", row.hasHeight())
        .at("UploadedAt", row.hasUploadedAt(), row.getUploadedAt())
        .with(
            () -> {
              PhotoUploaded.Builder payload =
                  PhotoUploaded.newBuilder()
                      .setPhotoId(row.getPhotoId())
                      .setMemberId(row.getMemberId())
                      .setUrl(row.getUrl())
                      .setWidth(row.getWidth())
                      .setHeight(row.getHeight());
              if (row.hasAlbumId()) {
                payload.setAlbumId(row.getAlbumId());
              }
              if (row.hasCaption()) {
                payload.setCaption(row.getCaption());
              }
              return payload.build();
            });
  }

  private static Draft approval(EventDefinition event, Photo row, Lookups lookups) {
    return draft(event, row, lookups).at("ApprovedAt", row.hasApprovedAt(), row.getApprovedAt());
  }

  private Outcome rejected(Photo row, Lookups lookups) {
    return draft(rejected, row, lookups)
        .at("RejectedAt", row.hasRejectedAt(), row.getRejectedAt())
        .with(
            () ->
                PhotoRejected.newBuilder()
                    .setPhotoId(row.getPhotoId())
                    .setMemberId(row.getMemberId())
                    .build());
  }

  private static Draft draft(EventDefinition event, Photo row, Lookups lookups) {
    return new Draft(event, lookups)
        .needs("PhotoId", row.hasPhotoId())
        .member("MemberId", row.hasMemberId(), row.getMemberId());
  }
}
