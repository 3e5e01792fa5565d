package com.happypancake.cli.folder;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Parser;
import com.happypancake.cli.CommandContext;
import com.happypancake.cli.console.ProgressLine;
import com.happypancake.cli.failure.CommandException;
import com.happypancake.cli.failure.ExitCode;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.OrdinalRange;
import com.happypancake.dumps.PartReader;
import com.happypancake.inspect.query.EventFilter;
import com.happypancake.inspect.query.PartSelection;
import com.happypancake.inspect.query.Query;
import com.happypancake.inspect.query.RecordFinder;
import com.happypancake.inspect.text.RecordFormat;
import com.happypancake.inspect.text.RecordFormatter;
import com.happypancake.inspect.text.RecordLines;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code find}: the record of a key, or of a number. */
@Command(
    name = "find",
    header = "Print the record with a key, or with a number.",
    description = {
      "Prints people's data: mind where it goes. Exits with 3 if there is no such record.",
      "",
      "A key is written as ls shows it: columns joined by a comma, GUIDs in lower case, times as"
          + " 2014-03-01T12:34:56.1230000. An event's key is its id, or its instant in UTC. An"
          + " integer key is found by the key ranges of the parts and by their indexes, an instant"
          + " likewise; any other by reading all of the table."
    },
    footer = {
      "  hpc dumps find dumps/fi Members 17",
      "  hpc dumps find dumps/fi Favorites 17,4 --format json",
      "  hpc events find events/fi events 9d1c6fd8-10ef-50a8-8683-5045d653fa2c",
      "  hpc events find events/fi events --ordinal 120001"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class FindCommand extends FolderCommand {

  @Parameters(
      index = "1",
      paramLabel = "TABLE",
      description = "A table, a part or a type of events.")
  private String table;

  @Parameters(index = "2", arity = "0..1", paramLabel = "KEY", description = "The record's key.")
  private @Nullable String key;

  @Option(
      names = "--ordinal",
      order = 1,
      paramLabel = "N",
      description =
          "In place of a key: the record's number, from 1, counted through the table's parts.")
  private @Nullable Long ordinal;

  @Mixin private PrintOptions print;

  private final RecordFormatter formats = new RecordFormatter();
  private boolean headed;

  FindCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitCode run() throws IOException, CommandException, InterruptedException {
    String wanted = key;
    Long number = ordinal;
    if ((wanted == null) == (number == null)) {
      throw new CommandException(
          ExitCode.USAGE,
          wanted == null
              ? "which record? Give a KEY or --ordinal N"
              : "give a KEY or --ordinal N, not both");
    }
    if (number != null && number < 1) {
      throw new CommandException(
          ExitCode.USAGE, "--ordinal is " + number + "; the first record has the number 1");
    }
    Dump dump = open();
    PartSelection selection = PartSelection.of(dump, Optional.of(table));
    EventFilter events =
        new EventFilter(
            selection.eventType().map(Set::of).orElse(Set.of()),
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty());
    if (number != null && selection.eventType().isPresent()) {
      throw new CommandException(
          ExitCode.USAGE,
          String.format(
              Locale.ROOT,
              "--ordinal counts the events of all types; name %s in place of %s, or give an event's"
                  + " id",
              PartSelection.series(selection.parts().get(0)),
              table));
    }
    Query query = new Query(dump, selection.parts(), Optional.empty(), events, List.of());
    Map<Descriptor, RecordLines> lines = print.lines(query, RecordFormat.READABLE, formats);
    long found;
    if (number != null) {
      found = byOrdinal(query, lines, number);
    } else {
      try (ProgressLine progress = progress()) {
        found =
            new RecordFinder(query, formats, new VerifyProgress(progress, "searching"))
                .find(String.valueOf(wanted), record -> print(lines, record));
      }
    }
    if (found == 0) {
      try (ProgressLine progress = progress()) {
        DeletedKeys.note(progress, query);
      }
      long all = query.parts().stream().mapToLong(Part::getRecords).sum();
      throw new CommandException(
          ExitCode.DATA,
          String.format(
              Locale.ROOT,
              "%s: no such record in %s%s",
              folder(),
              table,
              selection.eventType().isPresent() ? "" : ", which has " + all));
    }
    return ExitCode.OK;
  }

  private long byOrdinal(Query query, Map<Descriptor, RecordLines> lines, long number)
      throws IOException {
    long left = number;
    for (Part part : query.parts()) {
      if (left <= part.getRecords()) {
        Parser<DynamicMessage> parser =
            DynamicMessage.getDefaultInstance(query.dump().descriptor(part)).getParserForType();
        try (PartReader reader = query.dump().read(part, new OrdinalRange(left, left + 1))) {
          if (reader.advance()) {
            print(lines, reader.parse(parser));
            return 1;
          }
        }
      }
      left -= part.getRecords();
      if (left < 1) {
        break;
      }
    }
    return 0;
  }

  private void print(Map<Descriptor, RecordLines> lines, DynamicMessage record) throws IOException {
    RecordLines writes = lines.get(record.getDescriptorForType());
    if (writes != null) {
      Optional<String> heading = writes.heading();
      if (heading.isPresent() && !headed) {
        out().line(heading.get());
        headed = true;
      }
      out().line(writes.line().apply(record));
    }
  }
}
