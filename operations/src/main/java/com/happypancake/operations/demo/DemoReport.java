package com.happypancake.operations.demo;

import com.happypancake.dumps.DumpLayout;
import com.happypancake.schemas.manifest.InputPart;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.seeder.SeedEvent.SeedResult;
import com.happypancake.seeder.audit.AuditReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The report of a demo.
 *
 * @param folder the folder of the run
 * @param tables the counts of each table's rows, in the manifest's order
 * @param manifest the manifest of the events
 * @param seed how the seed ended
 * @param audit the events that the audit queue received
 */
public record DemoReport(
    Path folder, List<TableCounts> tables, Manifest manifest, SeedResult seed, AuditReport audit) {

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
    return events().resolve(DumpLayout.REJECTS);
  }

  /** Returns the number of events that the transform wrote. */
  public long eventCount() {
    return manifest.getPartsList().stream().mapToLong(part -> part.getRecords()).sum();
  }

  /** Returns the sums of all tables; without a source's count if one table has none. */
  public TableCounts total() {
    long source = tables.stream().mapToLong(table -> table.source().orElse(0)).sum();
    return TableCounts.of(
        "total",
        tables.stream().allMatch(table -> table.source().isPresent())
            ? OptionalLong.of(source)
            : OptionalLong.empty(),
        tables.stream().mapToLong(TableCounts::dumped).sum(),
        tables.stream().map(TableCounts::transformed).toList());
  }

  /** Returns the number of the folder's events that the broker confirmed. */
  public long confirmed() {
    // The last one confirmed is seed-ended, which is not in the folder.
    return seed.last().counts().confirmed() - (seed.isComplete() ? 1 : 0);
  }

  /** Returns the counts that differ, as sentences without a full stop. */
  public List<String> differences() {
    List<String> differences = new ArrayList<>();
    tables.forEach(table -> table.difference().ifPresent(differences::add));
    compare(
        differences,
        "events from the tables' rows",
        tables.stream().mapToLong(table -> table.transformed().getEvents()).sum());
    compare(differences, "events confirmed", confirmed());
    compare(differences, "events received", audit.counts().getArrived());
    if (!seed.isComplete()) {
      differences.add("the seeding ended early: " + seed.what());
    }
    if (!audit.isClean()) {
      differences.add("the audit queue gave " + String.join(", ", audit.faults()));
    }
    return differences;
  }

  private void compare(List<String> differences, String what, long actual) {
    if (actual != eventCount()) {
      differences.add(
          String.format(Locale.ROOT, "%s: %d, expected %d", what, actual, eventCount()));
    }
  }

  /**
   * The counts of one table's rows.
   *
   * @param table the table's name without the schema
   * @param source the database's count; empty if no consistent count exists
   * @param dumped the number of rows in the dump
   * @param transformed the transform's counts, summed over the table's parts
   */
  public record TableCounts(String table, OptionalLong source, long dumped, InputPart transformed) {

    static TableCounts of(String table, OptionalLong source, long dumped, List<InputPart> parts) {
      InputPart.Builder sum = InputPart.newBuilder();
      for (InputPart part : parts) {
        sum.setMapped(sum.getMapped() + part.getMapped())
            .setPartlyRejected(sum.getPartlyRejected() + part.getPartlyRejected())
            .setRejected(sum.getRejected() + part.getRejected())
            .setLookup(sum.getLookup() + part.getLookup())
            .setWithoutFact(sum.getWithoutFact() + part.getWithoutFact())
            .setEvents(sum.getEvents() + part.getEvents());
      }
      return new TableCounts(table, source, dumped, sum.build());
    }

    /** Returns the counts that differ, as a sentence without a full stop. */
    Optional<String> difference() {
      if (source.isPresent() && source.getAsLong() != dumped) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "%s: the source counts %d rows and the dump holds %d",
                table,
                source.getAsLong(),
                dumped));
      }
      long accounted =
          transformed.getMapped()
              + transformed.getPartlyRejected()
              + transformed.getRejected()
              + transformed.getLookup()
              + transformed.getWithoutFact();
      return accounted == dumped
          ? Optional.empty()
          : Optional.of(
              String.format(
                  Locale.ROOT,
                  "%s: the dump holds %d rows and the transform accounts for %d",
                  table,
                  dumped,
                  accounted));
    }
  }
}
