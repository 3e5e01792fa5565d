package com.happypancake.operations.demo;

import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.seeder.SeedOutcome;
import com.happypancake.seeder.SeedReport;
import com.happypancake.seeder.audit.AuditResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a demo did.
 *
 * @param source where the rows came from: the embedded database's URL, or "the source given"
 * @param folder of this run
 * @param dump folder of the rows
 * @param events folder of the events
 * @param rejects folder of the facts that could not become events
 * @param tables what became of each table's rows, in the manifest's order
 * @param manifest of the events
 * @param seed what the seeder counted
 * @param audit what came out of the audit queue
 */
public record DemoReport(
    String source,
    Path folder,
    Path dump,
    Path events,
    Path rejects,
    List<TableCounts> tables,
    Manifest manifest,
    SeedReport seed,
    AuditResult audit) {

  /** Makes the list immutable. */
  public DemoReport {
    tables = List.copyOf(tables);
  }

  /** Returns how many events the transform gave. */
  public long eventCount() {
    return manifest.getPartsList().stream().mapToLong(part -> part.getRecords()).sum();
  }

  /** Returns which counts differ, a sentence each without its full stop; empty where all agree. */
  public List<String> differences() {
    List<String> differences = new ArrayList<>();
    tables.forEach(table -> table.difference().ifPresent(differences::add));
    compare(
        differences,
        "events that came of the tables' rows",
        tables.stream().mapToLong(TableCounts::events).sum());
    compare(differences, "events confirmed", seed.confirms().confirmed());
    compare(differences, "events received", audit.received());
    if (seed.outcome() != SeedOutcome.COMPLETE) {
      differences.add("the seeding ended as " + seed.outcome().name().toLowerCase(Locale.ROOT));
    }
    if (!audit.isExact()) {
      differences.add(
          String.format(
              Locale.ROOT,
              "the audit queue gave %d repeated events, %d out of order, %d altered parts",
              audit.duplicates(),
              audit.outOfOrder(),
              audit.alteredParts()));
    }
    return differences;
  }

  private void compare(List<String> differences, String what, long actual) {
    if (actual != eventCount()) {
      differences.add(
          String.format(Locale.ROOT, "%s: %d, expected %d", what, actual, eventCount()));
    }
  }
}
