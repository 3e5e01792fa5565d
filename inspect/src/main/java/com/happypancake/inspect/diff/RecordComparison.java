package com.happypancake.inspect.diff;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import com.happypancake.inspect.text.Field;
import com.happypancake.inspect.text.Fields;
import com.happypancake.inspect.text.RecordFormatter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares records of two sides by the names of their fields. */
final class RecordComparison {

  private static final String UNKNOWN = "(fields that the schema does not have)";

  private final DiffSide before;
  private final DiffSide after;
  private final boolean oneSchema;
  private final RecordFormatter formats = new RecordFormatter();
  private final Map<String, Field> fieldsBefore;
  private final Map<String, Field> fieldsAfter;
  private final Set<String> names = new LinkedHashSet<>();

  RecordComparison(DiffSide before, DiffSide after) {
    this.before = before;
    this.after = after;
    this.oneSchema = isOneSchema(before, after);
    this.fieldsBefore = fields(before);
    this.fieldsAfter = fields(after);
    names.addAll(Fields.leaves(before.message()).stream().map(Field::name).toList());
    names.addAll(Fields.leaves(after.message()).stream().map(Field::name).toList());
  }

  /** Tells whether equal bytes mean the same on both sides. */
  static boolean isOneSchema(DiffSide before, DiffSide after) {
    return before
            .dump()
            .manifest()
            .getSchemaSha256()
            .equals(after.dump().manifest().getSchemaSha256())
        && before.message().getFullName().equals(after.message().getFullName());
  }

  private static Map<String, Field> fields(DiffSide side) {
    return Fields.leaves(side.message()).stream()
        .collect(Collectors.toMap(Field::name, Function.identity(), (one, other) -> one));
  }

  /** Returns how two records differ; nothing where they do not. */
  List<FieldDifference> differences(DiffRecord one, DiffRecord other) throws IOException {
    if (oneSchema && one.bytes().equals(other.bytes())) {
      return List.of();
    }
    DynamicMessage left = before.parse(one);
    DynamicMessage right = after.parse(other);
    List<FieldDifference> differences = new ArrayList<>();
    for (String name : names) {
      Optional<Field> fieldBefore = Optional.ofNullable(fieldsBefore.get(name));
      Optional<Field> fieldAfter = Optional.ofNullable(fieldsAfter.get(name));
      if (!raw(fieldBefore, left).equals(raw(fieldAfter, right))) {
        differences.add(
            new FieldDifference(name, readable(fieldBefore, left), readable(fieldAfter, right)));
      }
    }
    if (differences.isEmpty() && !unknown(left).equals(unknown(right))) {
      differences.add(new FieldDifference(UNKNOWN, Optional.empty(), Optional.empty()));
    }
    return differences;
  }

  private static UnknownFieldSet unknown(Message message) {
    return message.getUnknownFields();
  }

  /** Returns a text that is the same for records that are, whatever the schema of their side. */
  String canonical(DynamicMessage record, boolean isBefore) {
    TreeMap<String, String> values = new TreeMap<>();
    (isBefore ? fieldsBefore : fieldsAfter)
        .forEach(
            (name, field) ->
                raw(Optional.of(field), record).ifPresent(value -> values.put(name, value)));
    return values.toString();
  }

  boolean isOneSchema() {
    return oneSchema;
  }

  private Optional<String> raw(Optional<Field> field, Message record) {
    return field.flatMap(
        known -> set(known, record).map(value -> formats.raw(known.leaf(), value)));
  }

  private Optional<String> readable(Optional<Field> field, Message record) {
    return field.flatMap(
        known -> set(known, record).map(value -> formats.json(known.leaf(), value)));
  }

  /** A default of a field without presence is as good as none: the other schema may lack it. */
  private static Optional<Object> set(Field field, Message record) {
    Optional<Object> value = field.value(record);
    boolean isDefault =
        value.isPresent()
            && !field.leaf().isRepeated()
            && !field.leaf().hasPresence()
            && value.get().equals(field.leaf().getDefaultValue());
    return isDefault ? Optional.empty() : value;
  }
}
