package com.happypancake.cli.console;

import java.util.Locale;

/** Names of enum constants for output, in lower case. */
public final class ConstantNames {

  private ConstantNames() {}

  /** Returns a name in words: {@code under way} of {@code UNDER_WAY}. */
  public static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /**
   * Returns a name with hyphens: {@code read-committed} of {@code CONSISTENCY_READ_COMMITTED}.
   *
   * @param prefix to leave out: {@code CONSISTENCY_}
   */
  public static String hyphenated(Enum<?> constant, String prefix) {
    return constant
        .name()
        .replaceFirst("^" + prefix, "")
        .toLowerCase(Locale.ROOT)
        .replace('_', '-');
  }
}
