package com.happypancake.database;

import java.util.Optional;
import java.util.function.Function;

/** What the literals of both dialects share. */
final class Literals {

  private Literals() {}

  /**
   * Returns literals of what one of a result's getters gives.
   *
   * @param spelling of a value that is not NULL
   */
  static <T> Optional<KeyLiteral> of(
      ColumnReader.Getter<T> getter, Function<? super T, String> spelling) {
    return Optional.of((rows, index) -> Optional.ofNullable(getter.get(rows, index)).map(spelling));
  }

  /** Returns literals of values of one class. */
  static <T> Optional<KeyLiteral> of(Class<T> type, Function<? super T, String> spelling) {
    return of((rows, index) -> rows.getObject(index, type), spelling);
  }

  /** Spells a text. */
  static String quote(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** Gives a literal a type of its own. */
  static String cast(String literal, String type) {
    return "CAST(" + literal + " AS " + type + ")";
  }
}
