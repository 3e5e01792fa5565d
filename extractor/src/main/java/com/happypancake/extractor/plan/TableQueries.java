package com.happypancake.extractor.plan;

import com.happypancake.database.Dialect;
import com.happypancake.database.ServerFacts.QueryFeatures;
import com.happypancake.database.SqlText;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.extraction.Boundary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The queries for a table's rows, keys and counts. */
public record TableQueries(Dialect dialect, QueryFeatures features) {

  /**
   * Returns a query for all rows in the order of the primary key. In the order of another index, a
   * row might move during the query and be missed.
   */
  public SqlText allRows(TablePlan plan) {
    return SqlText.of(
        "SELECT "
            + columns(plan)
            + " FROM "
            + dialect.quote(plan.table())
            + schemaOrder(plan)
            + features.readHint());
  }

  /** Returns a query for the rows that meet a condition, in no order. */
  public SqlText some(TablePlan plan, SqlText condition) {
    return SqlText.of(
            "SELECT " + columns(plan) + " FROM " + dialect.quote(plan.table()) + " WHERE ")
        .and(condition)
        .and(features.readHint());
  }

  private String columns(TablePlan plan) {
    return list(dialect, plan.columns().stream().map(column -> column.actual().name()));
  }

  private static String list(Dialect dialect, Stream<String> names) {
    return names.map(dialect::quote).collect(Collectors.joining(", "));
  }

  private static String orderBy(Dialect dialect, Stream<String> names) {
    String list = list(dialect, names);
    return list.isEmpty() ? "" : " ORDER BY " + list;
  }

  /** Returns a query for a chunk's rows, in the order in which the table is read. */
  public SqlText rows(TablePlan plan, Chunk chunk) {
    KeyRanges ranges = new KeyRanges(dialect, plan.key());
    String order = plan.key().isEmpty() ? schemaOrder(plan) : ranges.orderBy();
    return SqlText.of("SELECT " + columns(plan) + " FROM " + dialect.quote(plan.table()))
        .and(where(ranges.condition(chunk.from(), chunk.to()), plan.condition()))
        .and(order + features.readHint());
  }

  /** Orders rows by the schema's key even if its values have no literals. */
  private String schemaOrder(TablePlan plan) {
    return orderBy(dialect, plan.table().key().stream().map(plan::actualName));
  }

  private static SqlText where(Optional<SqlText> range, Optional<SqlText> condition) {
    List<SqlText> all = new ArrayList<>();
    range.ifPresent(all::add);
    condition.ifPresent(all::add);
    SqlText where = SqlText.of("");
    for (int i = 0; i < all.size(); i++) {
      where = where.and(i == 0 ? " WHERE " : " AND ").and(all.get(i));
    }
    return where;
  }

  /** Returns a query for a sample of keys, in their order. */
  SqlText sampledKeys(TablePlan plan, String sample) {
    KeyRanges ranges = new KeyRanges(dialect, plan.key());
    return SqlText.of(
        "SELECT "
            + ranges.names()
            + " FROM "
            + dialect.quote(plan.table())
            + sample
            + ranges.orderBy()
            + features.readHint());
  }

  /**
   * Returns a query for one key.
   *
   * @param rows how many rows to skip, counted from the given key
   */
  SqlText keyAfter(TablePlan plan, Optional<Boundary> from, long rows) {
    KeyRanges ranges = new KeyRanges(dialect, plan.key());
    return SqlText.of("SELECT " + ranges.names() + " FROM " + dialect.quote(plan.table()))
        .and(where(ranges.condition(from, Optional.empty()), Optional.empty()))
        .and(
            ranges.orderBy()
                + " OFFSET "
                + rows
                + " ROWS FETCH NEXT 1 ROWS ONLY"
                + features.readHint());
  }

  /**
   * Returns a query for the number of all rows.
   *
   * @throws java.util.NoSuchElementException if the source does not count
   */
  public SqlText count(TablePlan plan) {
    return SqlText.of(
        "SELECT "
            + features.rowCount().orElseThrow()
            + " FROM "
            + dialect.quote(plan.table())
            + features.readHint());
  }

  /** Returns a query without rows that has all of the database's columns. */
  static String allColumns(Dialect dialect, LegacyTable table) {
    return "SELECT * FROM " + dialect.quote(table) + " WHERE 1 = 0";
  }

  /** Returns a query without rows that has some columns. */
  static String noRow(Dialect dialect, LegacyTable table, List<String> columns) {
    return select(dialect, table, columns.stream()) + " WHERE 1 = 0";
  }

  /** Returns a query for all rows in the order of the key that any source understands. */
  static String plainRows(Dialect dialect, LegacyTable table) {
    return select(dialect, table, table.columns().stream().map(LegacyColumn::name))
        + orderBy(dialect, table.key().stream().map(LegacyColumn::name));
  }

  private static String select(Dialect dialect, LegacyTable table, Stream<String> columns) {
    return "SELECT " + list(dialect, columns) + " FROM " + dialect.quote(table);
  }
}
