package com.happypancake.schemas.catalogue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * A SQL Server type as in DDL: {@code decimal(19, 4)}, {@code national character varying(20)}.
 *
 * @param name the name in lower case, with single spaces and without arguments
 * @param arguments the arguments in parentheses, in lower case
 */
record SqlType(String name, List<String> arguments) {

  SqlType {
    arguments = List.copyOf(arguments);
  }

  static SqlType parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    int open = lower.indexOf('(');
    int close = lower.indexOf(')', Math.max(open, 0));
    if (open < 0 || close < 0) {
      return new SqlType(words(lower), List.of());
    }
    return new SqlType(
        words(lower.substring(0, open) + " " + lower.substring(close + 1)),
        Arrays.stream(lower.substring(open + 1, close).split(",", -1)).map(String::strip).toList());
  }

  private static String words(String text) {
    return String.join(" ", text.strip().split("\\s+", -1));
  }

  /** Returns an argument as a number; empty if it is missing or not a number. */
  OptionalInt number(int index) {
    if (index >= arguments.size() || !arguments.get(index).matches("[0-9]{1,9}")) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(Integer.parseInt(arguments.get(index)));
  }
}
