package com.happypancake.cli.extraction;

import com.happypancake.cli.console.ProgressBars;
import com.happypancake.cli.console.ProgressBars.Bar;
import com.happypancake.cli.console.Quantities;
import com.happypancake.cli.extraction.ExtractionSnapshot.Figures;
import com.happypancake.cli.extraction.ExtractionSnapshot.TableFigures;
import com.happypancake.cli.extraction.ExtractionSnapshot.TableStage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Formats progress as text: as a single line, or as texts of several lengths behind a bar. */
final class ProgressText {

  private ProgressText() {}

  /** Returns one line about all tables together and each table under way. */
  static String line(ExtractionSnapshot now) {
    List<String> texts = new ArrayList<>();
    texts.add(
        String.format(
            Locale.ROOT,
            "%d of %d tables, %s",
            now.tablesDone(),
            now.tables(),
            withPercent(now.all(), now.paused().map(why -> "paused: " + why))));
    for (TableFigures table : now.underWay()) {
      texts.add(
          table.label() + ": " + withPercent(table.figures(), standstill(table, now.paused())));
    }
    return String.join("; ", texts);
  }

  /** Returns why no rows arrive for a table; empty if rows arrive. */
  static Optional<String> standstill(TableFigures table, Optional<String> paused) {
    if (table.stage() == TableStage.RETRYING) {
      return Optional.of("retrying");
    }
    Optional<String> stands = paused.map(why -> "paused").or(table::waiting);
    return table.stage() == TableStage.COMPARING
        ? stands.or(() -> Optional.of(table.comparedKeys() + " keys compared with the base"))
        : stands;
  }

  private static String withPercent(Figures figures, Optional<String> standstill) {
    OptionalDouble fraction = figures.fraction();
    String percent =
        fraction.isPresent() ? " (" + ProgressBars.percent(fraction.getAsDouble()) + ")" : "";
    return joined(
        rows(figures) + percent,
        Quantities.bytes(figures.bytes()),
        standstill.orElseGet(() -> pace(figures)));
  }

  /** Returns a line about a finished table. */
  static String done(TableFigures table) {
    return String.format(
        Locale.ROOT,
        "%s: %d rows, %s",
        table.label(),
        table.figures().rows(),
        Quantities.bytes(table.figures().bytes()));
  }

  /** Returns the texts that may follow a bar, from longest to shortest. */
  static List<String> behindBar(Figures figures, Optional<String> standstill) {
    String bytes = Quantities.bytes(figures.bytes());
    String rows = figures.rows() + " rows";
    return Stream.of(
            joined(rows(figures), bytes, standstill.orElseGet(() -> pace(figures))),
            joined(rows, bytes, standstill.orElseGet(() -> pace(figures))),
            joined(rows, standstill.orElseGet(() -> remaining(figures))),
            rows)
        .toList();
  }

  private static String rows(Figures figures) {
    OptionalLong estimated = figures.estimatedRows();
    String of = estimated.isPresent() ? " of about " + estimated.getAsLong() : "";
    return figures.rows() + of + " rows";
  }

  private static String pace(Figures figures) {
    OptionalDouble rate = figures.rowsPerSecond();
    return joined(
        rate.isPresent() ? String.format(Locale.ROOT, "%.0f rows/s", rate.getAsDouble()) : "",
        remaining(figures));
  }

  private static String remaining(Figures figures) {
    return "ETA " + figures.remaining().map(Quantities::duration).orElse("unknown");
  }

  private static String joined(String... texts) {
    return String.join(", ", Stream.of(texts).filter(text -> !text.isEmpty()).toList());
  }

  /**
   * Draws a bar for each table under way, then one for all.
   *
   * @param bars draws the bars
   * @param rows the lines on the screen
   */
  record TableBars(ProgressBars bars, int rows) {

    /** Returns the lines, which are fewer than the terminal's rows. */
    List<String> lines(ExtractionSnapshot now) {
      List<Bar> lines = new ArrayList<>();
      int room = Math.max(0, rows - 2);
      int shown = now.underWay().size() <= room ? now.underWay().size() : Math.max(0, room - 1);
      for (TableFigures table : now.underWay().subList(0, shown)) {
        lines.add(
            bar(table.label(), table.figures(), ProgressText.standstill(table, now.paused())));
      }
      lines.add(
          bar(
              String.format(Locale.ROOT, "all (%d of %d)", now.tablesDone(), now.tables()),
              now.all(),
              now.paused().map(why -> "paused: " + why)));
      List<String> drawn = new ArrayList<>(bars.draw(lines));
      int more = now.underWay().size() - shown;
      if (more > 0 && room > 0) {
        drawn.add(drawn.size() - 1, bars.cut("... and " + more + " more tables"));
      }
      return drawn;
    }

    private static Bar bar(String name, Figures figures, Optional<String> standstill) {
      return new Bar(name, figures.fraction(), ProgressText.behindBar(figures, standstill));
    }
  }
}
