package com.happypancake.cli.folder;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.happypancake.cli.command.CommandException;
import com.happypancake.cli.command.ExitCode;
import com.happypancake.cli.console.ProgressLine;
import com.happypancake.inspect.QueryLines.RecordFormat;
import com.happypancake.inspect.QueryLines.RecordLines;
import com.happypancake.inspect.query.PartNames;
import com.happypancake.inspect.query.Query;
import com.happypancake.inspect.query.RecordFinder;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code find}: prints the records with a key, or the record with an ordinal. */
@Command(
    name = "find",
    header = "Print the record with a key, or with a number.",
    description = {
      "Prints people's data: mind where it goes. Exits with 3 if there is no such record.",
      "",
      "A key is written as ls shows it: columns joined by a comma, GUIDs in lower case, times as"
          + " 2014-03-01T12:34:56.1230000. An event's key is its id, or its instant in UTC. Integer"
          + " keys and instants are found by the key ranges of the parts and by their indexes,"
          + " other keys by reading all of the table."
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
      paramLabel = "N",
      description =
          "In place of a key: the record's number, from 1, counted through the table's parts.")
  private @Nullable Long ordinal;

  @Mixin private PrintOptions print;

  private boolean headed;

  @Override
  protected void run() throws IOException, CommandException, InterruptedException {
    checkArguments();
    Query query = Query.of(open(), Optional.of(table));
    boolean isOfType = !query.events().types().isEmpty();
    if (ordinal != null && isOfType) {
      throw CommandException.usage(
          "--ordinal counts the events of all types; name %s in place of %s, or give an event's id",
          PartNames.series(query.parts().get(0)), table);
    }
    Map<Descriptor, RecordLines> lines = print.lines(query, RecordFormat.READABLE).byMessage();
    if (!find(query, record -> print(lines, record))) {
      noteDeletedKeys(query);
      throw CommandException.format(
          ExitCode.DATA,
          "%s: no such record in %s%s",
          folder(),
          table,
          isOfType
              ? ""
              : ", which has " + query.parts().stream().mapToLong(Part::getRecords).sum());
    }
  }

  private void checkArguments() throws CommandException {
    if (key == null && ordinal == null) {
      throw CommandException.usage("which record? Give a KEY or --ordinal N");
    }
    if (key != null && ordinal != null) {
      throw CommandException.usage("give a KEY or --ordinal N, not both");
    }
    if (ordinal != null && ordinal < 1) {
      throw CommandException.usage("--ordinal is %d; the first record has the number 1", ordinal);
    }
  }

  private boolean find(Query query, RecordFinder.RecordSink sink)
      throws IOException, InterruptedException {
    try (ProgressLine progress = progress()) {
      RecordFinder finder = new RecordFinder(query, progress.reading("searching"));
      return ordinal != null
          ? finder.byOrdinal(ordinal, sink)
          : finder.byKey(String.valueOf(key), sink) > 0;
    }
  }

  private void print(Map<Descriptor, RecordLines> lines, DynamicMessage record) throws IOException {
    RecordLines writes = lines.get(record.getDescriptorForType());
    if (writes != null) {
      if (writes.heading().isPresent() && !headed) {
        output().line(writes.heading().get());
        headed = true;
      }
      output().line(writes.line().apply(record));
    }
  }
}
