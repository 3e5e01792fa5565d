package com.happypancake.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A table in Markdown; the first column is text, the others are figures. */
final class MarkdownTable {

  private final List<List<String>> rows = new ArrayList<>();

  MarkdownTable(String... headings) {
    row(headings);
  }

  MarkdownTable row(String... cells) {
    if (!rows.isEmpty() && cells.length != rows.get(0).size()) {
      throw new IllegalArgumentException(
          "a row of " + cells.length + " cells in a table of " + rows.get(0).size() + " columns");
    }
    rows.add(List.of(cells));
    return this;
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
