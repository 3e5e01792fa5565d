package com.happypancake.inspect.text;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.happypancake.schemas.catalogue.SchemaException;
import com.happypancake.schemas.options.OptionsProto;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A field of a record, or of a message within it. Immutable.
 *
 * @param path the fields from the record to the field, which is the last; not empty
 */
public record RecordField(List<FieldDescriptor> path) {

  /** Limits the leaves of nested messages, whose number can grow exponentially. */
  private static final int MAX_FIELDS = 4_096;

  private static final Set<String> VALUES = Set.of("hpc.types.OffsetTime", "hpc.types.Date");

  /** Copies the path. */
  public RecordField {
    path = List.copyOf(path);
  }

  /**
   * Finds a field by name.
   *
   * @param name ProtoJSON names, schema names or column names, joined by dots; an exact match wins
   *     over one that differs in case
   */
  public static Optional<RecordField> find(Descriptor message, String name) {
    List<FieldDescriptor> path = new ArrayList<>();
    Optional<Descriptor> parent = Optional.of(message);
    for (String word : name.split("\\.", -1)) {
      Optional<FieldDescriptor> field = parent.flatMap(within -> child(within, word));
      if (field.isEmpty()) {
        return Optional.empty();
      }
      path.add(field.get());
      parent = field.filter(RecordField::isNested).map(FieldDescriptor::getMessageType);
    }
    return Optional.of(new RecordField(path));
  }

  private static Optional<FieldDescriptor> child(Descriptor message, String word) {
    return Stream.<Predicate<String>>of(word::equals, word::equalsIgnoreCase)
        .flatMap(
            fits ->
                message.getFields().stream().filter(field -> names(field).anyMatch(fits)).limit(1))
        .findFirst();
  }

  private static Stream<String> names(FieldDescriptor field) {
    return Stream.of(
            field.getJsonName(),
            field.getName(),
            field.getOptions().getExtension(OptionsProto.column).getName())
        .filter(name -> !name.isEmpty());
  }

  /**
   * Returns all fields with values, in field number order. A nested message is replaced by its
   * fields.
   *
   * @throws SchemaException if there are more than 4,096 fields
   */
  public static List<RecordField> leaves(Descriptor message) {
    List<RecordField> leaves = new ArrayList<>();
    for (FieldDescriptor field : sorted(message)) {
      collect(List.of(field), leaves);
    }
    return leaves;
  }

  /**
   * Returns this field if it holds a value, else the leaves of its message.
   *
   * @throws SchemaException if there are more than 4,096 fields
   */
  public List<RecordField> leaves() {
    List<RecordField> leaves = new ArrayList<>();
    collect(path, leaves);
    return leaves;
  }

  private static void collect(List<FieldDescriptor> path, List<RecordField> leaves) {
    FieldDescriptor last = path.get(path.size() - 1);
    if (!isNested(last) || isRecursive(path)) {
      if (leaves.size() == MAX_FIELDS) {
        throw SchemaException.format(
            "%s: has more than %d fields, those of nested messages included; name some by"
                + " --fields",
            path.get(0).getContainingType().getFullName(), MAX_FIELDS);
      }
      leaves.add(new RecordField(path));
      return;
    }
    for (FieldDescriptor field : sorted(last.getMessageType())) {
      List<FieldDescriptor> longer = new ArrayList<>(path);
      longer.add(field);
      collect(longer, leaves);
    }
  }

  private static boolean isRecursive(List<FieldDescriptor> path) {
    Set<Descriptor> messages = new HashSet<>();
    messages.add(path.get(0).getContainingType());
    return !path.stream().allMatch(field -> messages.add(field.getMessageType()));
  }

  /** Returns whether a field holds a message that does not stand for a single value. */
  static boolean isNested(FieldDescriptor field) {
    return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
        && !field.isRepeated()
        && !VALUES.contains(field.getMessageType().getFullName())
        && !field.getMessageType().getFullName().startsWith("google.protobuf.");
  }

  /** Returns a message's fields in field number order. */
  static List<FieldDescriptor> sorted(Descriptor message) {
    return message.getFields().stream()
        .sorted(Comparator.comparingInt(FieldDescriptor::getNumber))
        .toList();
  }

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
   * @return empty if the field or a message on its path is absent; a field without presence is
   *     never absent
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

  /** Returns whether a field is set. A field without presence is always set, even to 0. */
  static boolean isSet(Message message, FieldDescriptor field) {
    return field.isRepeated()
        ? message.getRepeatedFieldCount(field) > 0
        : !field.hasPresence() || message.hasField(field);
  }
}
