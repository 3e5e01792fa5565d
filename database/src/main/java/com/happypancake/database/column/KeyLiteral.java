package com.happypancake.database.column;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads a value of a key column as a literal of the source's SQL. The literal has exactly the
 * column's type, so that comparing with it gives the order of the column's index.
 */
@FunctionalInterface
public interface KeyLiteral {

  /**
   * Reads the value of the current row.
   *
   * @param index the column's place in the result; the first is 1
   * @return empty for NULL
   * @throws SQLException if the driver can't give the value
   */
  Optional<String> read(ResultSet rows, int index) throws SQLException;

  /**
   * Returns literals of what one of a result's getters gives.
   *
   * @param spelling spells a value that is not NULL
   */
  static <T> Optional<KeyLiteral> of(
      ColumnReader.Getter<T> getter, Function<? super T, String> spelling) {
    return Optional.of((rows, index) -> Optional.ofNullable(getter.get(rows, index)).map(spelling));
  }

  /** Returns literals of values of one class. */
  static <T> Optional<KeyLiteral> of(Class<T> type, Function<? super T, String> spelling) {
    return of((rows, index) -> rows.getObject(index, type), spelling);
  }
}
