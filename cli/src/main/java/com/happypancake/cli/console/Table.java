package com.happypancake.cli.console;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A table of text in aligned columns. Columns of numbers are right-aligned. Not thread-safe. */
public final class Table {

  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... heading) {
    rows.add(List.of(heading));
  }

  /** Adds a row, which must have as many cells as the heading. */
  public Table add(Object... cells) {
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(cell.toString());
    }
    rows.add(row);
    return this;
  }

  /**
   * Prints the heading and all rows.
   *
   * @throws IOException if the output cannot be written
   */
  public void print(Output out) throws IOException {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    boolean[] numbers = new boolean[columns];
    for (int i = 0; i < columns; i++) {
      int column = i;
      widths[i] = rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
      numbers[i] = rows.stream().skip(1).allMatch(row -> row.get(column).matches("[0-9]+"));
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String blanks = " ".repeat(widths[i] - row.get(i).length());
        line.append(numbers[i] ? blanks + row.get(i) : row.get(i) + blanks).append(GAP);
      }
      out.line(line.toString().stripTrailing());
    }
  }
}
