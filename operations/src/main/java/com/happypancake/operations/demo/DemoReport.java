package com.happypancake.operations.demo;

import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.seeder.SeedReport;
import com.happypancake.seeder.SeedReport.Outcome;
import com.happypancake.seeder.audit.AuditResult;
import com.happypancake.transformer.Transformer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The report of a demo.
 *
 * @param folder the folder of the run
 * @param tables the counts of each table's rows, in the manifest's order
 * @param manifest the manifest of the events
 * @param seed the seeder's report
 * @param audit the events that the audit queue received
 */
public record DemoReport(
    Path folder, List<TableCounts> tables, Manifest manifest, SeedReport seed, AuditResult audit) {

  /** Copies the list. */
  public DemoReport {
    tables = List.copyOf(tables);
  }

  /** Returns the folder of the rows. */
  public Path dump() {
    return dump(folder);
  }

  static Path dump(Path folder) {
    return folder.resolve("dump");
  }

  /** Returns the folder of the events. */
  public Path events() {
    return events(folder);
  }

  static Path events(Path folder) {
    return folder.resolve("events");
  }

  /** Returns the folder of the facts that could not become events. */
  public Path rejects() {
    return events().resolve(Transformer.REJECTS);
  }

  /** Returns the number of events that the transform wrote. */
  public long eventCount() {
    return manifest.getPartsList().stream().mapToLong(part -> part.getRecords()).sum();
  }

  /** Returns the counts that differ, as sentences without a full stop. */
  public List<String> differences() {
    List<String> differences = new ArrayList<>();
    tables.forEach(table -> table.difference().ifPresent(differences::add));
    compare(
        differences,
        "events from the tables' rows",
        tables.stream().mapToLong(table -> table.transformed().getEvents()).sum());
    compare(differences, "events confirmed", seed.confirms().confirmed());
    compare(differences, "events received", audit.ordinals().received());
    if (seed.outcome() != Outcome.COMPLETE) {
      differences.add("the seeding ended as " + seed.outcome().name().toLowerCase(Locale.ROOT));
    }
    if (!audit.isExact()) {
      differences.add(
          String.format(
              Locale.ROOT,
              "the audit queue gave %d repeated events, %d out of order, %d altered parts",
              audit.ordinals().duplicates(),
              audit.ordinals().outOfOrder(),
              audit.content().altered()));
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
