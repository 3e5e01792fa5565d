package com.happypancake.cli.console;

import java.util.Locale;

/** Formats names of enum constants for output, in lower case. */
public final class ConstantNames {

  private ConstantNames() {}

  /** Returns a name with spaces, such as {@code under way} for {@code UNDER_WAY}. */
  public static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /**
   * Returns a name without its prefix and with hyphens, such as {@code read-committed}.
   *
   * @param prefix the prefix to remove, such as {@code CONSISTENCY_}
   */
  public static String hyphenated(Enum<?> constant, String prefix) {
    return constant
        .name()
        .replaceFirst("^" + prefix, "")
        .toLowerCase(Locale.ROOT)
        .replace('_', '-');
  }
}
