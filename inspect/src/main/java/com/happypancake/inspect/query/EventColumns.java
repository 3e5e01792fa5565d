package com.happypancake.inspect.query;

import com.google.protobuf.Descriptors.Descriptor;
import com.happypancake.inspect.text.Field;
import com.happypancake.inspect.text.Fields;
import java.util.List;
import java.util.Set;

/** The columns of a table of events, whose payloads differ by their type. */
public final class EventColumns {

  private EventColumns() {}

  /**
   * Returns all fields with values that records can have.
   *
   * @param message of the records, events or not
   * @param types of the events; empty for all
   */
  public static List<Field> of(Descriptor message, Set<String> types) {
    return Fields.leaves(message).stream()
        .filter(
            field ->
                types.isEmpty()
                    || !EventTypes.isFact(field.path().get(0))
                    || types.contains(EventTypes.type(field.path().get(0))))
        .toList();
  }

  /** Tells whether records are events: whether some field holds the payload of a type of them. */
  public static boolean isEnvelope(Descriptor message) {
    return message.getFields().stream().anyMatch(EventTypes::isFact);
  }

  /** Returns the name of the envelope's field for events of a type; empty if it has none. */
  public static String fact(Descriptor envelope, String type) {
    return envelope.getFields().stream()
        .filter(field -> EventTypes.isFact(field) && EventTypes.type(field).equals(type))
        .map(field -> field.getJsonName())
        .findFirst()
        .orElse("");
  }
}
