package com.happypancake.inspect.query;

import com.google.protobuf.Descriptors.Descriptor;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.OrdinalRange;
import com.happypancake.inspect.text.Field;
import com.happypancake.inspect.text.Fields;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which records of a folder a user chose.
 *
 * @param dump the folder
 * @param parts to look into
 * @param range of the ordinals within each part; empty for all
 * @param events which events; all, where the folder holds none
 * @param conditions that all hold
 */
public record Query(
    Dump dump,
    List<Part> parts,
    Optional<OrdinalRange> range,
    EventFilter events,
    List<Condition> conditions) {

  /** Copies the lists. */
  public Query {
    parts = List.copyOf(parts);
    conditions = List.copyOf(conditions);
  }

  /** Tells whether some records of the parts may be left out. */
  public boolean isFiltering() {
    return range.isPresent() || !events.isAll() || !conditions.isEmpty();
  }

  /** Returns the messages of the parts, each once, in the parts' order. */
  public List<Descriptor> messages() throws IOException {
    List<Descriptor> messages = new ArrayList<>();
    for (Part part : parts) {
      Descriptor message = dump.descriptor(part);
      if (!messages.contains(message)) {
        messages.add(message);
      }
    }
    return messages;
  }

  /**
   * Finds a field that a user names. Where events of one type are chosen, a field of their payload
   * needs no more than its own name.
   *
   * @throws InvalidQueryException if the message has none of the name; lists those that it has
   */
  public Field field(Descriptor message, String option, String name) {
    Optional<Field> found = Fields.find(message, name);
    if (found.isEmpty() && events.types().size() == 1) {
      String prefix = EventColumns.fact(message, events.types().iterator().next());
      found = Fields.find(message, prefix + "." + name);
    }
    if (found.isPresent()) {
      return found.get();
    }
    throw new InvalidQueryException(
        String.format(
            Locale.ROOT,
            "%s: %s has no field '%s'; it has %s%s",
            option,
            message.getFullName(),
            name,
            String.join(
                ", ", EventColumns.of(message, events.types()).stream().map(Field::name).toList()),
            parts.stream().map(Part::getMessage).distinct().count() > 1
                ? "; name a table that has it"
                : ""));
  }
}
