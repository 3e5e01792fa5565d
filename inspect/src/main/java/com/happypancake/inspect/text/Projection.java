package com.happypancake.inspect.text;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Selects the fields of a message to write, and their order. */
public final class Projection {

  private final Optional<Map<FieldDescriptor, Projection>> chosen;
  private final Map<Descriptor, List<FieldDescriptor>> sorted;

  private Projection(
      Optional<Map<FieldDescriptor, Projection>> chosen,
      Map<Descriptor, List<FieldDescriptor>> sorted) {
    this.chosen = chosen;
    this.sorted = sorted;
  }

  /** Returns the projection to all fields, in field number order. */
  public static Projection all() {
    return new Projection(Optional.empty(), new HashMap<>());
  }

  /**
   * Returns the projection to some fields.
   *
   * @param fields the fields in the order to write them; the fields of one nested message are
   *     written together at the position of the first
   */
  public static Projection of(List<RecordField> fields) {
    return of(fields.stream().map(RecordField::path).toList(), new HashMap<>());
  }

  private static Projection of(
      List<List<FieldDescriptor>> paths, Map<Descriptor, List<FieldDescriptor>> sorted) {
    Map<FieldDescriptor, List<List<FieldDescriptor>>> rests = new LinkedHashMap<>();
    for (List<FieldDescriptor> path : paths) {
      rests
          .computeIfAbsent(path.get(0), first -> new ArrayList<>())
          .add(path.subList(1, path.size()));
    }
    Map<FieldDescriptor, Projection> chosen = new LinkedHashMap<>();
    rests.forEach(
        (field, within) ->
            chosen.put(
                field,
                within.stream().anyMatch(List::isEmpty)
                    ? new Projection(Optional.empty(), sorted)
                    : of(within, sorted)));
    return new Projection(Optional.of(chosen), sorted);
  }

  /** Returns the fields of a message to write, in order. */
  Iterable<FieldDescriptor> fields(Descriptor message) {
    return chosen.isPresent()
        ? chosen.get().keySet()
        : sorted.computeIfAbsent(message, RecordField::sorted);
  }

  /** Returns the projection for the message that a field holds. */
  Projection within(FieldDescriptor field) {
    return chosen.map(fields -> fields.get(field)).orElse(this);
  }
}
