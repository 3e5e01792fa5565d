package com.happypancake.transformer.mapping;

import com.google.protobuf.Parser;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.catalogue.EventDefinition;
import com.happypancake.schemas.event.ProfileVisited;
import com.happypancake.schemas.legacy.ProfileVisit;
import java.util.List;

/** Maps ProfileVisits to visited profiles. */
final class ProfileVisitMapping implements Mapping<ProfileVisit> {

  private final EventDefinition visited;

  ProfileVisitMapping(EventCatalogue events) {
    visited = events.byType("profile-visited");
  }

  @Override
  public String table() {
    return "ProfileVisits";
  }

  @Override
  public Parser<ProfileVisit> parser() {
    return ProfileVisit.parser();
  }

  @Override
  public List<Outcome> map(ProfileVisit row, Lookups lookups) {
    return List.of(
        new Draft(visited, lookups)
            .member("VisitorId", row.hasVisitorId(), row.getVisitorId())
            .member("VisitedId", row.hasVisitedId(), row.getVisitedId())
            .at("VisitedAt", row.hasVisitedAt(), row.getVisitedAt())
            .with(
                () ->
                    ProfileVisited.newBuilder()
                        .setVisitorId(row.getVisitorId())
                        .setVisitedId(row.getVisitedId())
                        .build()));
  }
}
