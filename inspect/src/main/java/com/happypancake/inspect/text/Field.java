package com.happypancake.inspect.text;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A field of a record, or of a message within it. Immutable.
 *
 * @param path the fields that lead to it, the last one being it; not empty
 */
public record Field(List<FieldDescriptor> path) {

  /** Copies the path. */
  public Field {
    path = List.copyOf(path);
  }

  /** Returns the field itself. */
  public FieldDescriptor leaf() {
    return path.get(path.size() - 1);
  }

  /** Returns the ProtoJSON names of the path, joined by dots: {@code messageSent.body}. */
  public String name() {
    return path.stream().map(FieldDescriptor::getJsonName).collect(Collectors.joining("."));
  }

  /**
   * Returns the field's value.
   *
   * @param record a message of the first field's type
   * @return empty where the field is absent, or a message on the way to it; a field without
   *     presence is there whenever its message is
   */
  public Optional<Object> value(Message record) {
    Message message = record;
    for (int i = 0; i < path.size() - 1; i++) {
      if (!message.hasField(path.get(i))) {
        return Optional.empty();
      }
      message = (Message) message.getField(path.get(i));
    }
    FieldDescriptor leaf = leaf();
    return isSet(message, leaf) ? Optional.of(message.getField(leaf)) : Optional.empty();
  }

  /** Fields without presence are there always; 0 is a value as any other. */
  public static boolean isSet(Message message, FieldDescriptor field) {
    return field.isRepeated()
        ? message.getRepeatedFieldCount(field) > 0
        : !field.hasPresence() || message.hasField(field);
  }
}
