package com.happypancake.cli.folder;

import com.happypancake.cli.command.CommandException;
import com.happypancake.cli.command.ExitCode;
import com.happypancake.cli.console.ProgressLine;
import com.happypancake.cli.console.Quantities;
import com.happypancake.cli.console.Table;
import com.happypancake.cli.folder.FolderCommand.PartCommand;
import com.happypancake.inspect.query.PartNames;
import com.happypancake.inspect.query.Query;
import com.happypancake.inspect.query.RecordCounter;
import com.happypancake.inspect.query.RecordCounter.IndexCount;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code count}: counts the records of each table, or the events of each type. */
@Command(
    name = "count",
    header = "Count the records of each table, or the events of each type.",
    description =
        "Hops over each part by its index, reads what follows the last entry, and compares the sum"
            + " with the manifest; a part without an index is counted by the manifest. With --read"
            + " it reads every record. Exits with 3 if a count differs from the manifest's. With"
            + " conditions it reads, and counts the records that match. A delta's deleted keys are"
            + " counted apart.",
    footer = {
      "  hpc ${PARENT-COMMAND-NAME} count ${PARENT-COMMAND-NAME}/fi",
      "  hpc ${PARENT-COMMAND-NAME} count --read ${PARENT-COMMAND-NAME}/fi",
      "  hpc dumps count dumps/fi Messages --where 'ReadAt is null'",
      "  hpc events count events/fi --from 2014-01-01 --to 2015-01-01"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class CountCommand extends PartCommand {

  @Option(names = "--read", description = "Count by reading, and compare with the manifest.")
  private boolean read;

  @Mixin private RecordOptions records;

  @Override
  protected void run() throws IOException, CommandException, InterruptedException {
    Query query = records.query(Query.withDeletedKeys(open(), part()));
    RecordCounter counter;
    Optional<SortedMap<String, Long>> expected;
    Optional<IndexCount> byIndex;
    SortedMap<String, Long> counts;
    try (ProgressLine progress = progress()) {
      counter = new RecordCounter(query, progress.reading("counting"));
      expected = counter.byManifest();
      byIndex = expected.isPresent() && !read ? Optional.of(counter.byIndex()) : Optional.empty();
      counts = byIndex.isPresent() ? expected.orElseThrow() : counter.byReading();
    }
    print(query, counts, counter.countsEvents());
    if (byIndex.isPresent()) {
      check(byIndex.get(), counts);
    }
    if (expected.isPresent() && !counts.equals(expected.get())) {
      throw new CommandException(
          ExitCode.DATA, folder() + ": the manifest counts otherwise: " + expected.get());
    }
  }

  private void print(Query query, Map<String, Long> counts, boolean events) throws IOException {
    Table table = new Table(events ? "TYPE" : "TABLE", events ? "EVENTS" : "RECORDS");
    counts.forEach(table::add);
    List<String> deletedKeys =
        query.parts().stream()
            .filter(PartNames::isDeletedKeys)
            .map(PartNames::table)
            .distinct()
            .toList();
    long deleted = deletedKeys.stream().mapToLong(name -> counts.getOrDefault(name, 0L)).sum();
    table.add("total", total(counts) - deleted);
    if (!deletedKeys.isEmpty()) {
      table.add("total (deleted keys)", deleted);
    }
    table.print(output());
  }

  private static long total(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private void check(IndexCount byIndex, Map<String, Long> counts) throws CommandException {
    if (byIndex.partsWithoutIndex() > 0) {
      say(
          Quantities.count(byIndex.partsWithoutIndex(), "part")
              + " without an index, counted by the manifest; 'hpc dumps index' makes indexes,"
              + " --read reads");
    }
    if (byIndex.records() != total(counts)) {
      throw CommandException.format(
          ExitCode.DATA,
          "%s: the parts hold %d records; the manifest counts %d",
          folder(),
          byIndex.records(),
          total(counts));
    }
  }
}
