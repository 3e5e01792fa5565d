package com.happypancake.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Reads a value of a key column as a literal of the source's SQL, of exactly the column's type: a
 * comparison with it is the one that the column's index is ordered by.
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
}
