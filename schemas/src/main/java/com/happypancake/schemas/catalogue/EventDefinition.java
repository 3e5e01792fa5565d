package com.happypancake.schemas.catalogue;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.MessageOrBuilder;
import com.happypancake.schemas.options.EventType;
import com.happypancake.schemas.options.OptionsProto;
import com.happypancake.schemas.options.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An event type as defined by the schemas.
 *
 * @param envelopeField the field of the envelope's oneof that holds the payload
 * @param options the type's name, routing key, table, time columns and subject
 * @param place the fact's place among the facts of its row, starting at 0
 * @param subjectFields the payload's fields with the ids that the subject names
 * @param memberFields the payload's fields with ids of members: those of the subject, and those
 *     that carry a column with a member's id
 */
public record EventDefinition(
    FieldDescriptor envelopeField,
    EventType options,
    int place,
    List<FieldDescriptor> subjectFields,
    List<FieldDescriptor> memberFields) {

  private static final String MEMBER_ID = "Members.MemberId";

  /**
   * Returns an event type.
   *
   * @param tables the tables whose columns the payload carries
   * @throws SchemaException if its options are invalid
   */
  static EventDefinition of(
      FieldDescriptor envelopeField, EventType options, int place, LegacyCatalogue tables) {
    Descriptor payload = envelopeField.getMessageType();
    checkNames(payload, options);
    List<FieldDescriptor> subject = subjectFields(payload, options);
    List<FieldDescriptor> members =
        payload.getFields().stream()
            .filter(field -> subject.contains(field) || carriesMemberId(field, tables))
            .toList();
    return new EventDefinition(envelopeField, options, place, subject, members);
  }

  private static boolean carriesMemberId(FieldDescriptor field, LegacyCatalogue tables) {
    return field.getOptions().getExtension(OptionsProto.carries).stream()
        .anyMatch(
            column ->
                column.equals(MEMBER_ID)
                    || tables.column(column).options().getLookup().equals(MEMBER_ID));
  }

  /** Returns the type's name, for example {@code message-sent}. */
  public String type() {
    return options.getType();
  }

  /** Returns the AMQP routing key, for example {@code chat.message-sent}. */
  public String routingKey() {
    return options.getRoutingKey();
  }

  /**
   * Returns the name of the events' legacy table, for example {@code Messages}; empty for an event
   * that comes from no row.
   */
  public String table() {
    return options.getTable();
  }

  /** Returns whether the events come from rows. */
  public boolean comesFromRows() {
    return !table().isEmpty();
  }

  /** Returns the columns with the event's time; empty for events that no row records. */
  public List<String> timeColumns() {
    return options.getTimeColumnsList();
  }

  /** Returns whether the event follows all other events of its instant. */
  public boolean lastAtInstant() {
    return options.getLastAtInstant();
  }

  /**
   * Returns the name of the type that takes the event back; empty if it is never taken back, or
   * goes with the first fact of its row.
   */
  public Optional<String> undoneBy() {
    return Optional.of(options.getUndoneBy()).filter(type -> !type.isEmpty());
  }

  /** Returns the payload's message descriptor. */
  public Descriptor payload() {
    return envelopeField.getMessageType();
  }

  /**
   * Returns the stream of an event.
   *
   * @param country the country's code, for example {@code FI}
   * @param payload the event's payload
   * @return {@code FI/member/17} or, with the lower id first, {@code FI/chat/4-17}; {@code FI/seed}
   *     for an event that comes from no row
   */
  public String subject(String country, MessageOrBuilder payload) {
    if (subjectFields.isEmpty()) {
      return country + "/seed";
    }
    if (options.getSubject().hasMember()) {
      return country + "/member/" + id(payload, 0);
    }
    long one = id(payload, 0);
    long other = id(payload, 1);
    return country + "/chat/" + Math.min(one, other) + "-" + Math.max(one, other);
  }

  private long id(MessageOrBuilder payload, int place) {
    return ((Number) payload.getField(subjectFields.get(place))).longValue();
  }

  private static void checkNames(Descriptor payload, EventType options) {
    if (!options.getType().matches("[a-z]+(-[a-z]+)*")
        || !options.getRoutingKey().matches("[a-z]+\\.[a-z]+(-[a-z]+)*")) {
      throw SchemaException.format(
          "%s: expected a kebab-case type and a routing key <area>.<fact>,"
              + " but they are '%s' and '%s'",
          payload.getFullName(), options.getType(), options.getRoutingKey());
    }
  }

  private static List<FieldDescriptor> subjectFields(Descriptor payload, EventType options) {
    if (options.getTable().isEmpty()) {
      return List.of();
    }
    Subject subject = options.getSubject();
    List<String> names =
        subject.hasMember()
            ? List.of(subject.getMember())
            : List.of(subject.getChat().getOne(), subject.getChat().getOther());
    List<FieldDescriptor> fields = new ArrayList<>();
    for (String name : names) {
      FieldDescriptor field = payload.findFieldByName(name);
      if (field == null || field.getJavaType() != FieldDescriptor.JavaType.INT) {
        throw SchemaException.format(
            "%s: the subject names the field '%s'; expected an int32 field of the message",
            payload.getFullName(), name);
      }
      fields.add(field);
    }
    return List.copyOf(fields);
  }
}
