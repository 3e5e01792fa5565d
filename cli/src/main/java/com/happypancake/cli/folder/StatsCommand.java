package com.happypancake.cli.folder;

import com.happypancake.cli.CommandContext;
import com.happypancake.cli.console.ProgressLine;
import com.happypancake.cli.failure.CommandException;
import com.happypancake.cli.failure.ExitCode;
import com.happypancake.inspect.query.EventColumns;
import com.happypancake.inspect.query.PartSelection;
import com.happypancake.inspect.query.Query;
import com.happypancake.inspect.query.QueryCursor;
import com.happypancake.inspect.stats.TableStatistics;
import com.happypancake.inspect.text.RecordFormatter;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.Deflater;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stats}: what the columns of each table are like. */
@Command(
    name = "stats",
    header = "Tell of each column how many values, least, greatest, longest, and its size.",
    description = {
      "Reads every record. The least and greatest values are people's data: mind where they go.",
      "",
      "COUNT is how many records have a value, NULLS how many have none. MIN and MAX order texts by"
          + " their characters' codes. LONGEST is in characters of UTF-16, as nvarchar counts them;"
          + " of binary columns in bytes. COMPRESSED is what the column's values take alone,"
          + " deflated at level 1 in pieces of 64 KiB: it tells columns' shares, and is not their"
          + " part of the file. The sizes of a table are those of its stream and of its files."
    },
    footer = {
      "  hpc ${PARENT-COMMAND-NAME} stats ${PARENT-COMMAND-NAME}/fi",
      "  hpc dumps stats dumps/fi Messages",
      "  hpc events stats events/fi message-sent --format json | jq .columns"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class StatsCommand extends PartCommand {

  @Option(
      names = "--format",
      order = 1,
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text, or json: an object for each table, one in a line. Default: text.")
  private ReportFormat format;

  StatsCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitCode run() throws IOException, CommandException, InterruptedException {
    Query query = new RecordOptions().query(open(), part());
    StatsReport report = new StatsReport(out(), new RecordFormatter(), format);
    Map<String, TableStatistics> tables = read(query);
    for (Map.Entry<String, TableStatistics> table : tables.entrySet()) {
      report.print(table.getKey(), table.getValue(), fileBytes(query, table.getKey()));
    }
    return ExitCode.OK;
  }

  private Map<String, TableStatistics> read(Query query)
      throws IOException, CommandException, InterruptedException {
    Map<String, TableStatistics> tables = new TreeMap<>();
    Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    try (ProgressLine progress = progress();
        QueryCursor cursor =
            new QueryCursor(
                query, new RecordFormatter(), new VerifyProgress(progress, "reading"))) {
      DeletedKeys.note(progress, query);
      for (Part part : query.parts()) {
        if (!EventColumns.isEnvelope(query.dump().descriptor(part))) {
          table(tables, PartSelection.table(part), query, part, Set.of(), deflater);
        }
      }
      while (cursor.advance()) {
        boolean event = EventColumns.isEnvelope(cursor.message().getDescriptorForType());
        String name = event ? cursor.type() : PartSelection.table(cursor.part());
        Set<String> types = event ? Set.of(name) : Set.of();
        table(tables, name, query, cursor.part(), types, deflater)
            .add(cursor.message(), cursor.reader().length());
      }
      for (TableStatistics table : tables.values()) {
        table.end();
      }
    } finally {
      deflater.end();
    }
    return tables;
  }

  private static TableStatistics table(
      Map<String, TableStatistics> tables,
      String name,
      Query query,
      Part part,
      Set<String> types,
      Deflater deflater)
      throws IOException {
    TableStatistics known = tables.get(name);
    if (known == null) {
      known = new TableStatistics(EventColumns.of(query.dump().descriptor(part), types), deflater);
      tables.put(name, known);
    }
    return known;
  }

  /** Returns the size of a table's files; a type of events shares its files with others. */
  private static OptionalLong fileBytes(Query query, String table) {
    Optional<Long> bytes =
        query.parts().stream()
            .filter(part -> PartSelection.table(part).equals(table))
            .map(Part::getBytes)
            .reduce(Long::sum);
    return bytes.isPresent() ? OptionalLong.of(bytes.get()) : OptionalLong.empty();
  }
}
