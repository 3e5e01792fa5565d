package com.happypancake.inspect.diff;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import com.happypancake.inspect.diff.DiffSide.DiffRecord;
import com.happypancake.inspect.diff.FolderDiff.RecordDifference.FieldChange;
import com.happypancake.inspect.text.RecordField;
import com.happypancake.inspect.text.RecordFormatter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Compares records of two sides, whose schemas may differ, by the names of their fields. */
final class RecordComparison {

  private static final String UNKNOWN_FIELDS = "(fields that the schema does not have)";

  private final Descriptor messageBefore;
  private final boolean oneSchema;
  private final RecordFormatter formatter = new RecordFormatter();
  private final Map<String, RecordField> fieldsBefore;
  private final Map<String, RecordField> fieldsAfter;
  private final Set<String> names = new LinkedHashSet<>();

  RecordComparison(DiffSide before, DiffSide after) {
    this.messageBefore = before.message();
    this.oneSchema = isOneSchema(before, after);
    this.fieldsBefore = fields(before);
    this.fieldsAfter = fields(after);
    names.addAll(fieldsBefore.keySet());
    names.addAll(fieldsAfter.keySet());
  }

  /** Returns whether both sides have the same schema, so that equal bytes mean equal records. */
  static boolean isOneSchema(DiffSide before, DiffSide after) {
    return before
            .dump()
            .manifest()
            .getSchemaSha256()
            .equals(after.dump().manifest().getSchemaSha256())
        && before.message().getFullName().equals(after.message().getFullName());
  }

  private static Map<String, RecordField> fields(DiffSide side) {
    Map<String, RecordField> fields = new LinkedHashMap<>();
    RecordField.leaves(side.message()).forEach(field -> fields.putIfAbsent(field.name(), field));
    return fields;
  }

  /** Returns the fields in which two records differ; empty if the records are equal. */
  List<FieldChange> differences(DiffRecord one, DiffRecord other) throws IOException {
    if (oneSchema && one.bytes().equals(other.bytes())) {
      return List.of();
    }
    DynamicMessage left = one.parse();
    DynamicMessage right = other.parse();
    List<FieldChange> differences = new ArrayList<>();
    for (String name : names) {
      Optional<RecordField> fieldBefore = Optional.ofNullable(fieldsBefore.get(name));
      Optional<RecordField> fieldAfter = Optional.ofNullable(fieldsAfter.get(name));
      if (!raw(fieldBefore, left).equals(raw(fieldAfter, right))) {
        differences.add(
            new FieldChange(name, readable(fieldBefore, left), readable(fieldAfter, right)));
      }
    }
    if (differences.isEmpty() && !unknown(left).equals(unknown(right))) {
      differences.add(new FieldChange(UNKNOWN_FIELDS, Optional.empty(), Optional.empty()));
    }
    return differences;
  }

  private static UnknownFieldSet unknown(Message message) {
    return message.getUnknownFields();
  }

  /** Returns a text that is the same for equal records of either side. */
  String canonical(DynamicMessage record) {
    boolean isBefore = record.getDescriptorForType().equals(messageBefore);
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

  private Optional<String> raw(Optional<RecordField> field, Message record) {
    return field.flatMap(
        known -> set(known, record).map(value -> formatter.raw(known.leaf(), value)));
  }

  private Optional<String> readable(Optional<RecordField> field, Message record) {
    return field.flatMap(
        known -> set(known, record).map(value -> formatter.json(known.leaf(), value)));
  }

  /**
   * Returns a field's value. The default of a field without presence counts as absent, because the
   * other schema may lack the field.
   */
  private static Optional<Object> set(RecordField field, Message record) {
    Optional<Object> value = field.value(record);
    boolean isDefault =
        value.isPresent()
            && !field.leaf().isRepeated()
            && !field.leaf().hasPresence()
            && value.get().equals(field.leaf().getDefaultValue());
    return isDefault ? Optional.empty() : value;
  }
}
