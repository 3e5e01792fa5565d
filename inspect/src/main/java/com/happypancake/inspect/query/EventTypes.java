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
 * The types of events that a folder's schemas have. Reads an event's type and instant without
 * parsing its payload. Immutable.
 */
public final class EventTypes {

  /** The type of an event whose payload the schemas do not have. */
  public static final String UNKNOWN = "unknown";

  private final Map<Integer, String> types;

  private EventTypes(Map<Integer, String> types) {
    this.types = types;
  }

  /** Reads the types from a folder's schemas; none if its records are no events. */
  public static EventTypes of(Dump dump) {
    Map<Integer, String> types = new HashMap<>();
    for (String message : new HashSet<>(dump.parts().stream().map(Part::getMessage).toList())) {
      payloads(DescriptorSets.message(dump.schemas(), message))
          .forEach(field -> types.put(field.getNumber(), type(field)));
    }
    return new EventTypes(types);
  }

  /** Returns the fields of an envelope that hold payloads; none if the message is no envelope. */
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

  /** Tells whether records are events: whether some field holds the payload of a type. */
  public static boolean isEnvelope(Descriptor message) {
    return payloads(message).findAny().isPresent();
  }

  /**
   * Returns the fields with values that records can have.
   *
   * @param message of the records, events or not
   * @param types of the events; empty for all
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

  /** Returns the name of the envelope's field for the payload of a type; empty if it has none. */
  static String payloadField(Descriptor envelope, String type) {
    return payloads(envelope)
        .filter(field -> type(field).equals(type))
        .map(FieldDescriptor::getJsonName)
        .findFirst()
        .orElse("");
  }

  /** Tells whether the schemas have a type. */
  public boolean contains(String type) {
    return types.containsValue(type);
  }

  /** Returns all types that the schemas have, by name. */
  public Set<String> names() {
    return new TreeSet<>(types.values());
  }

  /**
   * Returns the type of an event.
   *
   * @param reader has read it
   * @return {@link #UNKNOWN} if the schemas do not have its payload
   * @throws DamagedDumpException if the record is no message; tells where it is
   */
  public String of(PartReader reader) throws IOException {
    OptionalInt fact = envelope(reader).fact();
    return fact.isPresent() ? types.getOrDefault(fact.getAsInt(), UNKNOWN) : UNKNOWN;
  }

  /**
   * Returns when an event happened.
   *
   * @param reader has read it
   * @throws DamagedDumpException if the record is no event with an instant; tells where it is
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
