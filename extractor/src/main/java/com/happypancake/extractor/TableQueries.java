package com.happypancake.extractor;

import com.happypancake.extractor.source.Dialect;
import com.happypancake.extractor.source.Features;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The SQL that a table's schema compiles into.
 *
 * @param dialect spells it
 * @param features what the source understands
 */
record TableQueries(Dialect dialect, Features features) {

  /** Returns a query of all rows in the order of the key. */
  String rows(TablePlan plan) {
    String columns =
        plan.columns().stream()
            .map(column -> dialect.quote(column.actual().name()))
            .collect(Collectors.joining(", "));
    String order =
        plan.table().key().stream()
            .map(column -> dialect.quote(plan.actualName(column)))
            .collect(Collectors.joining(", "));
    return "SELECT "
        + columns
        + " FROM "
        + dialect.quote(plan.table())
        + (order.isEmpty() ? "" : " ORDER BY " + order)
        + features.readHint();
  }

  /** Returns a query of the number of rows; empty where the source does not count. */
  Optional<String> count(LegacyTable table) {
    return features
        .rowCount()
        .map(count -> "SELECT " + count + " FROM " + dialect.quote(table) + features.readHint());
  }

  /** Returns a query of no rows that has all columns which the database has. */
  static String allColumns(Dialect dialect, LegacyTable table) {
    return "SELECT * FROM " + dialect.quote(table) + " WHERE 1 = 0";
  }

  /** Returns a query of no rows that has the columns which the schema names. */
  static String namedColumns(Dialect dialect, LegacyTable table) {
    return select(dialect, table) + " WHERE 1 = 0";
  }

  /** Returns a query of all rows, in the order of the key, that supposes nothing of the source. */
  static String plainRows(Dialect dialect, LegacyTable table) {
    String order =
        table.key().stream()
            .map(LegacyColumn::name)
            .map(dialect::quote)
            .collect(Collectors.joining(", "));
    return select(dialect, table) + (order.isEmpty() ? "" : " ORDER BY " + order);
  }

  private static String select(Dialect dialect, LegacyTable table) {
    return table.columns().stream()
        .map(LegacyColumn::name)
        .map(dialect::quote)
        .collect(Collectors.joining(", ", "SELECT ", " FROM " + dialect.quote(table)));
  }
}
