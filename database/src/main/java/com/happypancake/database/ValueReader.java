package com.happypancake.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Takes the answer of a probe from its one row. */
@FunctionalInterface
interface ValueReader<T> {

  /** Returns the value; null where the answer is NULL. */
  @Nullable T read(ResultSet row) throws SQLException;

  /** Returns a reader of one whole number. */
  static ValueReader<Long> wholeNumber() {
    return row -> {
      long value = row.getLong(1);
      return row.wasNull() ? null : value;
    };
  }
}
