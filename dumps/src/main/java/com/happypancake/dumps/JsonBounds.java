package com.happypancake.dumps;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;

/**
 * Counts what a JSON text holds, without building anything of it, so that a text is refused before
 * a parser makes objects of it. It judges no grammar. Immutable.
 */
final class JsonBounds {

  /** What an object or array weighs in memory, in single values. */
  private static final int CONTAINER_VALUES = 8;

  private final int maxDepth;
  private final int maxValues;

  /**
   * Bounds.
   *
   * @param maxDepth of objects and arrays within one another
   * @param maxValues values and names; an object or an array counts as {@value #CONTAINER_VALUES}
   */
  JsonBounds(int maxDepth, int maxValues) {
    this.maxDepth = maxDepth;
    this.maxValues = maxValues;
  }

  /**
   * Reads a text to its end or to where it exceeds a bound.
   *
   * @param json in UTF-8; buffered by the caller
   * @return what it exceeds, and at which byte
   */
  Optional<String> exceeded(InputStream json) throws IOException {
    int depth = 0;
    int values = 0;
    boolean inText = false;
    long at = 0;
    for (int next = json.read(); next >= 0; next = json.read()) {
      if (inText) {
        if (next == '\\') {
          json.read();
          at++;
        }
        inText = next != '"';
      } else {
        inText = next == '"';
        depth += next == '{' || next == '[' ? 1 : next == '}' || next == ']' ? -1 : 0;
        values +=
            next == '{' || next == '[' ? CONTAINER_VALUES : next == ',' || next == ':' ? 1 : 0;
      }
      if (depth > maxDepth) {
        return excess(at, "is nested", maxDepth, "levels");
      }
      if (values > maxValues) {
        return excess(at, "holds", maxValues, "values");
      }
      at++;
    }
    return Optional.empty();
  }

  private static Optional<String> excess(long at, String does, int most, String what) {
    return Optional.of(
        String.format(
            Locale.ROOT, "byte %d: the JSON %s more than %d %s, the limit", at, does, most, what));
  }
}
