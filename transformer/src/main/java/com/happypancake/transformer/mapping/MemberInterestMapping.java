package com.happypancake.transformer.mapping;

import com.google.protobuf.Parser;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.catalogue.EventDefinition;
import com.happypancake.schemas.event.InterestAdded;
import com.happypancake.schemas.legacy.MemberInterest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Maps MemberInterests to added interests with their names. */
final class MemberInterestMapping implements Mapping<MemberInterest> {

  private final EventDefinition added;

  MemberInterestMapping(EventCatalogue events) {
    added = events.byType("interest-added");
  }

  @Override
  public String table() {
    return "MemberInterests";
  }

  @Override
  public Parser<MemberInterest> parser() {
    return MemberInterest.parser();
  }

  @Override
  public Set<LookupTable> lookups() {
    return Set.of(LookupTable.MEMBERS, LookupTable.INTERESTS);
  }

  @Override
  public List<Outcome> map(MemberInterest row, Lookups lookups) {
    Draft draft =
        new Draft(added, lookups)
            .member("MemberId", row.hasMemberId(), row.getMemberId())
            .needs("InterestId", row.hasInterestId())
            .at("AddedAt", row.hasAddedAt(), row.getAddedAt());
    Optional<String> name = lookups.interestName(row.getInterestId());
    if (name.isEmpty()) {
      draft.reject(Reason.UNKNOWN_INTEREST, "InterestId", Integer.toString(row.getInterestId()));
    }
    return List.of(
        draft.with(
            () ->
                InterestAdded.newBuilder()
                    .setMemberId(row.getMemberId())
                    .setInterestId(row.getInterestId())
                    .setName(name.orElseThrow())
                    .build()));
  }
}
