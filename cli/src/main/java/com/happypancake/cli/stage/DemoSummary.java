package com.happypancake.cli.stage;

import com.happypancake.cli.console.Output;
import com.happypancake.cli.console.Table;
import com.happypancake.operations.demo.DemoReport;
import com.happypancake.operations.demo.TableCounts;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** A demo's counts held against each other, where its files are, and what to try next. */
final class DemoSummary {

  private DemoSummary() {}

  static void print(DemoReport report, Output out) throws IOException {
    rows(report.tables()).print(out);
    out.line("");
    out.line(
        String.format(
            Locale.ROOT,
            "events: %d transformed = %d confirmed = %d received, %d out of order, %d repeated",
            report.eventCount(),
            report.seed().confirms().confirmed(),
            report.audit().received(),
            report.audit().outOfOrder(),
            report.audit().duplicates()));
    out.line(
        report.differences().isEmpty()
            ? "All counts agree."
            : "Counts differ: " + String.join("; ", report.differences()));
    out.line("");
    out.line("dump     " + report.dump());
    out.line("events   " + report.events());
    out.line("rejects  " + report.rejects());
    out.line("");
    out.line("Try next, where hpc is the launcher that you called:");
    out.line("  hpc dumps ls " + report.dump());
    out.line("  hpc events head -n 3 " + report.events() + " message-sent");
    out.line("  hpc dumps head " + report.rejects());
    out.line("  hpc help seed");
  }

  private static Table rows(List<TableCounts> tables) {
    Table table =
        new Table(
            "TABLE",
            "SOURCE",
            "DUMPED",
            "MAPPED",
            "PARTLY REJECTED",
            "REJECTED",
            "LOOKUP",
            "WITHOUT FACT",
            "EVENTS");
    for (TableCounts counts : tables) {
      table.add(
          counts.table(),
          counts.source().isPresent() ? counts.source().getAsLong() : "?",
          counts.dumped(),
          counts.mapped(),
          counts.partlyRejected(),
          counts.rejected(),
          counts.lookup(),
          counts.withoutFact(),
          counts.events());
    }
    return table.add(
        "total",
        tables.stream().allMatch(counts -> counts.source().isPresent())
            ? sum(tables, counts -> counts.source().orElse(0))
            : "?",
        sum(tables, TableCounts::dumped),
        sum(tables, TableCounts::mapped),
        sum(tables, TableCounts::partlyRejected),
        sum(tables, TableCounts::rejected),
        sum(tables, TableCounts::lookup),
        sum(tables, TableCounts::withoutFact),
        sum(tables, TableCounts::events));
  }

  private static long sum(List<TableCounts> tables, ToLongFunction<TableCounts> count) {
    return tables.stream().mapToLong(count).sum();
  }
}
