package com.happypancake.cli.extraction;

import com.happypancake.cli.extraction.ExtractionSnapshot.Figures;
import com.happypancake.cli.extraction.ExtractionSnapshot.TableFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The bars of an extraction, as lines that fit a terminal: one for each table under way, and one
 * for all below them.
 *
 * @param columns how many characters a line of the terminal holds
 * @param rows how many lines it shows
 */
record ProgressBars(int columns, int rows) {

  private static final int LONGEST_NAME = 24;
  private static final int SHORT_BAR = 10;
  private static final int PERCENT = 5;

  /** What a line shows. */
  private record Line(String name, OptionalDouble fraction, List<String> texts) {}

  /** Returns the lines, fewer than the terminal's rows. */
  List<String> lines(ExtractionSnapshot now) {
    List<Line> lines = new ArrayList<>();
    int room = Math.max(0, rows - 2);
    int shown = now.underWay().size() <= room ? now.underWay().size() : Math.max(0, room - 1);
    for (TableFigures table : now.underWay().subList(0, shown)) {
      lines.add(line(table.label(), table.figures(), ProgressText.standstill(table, now.paused())));
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

  /** It depends on the terminal alone, so that bars don't jump. */
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

  /** An unknown fraction is shown as dots. */
  private static String bar(OptionalDouble fraction, int length) {
    if (fraction.isEmpty()) {
      return "[" + ".".repeat(length) + "]";
    }
    int filled = (int) Math.floor(fraction.getAsDouble() * length);
    return "[" + "#".repeat(filled) + "-".repeat(length - filled) + "]";
  }

  private static String cut(String text, int length) {
    int end = Math.max(0, Math.min(text.length(), length));
    boolean splits =
        end > 0 && end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
    return text.substring(0, splits ? end - 1 : end);
  }
}
