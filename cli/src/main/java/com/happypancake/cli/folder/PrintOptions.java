package com.happypancake.cli.folder;

import com.google.protobuf.Descriptors.Descriptor;
import com.happypancake.cli.failure.CommandException;
import com.happypancake.cli.failure.ExitCode;
import com.happypancake.inspect.query.EventColumns;
import com.happypancake.inspect.query.PartSelection;
import com.happypancake.inspect.query.Query;
import com.happypancake.inspect.text.Field;
import com.happypancake.inspect.text.Fields;
import com.happypancake.inspect.text.Projection;
import com.happypancake.inspect.text.RecordFormat;
import com.happypancake.inspect.text.RecordFormatter;
import com.happypancake.inspect.text.RecordLines;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to write records: the options that commands share. */
final class PrintOptions {

  @Option(
      names = "--format",
      order = 20,
      paramLabel = "FORMAT",
      description =
          "readable: JSON for people; json: ProtoJSON, which programs read back; csv: RFC 4180 with"
              + " a line of names, NULL as nothing and an empty text as \"\". Default: readable for"
              + " head and find, json for cat and export.")
  private @Nullable RecordFormat format;

  @Option(
      names = "--fields",
      order = 21,
      split = ",",
      paramLabel = "FIELD",
      description = "Only these fields, in this order: messageId,sentAt. Nested ones with dots.")
  private List<String> fields = new ArrayList<>();

  /** Returns the format that the user chose. */
  RecordFormat format(RecordFormat byDefault) {
    RecordFormat chosen = format;
    return chosen == null ? byDefault : chosen;
  }

  /**
   * Returns what writes the records of each message that a query finds.
   *
   * @throws CommandException if a message has not the fields, or one table can't hold the records
   */
  Map<Descriptor, RecordLines> lines(Query query, RecordFormat byDefault, RecordFormatter formats)
      throws CommandException, IOException {
    List<Descriptor> messages = query.messages();
    if (format(byDefault) == RecordFormat.CSV) {
      checkIsOneTable(query, messages);
    }
    Map<Descriptor, RecordLines> lines = new LinkedHashMap<>();
    for (Descriptor message : messages) {
      lines.put(message, lines(query, message, query.events().types(), byDefault, formats));
    }
    return lines;
  }

  /**
   * Returns what writes the records of one message.
   *
   * @param types of the events; empty for all
   * @throws CommandException if the message has not the fields
   */
  RecordLines lines(
      Query query,
      Descriptor message,
      Set<String> types,
      RecordFormat byDefault,
      RecordFormatter formats)
      throws CommandException {
    List<Field> chosen = new ArrayList<>();
    for (String name : fields) {
      chosen.add(query.field(message, "--fields", name));
    }
    Projection projection = chosen.isEmpty() ? Projection.all() : Projection.of(chosen);
    return switch (format(byDefault)) {
      case JSON -> RecordLines.json(formats, projection);
      case READABLE -> RecordLines.readable(formats, projection);
      case CSV ->
          RecordLines.csv(
              formats,
              chosen.isEmpty()
                  ? EventColumns.of(message, types)
                  : chosen.stream().flatMap(field -> Fields.leaves(field).stream()).toList());
    };
  }

  private void checkIsOneTable(Query query, List<Descriptor> messages) throws CommandException {
    if (messages.size() > 1) {
      throw new CommandException(
          ExitCode.USAGE,
          "--format csv: one table holds records of one message; name a table among "
              + String.join(
                  ", ", query.parts().stream().map(PartSelection::series).distinct().toList()));
    }
    boolean events = messages.stream().anyMatch(EventColumns::isEnvelope);
    if (events && query.events().types().size() != 1 && fields.isEmpty()) {
      throw new CommandException(
          ExitCode.USAGE,
          "--format csv: events differ in their columns; choose one --type, or the columns by"
              + " --fields");
    }
  }
}
