package com.happypancake.transformer.mapping;

import com.google.protobuf.Parser;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.catalogue.EventDefinition;
import com.happypancake.schemas.event.FavoriteAdded;
import com.happypancake.schemas.legacy.Favorite;
import java.util.List;

/** Maps Favorites to added favorites. */
final class FavoriteMapping implements Mapping<Favorite> {

  private final EventDefinition added;

  FavoriteMapping(EventCatalogue events) {
    added = events.byType("favorite-added");
  }

  @Override
  public String table() {
    return "Favorites";
  }

  @Override
  public Parser<Favorite> parser() {
    return Favorite.parser();
  }

  @Override
  public List<Outcome> map(Favorite row, Lookups lookups) {
    return List.of(
        new Draft(added, lookups)
            .member("MemberId", row.hasMemberId(), row.getMemberId())
            .member("FavoriteMemberId", row.hasFavoriteMemberId(), row.getFavoriteMemberId())
            .at("CreatedAt", row.hasCreatedAt(), row.getCreatedAt())
            .with(
                () ->
                    FavoriteAdded.newBuilder()
                        .setMemberId(row.getMemberId())
                        .setFavoriteMemberId(row.getFavoriteMemberId())
                        .build()));
  }
}
