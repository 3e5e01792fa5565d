package com.happypancake.cli.folder;

import com.happypancake.cli.command.CommandException;
import com.happypancake.cli.command.ExitCode;
import com.happypancake.cli.command.Subcommand;
import com.happypancake.cli.console.ProgressLine;
import com.happypancake.cli.console.Quantities;
import com.happypancake.cli.console.Table;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.chain.DumpMerge;
import com.happypancake.dumps.chain.MergeResult;
import com.happypancake.dumps.chain.MergeResult.MergedTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hpc dumps merge}: merges a full dump and its deltas into a new full dump. */
@Command(
    name = "merge",
    header = "Merge a full dump and its deltas into a new full dump.",
    description = {
      "Writes the dump that a full extraction would have written at the time of the last delta:"
          + " rows of the base in their order, changed ones in their places, deleted ones left out,"
          + " new ones after them. Give the deltas in order: each is a delta of the dump before it."
          + " Prints for each table what became of its rows. The inputs are not changed.",
      "",
      "Exits with 3 if the dumps do not fit each other, or one is damaged, and with 6 if a table"
          + " has not as many rows as the source counted. Rows whose deletion a delta did not look"
          + " for stay in; a note says so."
    },
    footer = {
      "  hpc dumps merge dumps/fi dumps/fi-tuesday --out dumps/fi-full",
      "  hpc dumps merge dumps/fi dumps/fi-1 dumps/fi-2 --out dumps/fi-full"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class MergeCommand extends Subcommand {

  @Parameters(index = "0", paramLabel = "BASE", description = "A full dump.")
  private Path base;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "DELTA",
      description = "Its deltas in order: each of the dump before it.")
  private List<Path> deltas;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "A new or empty folder, or one that an interrupted run left.")
  private Path out;

  @Override
  protected Optional<Path> target() {
    return Optional.of(out);
  }

  @Override
  protected void run() throws IOException, CommandException, InterruptedException {
    Dump full = Dump.open(base);
    List<Dump> changes = new ArrayList<>();
    for (Path delta : deltas) {
      changes.add(Dump.open(delta));
    }
    MergeResult result;
    try (ProgressLine progress = progress()) {
      result =
          new DumpMerge(full, changes, out, context().clock(), progress.reading("merging")).run();
    }
    print(result);
    for (MergedTable table : result.tables()) {
      if (table.repeated() > 0) {
        print(
            "note: %s has %s of %s with the key of an earlier one; they were left out",
            base, Quantities.count(table.repeated(), "row"), table.table());
      }
    }
    for (Dump delta : result.deltasBlindToDeletes()) {
      print(
          "note: %s was made without a look for deleted rows; %s may hold rows that are gone from"
              + " the source",
          delta.folder(), out);
    }
    List<String> differences = result.countDifferences();
    if (!differences.isEmpty()) {
      throw CommandException.format(
          ExitCode.INCOMPLETE, "%s: %s; extract a full dump", out, String.join("; ", differences));
    }
  }

  private void print(MergeResult result) throws IOException {
    Table table =
        new Table(
            "TABLE", "BASE", "KEPT", "REPLACED", "DELETED", "ADDED", "ROWS", "DELETED NOT IN BASE");
    List<MergedTable> lines = new ArrayList<>(result.tables());
    MergedTable total = MergedTable.total("total", result.tables());
    lines.add(total);
    for (MergedTable line : lines) {
      table.add(
          line.table(),
          line.base(),
          line.kept(),
          line.replaced(),
          line.deleted(),
          line.added(),
          line.rows(),
          line.notInBase());
    }
    table.print(output());
    print(
        "%s: %s in %s, content %s",
        out,
        Quantities.count(total.rows(), "row"),
        Quantities.count(result.dump().parts().size(), "part"),
        result.dump().manifest().getContentDigest());
  }
}
