package com.happypancake.transformer.mapping;

import com.google.protobuf.Parser;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.catalogue.EventDefinition;
import com.happypancake.schemas.event.AlbumCreated;
import com.happypancake.schemas.legacy.Album;
import java.util.List;

/** Maps Albums to created albums. */
final class AlbumMapping implements Mapping<Album> {

  private final EventDefinition created;

  AlbumMapping(EventCatalogue events) {
    created = events.byType("album-created");
  }

  @Override
  public String table() {
    return "Albums";
  }

  @Override
  public Parser<Album> parser() {
    return Album.parser();
  }

  @Override
  public List<Outcome> map(Album row, Lookups lookups) {
    return List.of(
        new Draft(created, lookups)
            .needs("AlbumId", row.hasAlbumId())
            .member("MemberId", row.hasMemberId(), row.getMemberId())
            .needs("Title", row.hasTitle())
            .needs("IsPrivate", row.hasIsPrivate())
            .at("CreatedAt", row.hasCreatedAt(), row.getCreatedAt())
            .with(
                () ->
                    AlbumCreated.newBuilder()
                        .setAlbumId(row.getAlbumId())
                        .setMemberId(row.getMemberId())
                        .setTitle(row.getTitle())
                        .setIsPrivate(row.getIsPrivate())
                        .build()));
  }
}
