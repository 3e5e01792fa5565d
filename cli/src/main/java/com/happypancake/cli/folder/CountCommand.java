package com.happypancake.cli.folder;

import com.happypancake.cli.Session;
import com.happypancake.cli.console.ProgressLine;
import com.happypancake.cli.console.Table;
import com.happypancake.cli.failure.CommandException;
import com.happypancake.cli.failure.ExitCode;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.PartReader;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Count;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code count}: records of each table, or events of each type. */
@Command(
    name = "count",
    header = "Count the records of each table, or the events of each type.",
    description =
        "Prints what the manifest says. With --read it reads every record, counts, and exits with"
            + " 3 where a count is not the manifest's.",
    footer = {
      "  hpc ${PARENT-COMMAND-NAME} count ${PARENT-COMMAND-NAME}/fi",
      "  hpc ${PARENT-COMMAND-NAME} count --read ${PARENT-COMMAND-NAME}/fi"
    })
final class CountCommand extends FolderCommand {

  @Option(names = "--read", description = "Count by reading, and hold it against the manifest.")
  private boolean read;

  CountCommand(Session session) {
    super(session);
  }

  @Override
  protected ExitCode run() throws IOException, CommandException, InterruptedException {
    Dump dump = open();
    Map<String, Long> expected = ofManifest(dump);
    Map<String, Long> counts = read ? byReading(dump) : expected;
    boolean events = dump.manifest().getContent() == Content.CONTENT_EVENTS;
    Table table = new Table(events ? "TYPE" : "TABLE", events ? "EVENTS" : "RECORDS");
    counts.forEach(table::add);
    table.add("total", counts.values().stream().mapToLong(Long::longValue).sum());
    table.print(out());
    if (!counts.equals(expected)) {
      throw new CommandException(
          ExitCode.DATA, folder() + ": the manifest counts otherwise: " + expected);
    }
    return ExitCode.OK;
  }

  private static Map<String, Long> ofManifest(Dump dump) {
    Map<String, Long> counts = new TreeMap<>();
    if (dump.manifest().getContent() == Content.CONTENT_EVENTS) {
      for (Count count : dump.manifest().getEvents().getByTypeList()) {
        if (count.getEvents() != 0) {
          counts.put(count.getType(), count.getEvents());
        }
      }
    } else {
      dump.parts().forEach(part -> counts.merge(name(part), part.getRecords(), Long::sum));
    }
    return counts;
  }

  private Map<String, Long> byReading(Dump dump)
      throws IOException, CommandException, InterruptedException {
    boolean events = dump.manifest().getContent() == Content.CONTENT_EVENTS;
    EventTypes types = EventTypes.of(dump);
    Map<String, Long> counts = new TreeMap<>();
    try (ProgressLine progress = progress()) {
      Reading reading = new Reading(dump, progress, "counting");
      for (Part part : dump.parts()) {
        String name = name(part);
        if (!events) {
          counts.merge(name, 0L, Long::sum);
        }
        try (PartReader reader = dump.read(part)) {
          while (reading.advance(part, reader)) {
            counts.merge(events ? types.of(reader) : name, 1L, Long::sum);
          }
        }
      }
    }
    return counts;
  }

  private static String name(Part part) {
    return part.getTable().isEmpty() ? Selection.series(part) : part.getTable();
  }
}
