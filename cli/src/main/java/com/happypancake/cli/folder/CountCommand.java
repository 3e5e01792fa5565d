package com.happypancake.cli.folder;

import com.happypancake.cli.CommandContext;
import com.happypancake.cli.console.ProgressLine;
import com.happypancake.cli.console.Table;
import com.happypancake.cli.failure.CommandException;
import com.happypancake.cli.failure.ExitCode;
import com.happypancake.dumps.Dump;
import com.happypancake.inspect.query.IndexCount;
import com.happypancake.inspect.query.PartSelection;
import com.happypancake.inspect.query.Query;
import com.happypancake.inspect.query.QueryCursor;
import com.happypancake.inspect.query.RecordCounter;
import com.happypancake.inspect.text.RecordFormatter;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Count;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code count}: records of each table, or events of each type. */
@Command(
    name = "count",
    header = "Count the records of each table, or the events of each type.",
    description =
        "Hops over each part by its index, reads what follows the last entry, and holds the sum"
            + " against the manifest; a part without an index is counted by the manifest. With"
            + " --read it reads every record. Exits with 3 where a count is not the manifest's."
            + " With conditions it reads, and counts the records that match. A delta's deleted keys"
            + " are counted apart.",
    footer = {
      "  hpc ${PARENT-COMMAND-NAME} count ${PARENT-COMMAND-NAME}/fi",
      "  hpc ${PARENT-COMMAND-NAME} count --read ${PARENT-COMMAND-NAME}/fi",
      "  hpc dumps count dumps/fi Messages --where 'ReadAt is null'",
      "  hpc events count events/fi --from 2014-01-01 --to 2015-01-01"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class CountCommand extends PartCommand {

  @Option(
      names = "--read",
      order = 1,
      description = "Count by reading, and hold it against the manifest.")
  private boolean read;

  @Mixin private RecordOptions records;

  CountCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitCode run() throws IOException, CommandException, InterruptedException {
    Dump dump = open();
    Query query = records.query(dump, PartSelection.withDeletedKeys(dump, part()));
    boolean events = dump.manifest().getContent() == Content.CONTENT_EVENTS;
    // The manifest counts the events of each type in the whole folder alone.
    // And of a folder that was repaired, it counts them as they were before the damage.
    boolean whole = query.parts().equals(dump.parts()) && !dump.manifest().hasRepair();
    boolean known = !query.isFiltering() && (!events || whole);
    boolean reads = read || !known;
    IndexCount byIndex = reads ? new IndexCount(0, 0) : IndexCount.of(dump, query.parts());
    Map<String, Long> expected = known ? ofManifest(query, events) : Map.of();
    Map<String, Long> counts = reads ? byReading(query, events) : expected;
    Table table = new Table(events ? "TYPE" : "TABLE", events ? "EVENTS" : "RECORDS");
    counts.forEach(table::add);
    long deletedKeys = deletedKeys(query, counts);
    long total = sum(counts);
    table.add("total", total - deletedKeys);
    if (query.parts().stream().anyMatch(PartSelection::isDeletedKeys)) {
      table.add("total (deleted keys)", deletedKeys);
    }
    table.print(out());
    if (known && !counts.equals(expected)) {
      throw differs(": the manifest counts otherwise: " + expected);
    }
    if (!reads) {
      tell(byIndex);
      if (byIndex.records() != total) {
        throw differs(
            ": the parts hold " + byIndex.records() + " records; the manifest counts " + total);
      }
    }
    return ExitCode.OK;
  }

  private CommandException differs(String how) {
    return new CommandException(ExitCode.DATA, folder() + how);
  }

  private void tell(IndexCount byIndex) {
    if (byIndex.partsWithout() > 0) {
      try (ProgressLine line = progress()) {
        line.say(
            Headline.parts(byIndex.partsWithout())
                + " without an index, counted by the manifest; 'hpc dumps index' makes indexes,"
                + " --read reads");
      }
    }
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static long deletedKeys(Query query, Map<String, Long> counts) {
    return query.parts().stream()
        .filter(PartSelection::isDeletedKeys)
        .map(PartSelection::table)
        .distinct()
        .mapToLong(table -> counts.getOrDefault(table, 0L))
        .sum();
  }

  private static Map<String, Long> ofManifest(Query query, boolean events) {
    Map<String, Long> counts = new TreeMap<>();
    if (events) {
      for (Count count : query.dump().manifest().getEvents().getByTypeList()) {
        if (count.getEvents() != 0) {
          counts.put(count.getType(), count.getEvents());
        }
      }
    } else {
      query
          .parts()
          .forEach(part -> counts.merge(PartSelection.table(part), part.getRecords(), Long::sum));
    }
    return counts;
  }

  private Map<String, Long> byReading(Query query, boolean events)
      throws IOException, CommandException, InterruptedException {
    Map<String, Long> counts = new TreeMap<>();
    if (!events) {
      query.parts().forEach(part -> counts.put(PartSelection.table(part), 0L));
    }
    try (ProgressLine progress = progress()) {
      if (!query.isFiltering()) {
        new RecordCounter(query, new VerifyProgress(progress, "counting")).addTo(counts);
        return counts;
      }
    }
    try (ProgressLine progress = progress();
        QueryCursor cursor =
            new QueryCursor(
                query, new RecordFormatter(), new VerifyProgress(progress, "counting"))) {
      while (cursor.advance()) {
        counts.merge(events ? cursor.type() : PartSelection.table(cursor.part()), 1L, Long::sum);
      }
    }
    return counts;
  }
}
