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
            report.audit().ordinals().received(),
            report.audit().ordinals().outOfOrder(),
            report.audit().ordinals().duplicates()));
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
          counts.transformed().getMapped(),
          counts.transformed().getPartlyRejected(),
          counts.transformed().getRejected(),
          counts.transformed().getLookup(),
          counts.transformed().getWithoutFact(),
          counts.transformed().getEvents());
    }
    return table.add(
        "total",
        tables.stream().allMatch(counts -> counts.source().isPresent())
            ? sum(tables, counts -> counts.source().orElse(0))
            : "?",
        sum(tables, TableCounts::dumped),
        sum(tables, counts -> counts.transformed().getMapped()),
        sum(tables, counts -> counts.transformed().getPartlyRejected()),
        sum(tables, counts -> counts.transformed().getRejected()),
        sum(tables, counts -> counts.transformed().getLookup()),
        sum(tables, counts -> counts.transformed().getWithoutFact()),
        sum(tables, counts -> counts.transformed().getEvents()));
  }

  private static long sum(List<TableCounts> tables, ToLongFunction<TableCounts> count) {
    return tables.stream().mapToLong(count).sum();
  }
}
