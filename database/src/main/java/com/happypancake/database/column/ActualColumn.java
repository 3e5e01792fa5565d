package com.happypancake.database.column;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A column as the database describes it.
 *
 * @param name as the database spells it
 * @param typeName the type's name as the driver returns it, without length: {@code nvarchar}
 * @param precision digits of numbers, characters of texts, bytes of binary values
 * @param scale decimals of numbers and of seconds; 0 for other types
 * @param nullable whether the database may hold NULL in it, as far as the driver knows
 */
public record ActualColumn(
    String name, String typeName, int precision, int scale, boolean nullable) {

  /**
   * Returns the columns of a query's result, in order.
   *
   * @throws SQLException if the driver can't return them
   */
  public static List<ActualColumn> of(ResultSetMetaData metadata) throws SQLException {
    List<ActualColumn> columns = new ArrayList<>();
    for (int i = 1; i <= metadata.getColumnCount(); i++) {
      columns.add(
          new ActualColumn(
              metadata.getColumnName(i),
              metadata.getColumnTypeName(i),
              metadata.getPrecision(i),
              metadata.getScale(i),
              metadata.isNullable(i) != ResultSetMetaData.columnNoNulls));
    }
    return List.copyOf(columns);
  }

  /** Returns the type for messages: {@code decimal with 4 decimals}. */
  public String typeText() {
    String name = typeName.toLowerCase(Locale.ROOT);
    return scale == 0 ? name : name + " with " + scale + " decimals";
  }
}
