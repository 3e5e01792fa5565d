package com.happypancake.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table in Markdown. The first column is text, the others are figures. */
final class MarkdownTable {
  private final List<List<String>> rows = new ArrayList<>();

  MarkdownTable(String... headings) {
    row(headings);
  }

  /** Returns a table of timings with columns for the median, the range and the processor time. */
  static MarkdownTable ofTimings(String heading, String... more) {
    return new MarkdownTable(concat(List.of(heading, "s", "min to max", "CPU s"), more));
  }

  /** Adds a timing to a table of timings. */
  MarkdownTable row(Timing timing, String... more) {
    String seconds = format("%.3f", timing.seconds());
    String cpuSeconds = format("%.2f", timing.cpuSeconds());
    return row(concat(List.of(timing.name(), seconds, timing.range(), cpuSeconds), more));
  }

  private static String[] concat(List<String> first, String... more) {
    return Stream.concat(first.stream(), Stream.of(more)).toArray(String[]::new);
  }

  MarkdownTable row(String... cells) {
    if (!rows.isEmpty() && cells.length != rows.get(0).size()) {
      throw new IllegalArgumentException(
          "a row of " + cells.length + " cells in a table of " + rows.get(0).size() + " columns");
    }
    rows.add(List.of(cells));
    return this;
  }

  /** Formats a figure in the same way in all locales. */
  static String format(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  /** Prints the table below a heading. */
  void print(PrintStream out, String heading) {
    out.println();
    out.println("### " + heading);
    out.println();
    out.println(line(rows.get(0)));
    out.println("|---|" + "---:|".repeat(rows.get(0).size() - 1));
    rows.stream().skip(1).map(MarkdownTable::line).forEach(out::println);
  }

  private static String line(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.isEmpty() ? "" : " " + cell)
        .collect(Collectors.joining(" |", "|", " |"));
  }
}
