package com.happypancake.cli.folder;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.happypancake.cli.command.CommandException;
import com.happypancake.cli.command.ExitCode;
import com.happypancake.cli.console.ProgressLine;
import com.happypancake.dumps.Dump;
import com.happypancake.inspect.QueryLines.RecordLines;
import com.happypancake.inspect.query.PartNames;
import com.happypancake.inspect.query.Query;
import com.happypancake.inspect.query.RecordFinder;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
          + " other keys by reading all of the table. The search for an event's id runs on all"
          + " processors and ends at the first hit. If you know the time roughly, --from and --to"
          + " shorten it."
    },
    footer = {
      "  hpc dumps find dumps/fi Members 17",
      "  hpc dumps find dumps/fi Favorites 17,4 --format json",
      "  hpc events find events/fi 9d1c6fd8-10ef-50a8-8683-5045d653fa2c",
      "  hpc events find events/fi 9d1c6fd8-10ef-50a8-8683-5045d653fa2c \\",
      "      --from 2014-03-01 --to 2014-04-01",
      "  hpc events find events/fi events --ordinal 120001"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class FindCommand extends FolderCommand {

  @Parameters(
      index = "1",
      paramLabel = "TABLE",
      arity = "0..1",
      description =
          "A table, a part or a type of events. It may be left out if the folder has one table, as"
              + " a folder of events has.")
  private @Nullable String table;

  @Parameters(index = "2", arity = "0..1", paramLabel = "KEY", description = "The record's key.")
  private @Nullable String key;

  @Option(
      names = "--ordinal",
      paramLabel = "N",
      description =
          "In place of a key: the record's number, from 1, counted through the table's parts.")
  private @Nullable Long ordinal;

  @Mixin private EventOptions events;

  @Mixin private PrintOptions print;

  private boolean headed;

  @Override
  protected void run() throws IOException, CommandException, InterruptedException {
    Dump dump = open();
    Optional<String> only = keyAlone(dump);
    Optional<String> wanted = only.or(() -> Optional.ofNullable(key));
    checkRecord(wanted);
    Query named = Query.of(dump, only.isPresent() ? Optional.empty() : Optional.ofNullable(table));
    Query query = named.withEvents(events.filter(named, OptionalLong.empty()));
    if (ordinal != null && !query.events().isAll()) {
      throw CommandException.usage(
          "--ordinal counts all events, of all types and times; name %s as the table, or give an"
              + " event's id",
          PartNames.series(query.parts().get(0)));
    }
    Map<Descriptor, RecordLines> lines = print.lines(query).byMessage();
    if (!find(query, wanted, record -> print(lines, record))) {
      noteDeletedKeys(query);
      String name = only.isPresent() ? null : table;
      if (query.isFiltering()) {
        throw CommandException.format(
            ExitCode.DATA, "%s: no such record%s", folder(), name == null ? "" : " in " + name);
      }
      throw CommandException.format(
          ExitCode.DATA,
          "%s: no such record in %s, which has %d",
          folder(),
          name == null ? PartNames.series(query.parts().get(0)) : name,
          query.parts().stream().mapToLong(Part::getRecords).sum());
    }
  }

  /**
   * Returns the argument after the folder if it is a key: no key and no ordinal are given, and the
   * folder's only table has another name.
   */
  private Optional<String> keyAlone(Dump dump) throws CommandException {
    List<String> tables = dump.parts().stream().map(PartNames::series).distinct().toList();
    boolean isKey =
        key == null
            && ordinal == null
            && table != null
            && dump.parts().stream().noneMatch(part -> PartNames.isNamed(part, table));
    if (tables.size() != 1 && (isKey || table == null)) {
      throw CommandException.usage(
          "%s: name the table, one of %s", folder(), String.join(", ", tables));
    }
    return isKey ? Optional.ofNullable(table) : Optional.empty();
  }

  private void checkRecord(Optional<String> wanted) throws CommandException {
    if (wanted.isEmpty() && ordinal == null) {
      throw CommandException.usage("which record? Give a KEY or --ordinal N");
    }
    if (wanted.isPresent() && ordinal != null) {
      throw CommandException.usage("give a KEY or --ordinal N, not both");
    }
    if (ordinal != null && ordinal < 1) {
      throw CommandException.usage("--ordinal is %d; the first record has the number 1", ordinal);
    }
  }

  private boolean find(Query query, Optional<String> wanted, RecordFinder.RecordSink sink)
      throws IOException, InterruptedException {
    try (ProgressLine progress = progress()) {
      RecordFinder finder = new RecordFinder(query, progress.reading("searching"));
      return ordinal != null
          ? finder.byOrdinal(ordinal, sink)
          : finder.byKey(wanted.orElseThrow(), sink) > 0;
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
