package com.happypancake.cli.folder;

import com.happypancake.cli.CommandContext;
import com.happypancake.cli.Subcommand;
import com.happypancake.cli.console.OutputFormat;
import com.happypancake.cli.console.ProgressLine;
import com.happypancake.cli.failure.CommandException;
import com.happypancake.cli.failure.ExitCode;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.ReadListener;
import com.happypancake.inspect.diff.DiffCounts;
import com.happypancake.inspect.diff.DiffListener;
import com.happypancake.inspect.diff.DiffSide;
import com.happypancake.inspect.diff.FolderDiff;
import com.happypancake.inspect.diff.RecordDifference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code diff}: compares two folders. */
@Command(
    name = "diff",
    header = "Compare two folders record by record, by key.",
    description = {
      "Prints a line for each record that A alone has (removed), that B alone has (added), or that"
          + " differs (changed, with the names of the fields), then counts for each table. Exits"
          + " with 0 only if all records are equal, else with 3.",
      "",
      "Rows have their primary key, events their id; records without a key are compared whole."
          + " Parts whose content has the same checksum are not read. The schemas may differ:"
          + " fields are compared by name, and a field that only A or B has differs if it is set."
          + " Keys are printed, values only by --values: both are people's data."
    },
    footer = {
      "  hpc dumps diff dumps/fi-monday dumps/fi-tuesday",
      "  hpc dumps diff dumps/fi-monday dumps/fi-tuesday Members --values",
      "  hpc events diff events/fi-1 events/fi-2 --format json | jq .table"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class DiffCommand extends Subcommand {

  @Parameters(index = "0", paramLabel = "A", description = "A finished folder.")
  private Path before;

  @Parameters(index = "1", paramLabel = "B", description = "Another one.")
  private Path after;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "TABLE",
      description = "A table or a part; without it, all.")
  private @Nullable String table;

  @Option(
      names = "--values",
      order = 1,
      description = "Print the values that differ too, and the records that are added or removed.")
  private boolean values;

  @Option(
      names = "--format",
      order = 2,
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text, or json: an object in a line. Default: text.")
  private OutputFormat format;

  DiffCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitCode run() throws IOException, CommandException, InterruptedException {
    Dump one = Dump.open(before);
    FolderDiff diff = new FolderDiff(one, Dump.open(after), Optional.ofNullable(table));
    DiffPrinter report = new DiffPrinter(output(), format, values);
    DiffCounts total = DiffCounts.NONE;
    for (String name : diff.tables()) {
      DiffCounts counts;
      try (ProgressLine progress = progress()) {
        counts = diff.compare(name, new TableListener(name, report, progress));
      }
      report.counts(name, counts);
      total = total.plus(counts);
    }
    report.summary(total);
    if (!total.isEqual()) {
      throw CommandException.format(
          ExitCode.DATA,
          "%s and %s differ: %d removed, %d added, %d changed",
          before,
          after,
          total.removed(),
          total.added(),
          total.changed());
    }
    return ExitCode.OK;
  }

  private record TableListener(String table, DiffPrinter report, ProgressLine progress)
      implements DiffListener {

    @Override
    public void difference(RecordDifference difference) throws IOException {
      report.print(table, difference);
    }

    @Override
    public ReadListener walk(int number, DiffSide side) {
      String again = number == 1 ? "" : ", walk " + number;
      return progress.reading("comparing " + side.dump().folder() + again);
    }
  }
}
