package com.happypancake.database;

import com.happypancake.database.column.ActualColumn;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The columns of a query's result.
 *
 * @param columns none if the source refuses the query
 * @param refusal what the source's refusal means; empty if it does not refuse
 * @param obstacle why the source refuses the query; empty if it does not
 */
public record QueryDescription(
    List<ActualColumn> columns, Optional<SqlErrorClass> refusal, Optional<String> obstacle) {

  public QueryDescription {
    columns = List.copyOf(columns);
  }

  static QueryDescription of(List<ActualColumn> columns) {
    return new QueryDescription(columns, Optional.empty(), Optional.empty());
  }

  static QueryDescription refused(DatabaseProduct product, SQLException e, SqlErrorClass refusal) {
    String obstacle =
        refusal == SqlErrorClass.NO_SUCH_TABLE
            ? "there is no such table"
            : String.format(
                Locale.ROOT,
                "it can't be read (error %d, SQLState %s: %s): %s",
                e.getErrorCode(),
                e.getSQLState(),
                refusal,
                product.advice(e));
    return new QueryDescription(List.of(), Optional.of(refusal), Optional.of(obstacle));
  }
}
