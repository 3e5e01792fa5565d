package com.happypancake.inspect.query;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.PartReader;
import com.happypancake.inspect.text.RecordField;
import com.happypancake.schemas.catalogue.DescriptorSets;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.options.OptionsProto;
import com.happypancake.schemas.value.EventEnvelope;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The event types of a folder's schemas. Reads types and instants without parsing payloads.
 * Immutable.
 */
public final class EventTypes {

  /** The type of an event whose payload the schemas do not define. */
  public static final String UNKNOWN = "unknown";

  private final Map<Integer, String> types;

  private EventTypes(Map<Integer, String> types) {
    this.types = types;
  }

  /** Reads the types from a folder's schemas. The result is empty if the records are not events. */
  public static EventTypes of(Dump dump) {
    Map<Integer, String> types = new HashMap<>();
    for (String message : new HashSet<>(dump.parts().stream().map(Part::getMessage).toList())) {
      payloads(DescriptorSets.message(dump.schemas(), message))
          .forEach(field -> types.put(field.getNumber(), type(field)));
    }
    return new EventTypes(types);
  }

  /** Returns the payload fields of an envelope; none if the message is not an envelope. */
  private static Stream<FieldDescriptor> payloads(Descriptor message) {
    return message.getFields().stream().filter(EventTypes::isPayload);
  }

  private static boolean isPayload(FieldDescriptor field) {
    return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
        && field.getMessageType().getOptions().hasExtension(OptionsProto.event);
  }

  private static String type(FieldDescriptor payload) {
    return payload.getMessageType().getOptions().getExtension(OptionsProto.event).getType();
  }

  /** Returns whether a message is an event envelope: whether it has a payload field. */
  public static boolean isEnvelope(Descriptor message) {
    return payloads(message).findAny().isPresent();
  }

  /**
   * Returns the fields that records can have, without the payloads of other event types.
   *
   * @param message the message type of the records, which need not be events
   * @param types the event types; empty for all
   */
  public static List<RecordField> fields(Descriptor message, Set<String> types) {
    return RecordField.leaves(message).stream()
        .filter(
            field ->
                types.isEmpty()
                    || !isPayload(field.path().get(0))
                    || types.contains(type(field.path().get(0))))
        .toList();
  }

  /** Returns the name of an envelope's payload field for a type; an empty text if there is none. */
  static String payloadField(Descriptor envelope, String type) {
    return payloads(envelope)
        .filter(field -> type(field).equals(type))
        .map(FieldDescriptor::getJsonName)
        .findFirst()
        .orElse("");
  }

  /** Returns whether the schemas define a type. */
  public boolean contains(String type) {
    return types.containsValue(type);
  }

  /** Returns all types that the schemas define, sorted by name. */
  public Set<String> names() {
    return new TreeSet<>(types.values());
  }

  /**
   * Returns the type of an event.
   *
   * @param reader the reader, positioned on the event
   * @return {@link #UNKNOWN} if the schemas do not define the payload
   * @throws DamagedDumpException if the record is not a message; has the part and the ordinal
   */
  public String of(PartReader reader) throws IOException {
    OptionalInt fact = envelope(reader).fact();
    return fact.isPresent() ? types.getOrDefault(fact.getAsInt(), UNKNOWN) : UNKNOWN;
  }

  /**
   * Returns the instant of an event.
   *
   * @param reader the reader, positioned on the event
   * @throws DamagedDumpException if the record is not an event with an instant; has the part and
   *     the ordinal
   */
  public static Instant instant(PartReader reader) throws IOException {
    try {
      return envelope(reader).time();
    } catch (InvalidProtocolBufferException e) {
      throw notAnEvent(reader, e);
    }
  }

  private static EventEnvelope envelope(PartReader reader) throws IOException {
    try {
      return EventEnvelope.parse(reader.bytes(), reader.offset(), reader.length());
    } catch (InvalidProtocolBufferException e) {
      throw notAnEvent(reader, e);
    }
  }

  private static DamagedDumpException notAnEvent(PartReader reader, Exception cause) {
    return reader.damaged("not an event: " + cause.getMessage(), cause);
  }
}
