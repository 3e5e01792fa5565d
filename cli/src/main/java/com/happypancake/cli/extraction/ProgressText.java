package com.happypancake.cli.extraction;

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

/** Texts of progress: figures as a line, or as the end of a bar's line in several lengths. */
final class ProgressText {

  private ProgressText() {}

  /** Returns one line about all tables and each table under way. */
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

  /** Returns why a table does not advance; empty if it does. */
  static Optional<String> standstill(TableFigures table, Optional<String> paused) {
    if (table.stage() == TableStage.RETRYING) {
      return Optional.of("retrying");
    }
    Optional<String> stands = paused.map(why -> "paused");
    return table.stage() == TableStage.COMPARING
        ? stands.or(() -> Optional.of(table.comparedKeys() + " keys compared with the base"))
        : stands;
  }

  private static String withPercent(Figures figures, Optional<String> standstill) {
    OptionalDouble fraction = figures.fraction();
    String percent = fraction.isPresent() ? " (" + percent(fraction.getAsDouble()) + ")" : "";
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

  /** Returns the texts that may follow a bar, from the longest to the shortest. */
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

  /** Returns a percentage, rounded down: 100 only if all is read. */
  static String percent(double fraction) {
    return (int) Math.floor(fraction * 100) + "%";
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
}
