package com.happypancake.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Takes the answer of a probe from its one row. */
@FunctionalInterface
public interface RowMapper<T> {

  /**
   * Returns the answer; null where it is NULL.
   *
   * @throws SQLException if the driver can't give it
   */
  @Nullable T map(ResultSet row) throws SQLException;
}
