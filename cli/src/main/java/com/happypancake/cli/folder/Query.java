package com.happypancake.cli.folder;

import com.google.protobuf.Descriptors.Descriptor;
import com.happypancake.cli.failure.CommandException;
import com.happypancake.cli.failure.ExitCode;
import com.happypancake.cli.folder.record.Condition;
import com.happypancake.cli.folder.record.EventChoice;
import com.happypancake.cli.folder.record.Field;
import com.happypancake.cli.folder.record.Fields;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.OrdinalRange;
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
record Query(
    Dump dump,
    List<Part> parts,
    Optional<OrdinalRange> range,
    EventChoice events,
    List<Condition> conditions) {

  /** Copies the lists. */
  Query {
    parts = List.copyOf(parts);
    conditions = List.copyOf(conditions);
  }

  /** Tells whether some records of the parts may be left out. */
  boolean isFiltering() {
    return range.isPresent() || !events.isAll() || !conditions.isEmpty();
  }

  /** Returns the messages of the parts, each once, in the parts' order. */
  List<Descriptor> messages() throws IOException {
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
   * @throws CommandException if the message has none of the name; lists those that it has
   */
  Field field(Descriptor message, String option, String name) throws CommandException {
    Optional<Field> found = Fields.find(message, name);
    if (found.isEmpty() && events.types().size() == 1) {
      String prefix = EventColumns.fact(message, events.types().iterator().next());
      found = Fields.find(message, prefix + "." + name);
    }
    if (found.isPresent()) {
      return found.get();
    }
    throw new CommandException(
        ExitCode.USAGE,
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
