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

  /** Returns a percentage, rounded down so that it is 100 only if all rows are read. */
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

  /**
   * Draws progress bars that fit a terminal: one for each table under way, then one for all.
   *
   * @param columns the characters in a line of the terminal
   * @param rows the lines on the screen
   */
  record ProgressBars(int columns, int rows) {

    private static final int LONGEST_NAME = 24;
    private static final int SHORT_BAR = 10;
    private static final int PERCENT = 5;

    /** The content of a line. */
    private record Line(String name, OptionalDouble fraction, List<String> texts) {}

    /** Returns the lines, which are fewer than the terminal's rows. */
    List<String> lines(ExtractionSnapshot now) {
      List<Line> lines = new ArrayList<>();
      int room = Math.max(0, rows - 2);
      int shown = now.underWay().size() <= room ? now.underWay().size() : Math.max(0, room - 1);
      for (TableFigures table : now.underWay().subList(0, shown)) {
        lines.add(
            line(table.label(), table.figures(), ProgressText.standstill(table, now.paused())));
      }
      Line all =
          line(
              String.format(Locale.ROOT, "all (%d of %d)", now.tablesDone(), now.tables()),
              now.all(),
              now.paused().map(why -> "paused: " + why));
      List<String> drawn = new ArrayList<>(draw(lines, all));
      int more = now.underWay().size() - shown;
      if (more > 0 && room > 0) {
        drawn.add(drawn.size() - 1, cut("... and " + more + " more tables", columns - 1));
      }
      return drawn;
    }

    private static Line line(String name, Figures figures, Optional<String> standstill) {
      return new Line(name, figures.fraction(), ProgressText.behindBar(figures, standstill));
    }

    /** Draws all lines in the longest form in which every line fits, so that they align. */
    private List<String> draw(List<Line> tables, Line all) {
      List<Line> lines = new ArrayList<>(tables);
      lines.add(all);
      int name =
          Math.min(
              LONGEST_NAME, lines.stream().mapToInt(each -> each.name().length()).max().orElse(0));
      int bar = barLength();
      int room = columns - 1 - (name + 1) - (bar + 2) - PERCENT - 1;
      int forms = all.texts().size();
      for (int form = 0; form < forms; form++) {
        int length = form;
        if (lines.stream().allMatch(each -> each.texts().get(length).length() <= room)) {
          return lines.stream()
              .map(each -> withBar(each, name, bar, each.texts().get(length)))
              .toList();
        }
      }
      return lines.stream()
          .map(each -> each.name() + percent(each) + " " + each.texts().get(forms - 1))
          .map(text -> cut(text, columns - 1))
          .toList();
    }

    /** Depends only on the terminal, so that bars keep their length. */
    private int barLength() {
      return columns < 100 ? SHORT_BAR : columns < 130 ? 2 * SHORT_BAR : 3 * SHORT_BAR;
    }

    private static String percent(Line line) {
      return line.fraction().isPresent()
          ? " " + ProgressText.percent(line.fraction().getAsDouble())
          : "";
    }

    private static String withBar(Line line, int name, int bar, String text) {
      String shown = cut(line.name(), name);
      return shown
          + " ".repeat(name - shown.length() + 1)
          + bar(line.fraction(), bar)
          + String.format(Locale.ROOT, "%" + PERCENT + "s ", percent(line))
          + text;
    }

    /** Draws a bar, with dots if the fraction is unknown. */
    private static String bar(OptionalDouble fraction, int length) {
      if (fraction.isEmpty()) {
        return "[" + ".".repeat(length) + "]";
      }
      int filled = (int) Math.floor(fraction.getAsDouble() * length);
      return "[" + "#".repeat(filled) + "-".repeat(length - filled) + "]";
    }

    /** Cuts a text so that it fits a line of the terminal. */
    String cut(String text) {
      return cut(text, columns - 1);
    }

    private static String cut(String text, int length) {
      int end = Math.max(0, Math.min(text.length(), length));
      boolean splits =
          end > 0 && end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
      return text.substring(0, splits ? end - 1 : end);
    }
  }
}
