package com.happypancake.inspect.text;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.happypancake.schemas.catalogue.SchemaException;
import com.happypancake.schemas.options.OptionsProto;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The fields of a message, and of the messages within it. */
public final class Fields {

  /** A schema can have any number of ways through its messages; nobody looks at more. */
  private static final int MOST = 4_096;

  private static final Set<String> VALUES = Set.of("hpc.types.OffsetTime", "hpc.types.Date");

  private Fields() {}

  /**
   * Finds a field by its name.
   *
   * @param name ProtoJSON names, names in the schema or names of columns, joined by dots; in any
   *     case, where no field has the very name
   */
  public static Optional<Field> find(Descriptor message, String name) {
    List<FieldDescriptor> path = new ArrayList<>();
    Optional<Descriptor> at = Optional.of(message);
    for (String word : name.split("\\.", -1)) {
      Optional<FieldDescriptor> step = at.flatMap(within -> step(within, word));
      if (step.isEmpty()) {
        return Optional.empty();
      }
      path.add(step.get());
      at = step.filter(Fields::isNested).map(FieldDescriptor::getMessageType);
    }
    return Optional.of(new Field(path));
  }

  private static Optional<FieldDescriptor> step(Descriptor message, String word) {
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

  /** Returns a message's fields in the order of their numbers. */
  static List<FieldDescriptor> sorted(Descriptor message) {
    return message.getFields().stream()
        .sorted(Comparator.comparingInt(FieldDescriptor::getNumber))
        .toList();
  }

  /**
   * Returns all fields that hold a value: those of messages within the message in place of these.
   *
   * @throws SchemaException if there are thousands
   */
  public static List<Field> leaves(Descriptor message) {
    List<Field> leaves = new ArrayList<>();
    for (FieldDescriptor field : sorted(message)) {
      collect(List.of(field), leaves);
    }
    return leaves;
  }

  /**
   * Returns the fields with values that a field stands for: itself, or those of its message.
   *
   * @throws SchemaException if there are thousands
   */
  public static List<Field> leaves(Field field) {
    List<Field> leaves = new ArrayList<>();
    collect(field.path(), leaves);
    return leaves;
  }

  private static void collect(List<FieldDescriptor> path, List<Field> leaves) {
    FieldDescriptor last = path.get(path.size() - 1);
    if (!isNested(last) || isRecursive(path)) {
      if (leaves.size() == MOST) {
        throw new SchemaException(
            path.get(0).getContainingType().getFullName()
                + ": has more than "
                + MOST
                + " fields, those of messages within it included; name some by --fields");
      }
      leaves.add(new Field(path));
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

  /**
   * Tells whether a field holds a message with fields of its own, and not one value as a message.
   */
  static boolean isNested(FieldDescriptor field) {
    return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
        && !field.isRepeated()
        && !VALUES.contains(field.getMessageType().getFullName())
        && !field.getMessageType().getFullName().startsWith("google.protobuf.");
  }
}
