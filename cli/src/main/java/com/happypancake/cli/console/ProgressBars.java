package com.happypancake.cli.console;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Draws progress bars that fit a terminal.
 *
 * @param columns the characters in a line of the terminal
 */
public record ProgressBars(int columns) {

  private static final int LONGEST_NAME = 24;
  private static final int SHORT_BAR = 10;
  private static final int PERCENT = 5;

  /**
   * The content of a line.
   *
   * @param name the text before the bar
   * @param fraction the part that is done, from 0 to 1; empty if unknown
   * @param texts the texts that may follow the bar, from longest to shortest; all lines have the
   *     same number of them, at least one
   */
  public record Bar(String name, OptionalDouble fraction, List<String> texts) {

    /** Copies the list. */
    public Bar {
      texts = List.copyOf(texts);
    }
  }

  /** Draws all bars in the longest form in which every line fits, so that they align. */
  public List<String> draw(List<Bar> bars) {
    int name =
        Math.min(
            LONGEST_NAME, bars.stream().mapToInt(each -> each.name().length()).max().orElse(0));
    int bar = barLength();
    int room = columns - 1 - (name + 1) - (bar + 2) - PERCENT - 1;
    int forms = bars.stream().mapToInt(each -> each.texts().size()).max().orElse(0);
    for (int form = 0; form < forms; form++) {
      int length = form;
      if (bars.stream().allMatch(each -> each.texts().get(length).length() <= room)) {
        return bars.stream()
            .map(each -> withBar(each, name, bar, each.texts().get(length)))
            .toList();
      }
    }
    return bars.stream()
        .map(each -> each.name() + percentText(each) + " " + each.texts().get(forms - 1))
        .map(this::cut)
        .toList();
  }

  /** Depends only on the terminal, so that bars keep their length. */
  private int barLength() {
    return columns < 100 ? SHORT_BAR : columns < 130 ? 2 * SHORT_BAR : 3 * SHORT_BAR;
  }

  /** Returns a percentage, rounded down so that it is 100 only if all is done. */
  public static String percent(double fraction) {
    return (int) Math.floor(fraction * 100) + "%";
  }

  private static String percentText(Bar bar) {
    return bar.fraction().isPresent() ? " " + percent(bar.fraction().getAsDouble()) : "";
  }

  private static String withBar(Bar line, int name, int bar, String text) {
    String shown = cut(line.name(), name);
    return shown
        + " ".repeat(name - shown.length() + 1)
        + bar(line.fraction(), bar)
        + String.format(Locale.ROOT, "%" + PERCENT + "s ", percentText(line))
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
  public String cut(String text) {
    return cut(text, columns - 1);
  }

  private static String cut(String text, int length) {
    int end = Math.max(0, Math.min(text.length(), length));
    boolean splits =
        end > 0 && end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
    return text.substring(0, splits ? end - 1 : end);
  }
}
