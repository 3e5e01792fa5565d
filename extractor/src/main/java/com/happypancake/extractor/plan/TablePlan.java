package com.happypancake.extractor.plan;

import com.happypancake.database.SqlText;
import com.happypancake.database.column.ActualColumn;
import com.happypancake.database.column.ColumnReader;
import com.happypancake.extractor.plan.KeyChoice.KeyColumn;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.util.List;
import java.util.Optional;

/**
 * How one table is read.
 *
 * @param table what the schema says of it
 * @param columns how its columns are read, in the order of their field numbers
 * @param actual all columns that the database has
 * @param key by which it is ordered and cut into chunks; empty if it is read in one piece
 * @param condition which rows are read; empty for all
 */
public record TablePlan(
    LegacyTable table,
    List<PlannedColumn> columns,
    List<ActualColumn> actual,
    List<KeyColumn> key,
    Optional<SqlText> condition) {

  public TablePlan {
    columns = List.copyOf(columns);
    actual = List.copyOf(actual);
    key = List.copyOf(key);
  }

  /** Returns a plan of all rows of a table that is read in one piece. */
  public static TablePlan of(
      LegacyTable table, List<PlannedColumn> columns, List<ActualColumn> actual) {
    return new TablePlan(table, columns, actual, List.of(), Optional.empty());
  }

  /** Tells whether the database sets a column anew with each change of a row. */
  public boolean hasRowversion() {
    return columns.stream().anyMatch(PlannedColumn::isRowversion);
  }

  /** Returns the same plan with a key. */
  public TablePlan withKey(List<KeyColumn> other) {
    return new TablePlan(table, columns, actual, other, condition);
  }

  /** Returns the key's columns as ORDER BY has them: {@code A}, {@code B DESC}. */
  public List<String> keyNames() {
    return key.stream()
        .map(column -> column.actual().name() + (column.descending() ? " DESC" : ""))
        .toList();
  }

  /** Returns the same plan for the rows that meet a condition. */
  public TablePlan where(SqlText other) {
    return new TablePlan(table, columns, actual, key, Optional.of(other));
  }

  /** Returns a plan of the primary key's columns alone, of all rows. */
  public TablePlan keyOnly() {
    return new TablePlan(
        table,
        columns.stream().filter(planned -> table.key().contains(planned.column())).toList(),
        actual,
        List.of(),
        Optional.empty());
  }

  /** Returns the name that a column has in the database. */
  public String actualName(LegacyColumn column) {
    return planned(column).actual().name();
  }

  /** Returns how a column is read. */
  public PlannedColumn planned(LegacyColumn column) {
    return columns.stream()
        .filter(planned -> planned.column().equals(column))
        .findFirst()
        .orElseThrow();
  }

  /**
   * How one column is read.
   *
   * @param isRowversion whether the database sets it anew with each change of a row
   */
  public record PlannedColumn(
      LegacyColumn column, ActualColumn actual, ColumnReader reader, boolean isRowversion) {}
}
