package com.happypancake.cli.folder;

import com.happypancake.cli.CommandContext;
import com.happypancake.cli.console.OutputFormat;
import com.happypancake.cli.console.ProgressLine;
import com.happypancake.cli.failure.ExitCode;
import com.happypancake.inspect.query.PartSelection;
import com.happypancake.inspect.query.Query;
import com.happypancake.inspect.stats.FolderStatistics;
import com.happypancake.inspect.stats.TableStatistics;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stats}: shows statistics of the columns of each table. */
@Command(
    name = "stats",
    header = "Show statistics of each column: number, least, greatest and longest value, and size.",
    description = {
      "Reads every record. The least and greatest values are people's data: mind where they go.",
      "",
      "COUNT is how many records have a value, NULLS how many have none. MIN and MAX order texts by"
          + " their characters' codes. LONGEST is in characters of UTF-16, as nvarchar counts them;"
          + " of binary columns in bytes. COMPRESSED is the size of the column's values alone,"
          + " deflated at level 1 in pieces of 64 KiB: compare columns by it; it is not their part"
          + " of the file. The sizes of a table are those of its stream and of its files."
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
  private OutputFormat format;

  StatsCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitCode run() throws IOException, InterruptedException {
    Query query = Query.of(PartSelection.of(open(), part()));
    noteDeletedKeys(query);
    List<TableStatistics> tables;
    try (ProgressLine progress = progress()) {
      tables = FolderStatistics.read(query, progress.reading("reading"));
    }
    StatisticsPrinter report = new StatisticsPrinter(output(), format);
    for (TableStatistics table : tables) {
      report.print(table);
    }
    return ExitCode.OK;
  }
}
