package com.happypancake.transformer.mapping;

import com.google.protobuf.Parser;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.catalogue.EventDefinition;
import com.happypancake.schemas.event.MemberBlocked;
import com.happypancake.schemas.event.MemberUnblocked;
import com.happypancake.schemas.legacy.Block;
import java.util.ArrayList;
import java.util.List;

/** Maps Blocks to blocked and unblocked members. */
final class BlockMapping implements Mapping<Block> {

  private final EventDefinition blocked;
  private final EventDefinition unblocked;

  BlockMapping(EventCatalogue events) {
    blocked = events.byType("member-blocked");
    unblocked = events.byType("member-unblocked");
  }

  @Override
  public String table() {
    return "Blocks";
  }

  @Override
  public Parser<Block> parser() {
    return Block.parser();
  }

  @Override
  public List<Outcome> map(Block row, Lookups lookups) {
    List<Outcome> outcomes = new ArrayList<>(2);
    outcomes.add(blocked(row, lookups));
    if (LegacyTimes.isSet(row.hasRemovedAt(), row.getRemovedAt())) {
      outcomes.add(unblocked(row, lookups));
    }
    return outcomes;
  }

  private Outcome blocked(Block row, Lookups lookups) {
    return draft(blocked, row, lookups)
        .at("CreatedAt", row.hasCreatedAt(), row.getCreatedAt())
        .with(
            () ->
                MemberBlocked.newBuilder()
                    .setBlockId(row.getBlockId())
                    .setMemberId(row.getMemberId())
                    .setBlockedMemberId(row.getBlockedMemberId())
                    .build());
  }

  private Outcome unblocked(Block row, Lookups lookups) {
    return draft(unblocked, row, lookups)
        .at("RemovedAt", row.hasRemovedAt(), row.getRemovedAt())
        .with(
            () ->
                MemberUnblocked.newBuilder()
                    .setBlockId(row.getBlockId())
                    .setMemberId(row.getMemberId())
                    .setBlockedMemberId(row.getBlockedMemberId())
                    .build());
  }

  private static Draft draft(EventDefinition event, Block row, Lookups lookups) {
    return new Draft(event, lookups)
        .needs("BlockId", row.hasBlockId())
        .member("MemberId", row.hasMemberId(), row.getMemberId())
        .member("BlockedMemberId", row.hasBlockedMemberId(), row.getBlockedMemberId());
  }
}
