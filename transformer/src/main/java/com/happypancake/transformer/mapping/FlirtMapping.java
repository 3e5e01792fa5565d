package com.happypancake.transformer.mapping;

import com.google.protobuf.Parser;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.catalogue.EventDefinition;
import com.happypancake.schemas.event.FlirtRead;
import com.happypancake.schemas.event.FlirtSent;
import com.happypancake.schemas.legacy.Flirt;
import java.util.ArrayList;
import java.util.List;

/** Maps Flirts to sent and read flirts. */
final class FlirtMapping implements Mapping<Flirt> {

  private final EventDefinition sent;
  private final EventDefinition read;

  FlirtMapping(EventCatalogue events) {
    sent = events.byType("flirt-sent");
    read = events.byType("flirt-read");
  }

  @Override
  public String table() {
    return "Flirts";
  }

  @Override
  public Parser<Flirt> parser() {
    return Flirt.parser();
  }

  @Override
  public List<Outcome> map(Flirt row, Lookups lookups) {
    List<Outcome> outcomes = new ArrayList<>(2);
    outcomes.add(sent(row, lookups));
    if (LegacyTimes.isSet(row.hasReadAt(), row.getReadAt())) {
      outcomes.add(read(row, lookups));
    }
    return outcomes;
  }

  private Outcome sent(Flirt row, Lookups lookups) {
    return draft(sent, row, lookups)
        .needs("FlirtType", row.hasFlirtType())
        .at("SentAt", row.hasSentAt(), row.getSentAt())
        .with(
            () ->
                FlirtSent.newBuilder()
                    .setFlirtId(row.getFlirtId())
                    .setFromMemberId(row.getFromMemberId())
                    .setToMemberId(row.getToMemberId())
                    .setFlirtType(row.getFlirtType())
                    .build());
  }

  private Outcome read(Flirt row, Lookups lookups) {
    return draft(read, row, lookups)
        .at("ReadAt", row.hasReadAt(), row.getReadAt())
        .with(
            () ->
                FlirtRead.newBuilder()
                    .setFlirtId(row.getFlirtId())
                    .setFromMemberId(row.getFromMemberId())
                    .setReaderId(row.getToMemberId())
                    .build());
  }

  private static Draft draft(EventDefinition event, Flirt row, Lookups lookups) {
    return new Draft(event, lookups)
        .needs("FlirtId", row.hasFlirtId())
        .member("FromMemberId", row.hasFromMemberId(), row.getFromMemberId())
        .member("ToMemberId", row.hasToMemberId(), row.getToMemberId());
  }
}
