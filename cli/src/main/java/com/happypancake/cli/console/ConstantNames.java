package com.happypancake.cli.console;

import java.util.Locale;

/** Names of constants as people and programs read them, in lower case. */
public final class ConstantNames {

  private ConstantNames() {}

  /** Returns a name in words: {@code under way} of {@code UNDER_WAY}. */
  public static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /**
   * Returns a name as options have it: {@code read-committed} of {@code
   * CONSISTENCY_READ_COMMITTED}.
   *
   * @param prefix of all constants of the type, to leave out: {@code CONSISTENCY_}
   */
  public static String hyphenated(Enum<?> constant, String prefix) {
    return constant
        .name()
        .replaceFirst("^" + prefix, "")
        .toLowerCase(Locale.ROOT)
        .replace('_', '-');
  }
}
