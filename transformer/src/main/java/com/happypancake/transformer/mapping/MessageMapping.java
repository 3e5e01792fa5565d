package com.happypancake.transformer.mapping;

import com.google.protobuf.Parser;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.catalogue.EventDefinition;
import com.happypancake.schemas.event.MessageHidden;
import com.happypancake.schemas.event.MessageSent;
import com.happypancake.schemas.event.ThreadRead;
import com.happypancake.schemas.legacy.Message;
import java.util.ArrayList;
import java.util.List;

/** Maps Messages to sent, read and hidden messages. */
final class MessageMapping implements Mapping<Message> {

  private final EventDefinition sent;
  private final EventDefinition read;
  private final EventDefinition hidden;

  MessageMapping(EventCatalogue events) {
    sent = events.byType("message-sent");
    read = events.byType("thread-read");
    hidden = events.byType("message-hidden");
  }

  @Override
  public String table() {
    return "Messages";
  }

  @Override
  public Parser<Message> parser() {
    return Message.parser();
  }

  @Override
  public List<Outcome> map(Message row, Lookups lookups) {
    if (row.getDeletedBySender() && row.getDeletedByRecipient()) {
      return List.of(Omission.DELETED_BY_BOTH);
    }
    List<Outcome> outcomes = new ArrayList<>(3);
    outcomes.add(sent(row, lookups));
    if (isRead(row)) {
      outcomes.add(read(row, lookups));
    }
    boolean isSeenByBoth =
        row.hasDeletedBySender()
            && row.hasDeletedByRecipient()
            && !row.getDeletedBySender()
            && !row.getDeletedByRecipient();
    if (!isSeenByBoth) {
      outcomes.add(hidden(row, lookups));
    }
    return outcomes;
  }

  private Outcome sent(Message row, Lookups lookups) {
    return draft(sent, row, lookups)
        .needs("Body", row.hasBody())
        .at("SentAt", row.hasSentAt(), row.getSentAt())
        .with(
            () -> {
              MessageSent.Builder payload =
                  MessageSent.newBuilder()
                      .setMessageId(row.getMessageId())
                      .setFromMemberId(row.getFromMemberId())
                      .setToMemberId(row.getToMemberId())
                      .setBody(row.getBody());
              if (row.hasSubject()) {
                payload.setSubject(row.getSubject());
              }
              return payload.build();
            });
  }

  private Outcome read(Message row, Lookups lookups) {
    return draft(read, row, lookups)
        .at("ReadAt", row.hasReadAt(), row.getReadAt())
        .with(
            () ->
                ThreadRead.newBuilder()
                    .setMessageId(row.getMessageId())
                    .setFromMemberId(row.getFromMemberId())
                    .setReaderId(row.getToMemberId())
                    .build());
  }

  private Outcome hidden(Message row, Lookups lookups) {
    Draft draft =
        draft(hidden, row, lookups)
            .needs("DeletedBySender", row.hasDeletedBySender())
            .needs("DeletedByRecipient", row.hasDeletedByRecipient())
            .at("SentAt", row.hasSentAt(), row.getSentAt());
    if (isRead(row)) {
      draft.at("ReadAt", row.hasReadAt(), row.getReadAt());
    }
    boolean fromSender = row.getDeletedBySender();
    return draft.with(
        () ->
            MessageHidden.newBuilder()
                .setMessageId(row.getMessageId())
                .setMemberId(fromSender ? row.getFromMemberId() : row.getToMemberId())
                .setOtherMemberId(fromSender ? row.getToMemberId() : row.getFromMemberId())
                .build());
  }

  private static boolean isRead(Message row) {
    return LegacyTimes.isSet(row.hasReadAt(), row.getReadAt());
  }

  private static Draft draft(EventDefinition event, Message row, Lookups lookups) {
    return new Draft(event, lookups)
        .needs("MessageId", row.hasMessageId())
        .member("FromMemberId", row.hasFromMemberId(), row.getFromMemberId())
        .member("ToMemberId", row.hasToMemberId(), row.getToMemberId());
  }
}
