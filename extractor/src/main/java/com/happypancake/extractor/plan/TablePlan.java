package com.happypancake.extractor.plan;

import com.happypancake.database.SourceTable;
import com.happypancake.database.SqlText;
import com.happypancake.database.column.ActualColumn;
import com.happypancake.database.column.ColumnReader;
import com.happypancake.extractor.plan.KeyChoice.KeyColumn;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.options.Pseudonym;
import java.util.List;
import java.util.Optional;

/**
 * How to read one table.
 *
 * @param table the table in the schema
 * @param columns how to read its columns, in the order of their field numbers
 * @param source the table in the database
 * @param key the columns that order and divide the table; empty if it is read in one piece
 * @param condition which rows are read; empty for all
 */
public record TablePlan(
    LegacyTable table,
    List<PlannedColumn> columns,
    SourceTable source,
    List<KeyColumn> key,
    Optional<SqlText> condition) {

  public TablePlan {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
  }

  /** Returns a plan for all rows of a table that is read in one piece. */
  public static TablePlan of(LegacyTable table, List<PlannedColumn> columns, SourceTable source) {
    return new TablePlan(table, columns, source, List.of(), Optional.empty());
  }

  /** Returns whether the table has a column that the database renews with each change of a row. */
  public boolean hasRowversion() {
    return columns.stream().anyMatch(PlannedColumn::isRowversion);
  }

  public TablePlan withKey(List<KeyColumn> other) {
    return new TablePlan(table, columns, source, other, condition);
  }

  /** Returns the columns that a query for rows returns, as they were when the table was planned. */
  public List<ActualColumn> queried() {
    return columns.stream().map(PlannedColumn::actual).toList();
  }

  /**
   * Returns the columns of conditions, the key's and the time, that were NOT NULL in this plan and
   * may be NULL in a newer one. The conditions would leave out rows with NULL.
   */
  public List<String> becameNullable(TablePlan newer) {
    return columns.stream()
        .filter(planned -> isCompared(planned) && !planned.actual().nullable())
        .filter(planned -> newer.planned(planned.column()).actual().nullable())
        .map(planned -> planned.actual().name())
        .toList();
  }

  private boolean isCompared(PlannedColumn planned) {
    return table.timeColumn().filter(planned.column()::equals).isPresent()
        || key.stream().anyMatch(column -> column.actual().equals(planned.actual()));
  }

  /** Returns the columns that a query for keys returns, as they were when the table was planned. */
  List<ActualColumn> queriedKey() {
    return key.stream().map(KeyColumn::actual).toList();
  }

  /** Returns the key's columns as in ORDER BY: {@code A}, {@code B DESC}. */
  public List<String> keyNames() {
    return key.stream()
        .map(column -> column.actual().name() + (column.descending() ? " DESC" : ""))
        .toList();
  }

  /** Returns whether rows come in the order of a primary key of integers, as the dump has it. */
  public boolean isInKeyOrder() {
    List<String> primary = table.key().stream().map(this::actualName).toList();
    return table.hasIntegerKey()
        && (key.isEmpty() || keyNames().equals(primary))
        && table.key().stream()
            .allMatch(column -> column.options().getPseudonym() == Pseudonym.PSEUDONYM_NONE);
  }

  /** Returns a copy that reads only the rows that meet a condition. */
  public TablePlan where(SqlText other) {
    return new TablePlan(table, columns, source, key, Optional.of(other));
  }

  /** Returns a plan for the primary key of all rows. */
  public TablePlan keyOnly() {
    return new TablePlan(
        table,
        columns.stream().filter(planned -> table.key().contains(planned.column())).toList(),
        source,
        List.of(),
        Optional.empty());
  }

  /** Returns the name of a column in the database. */
  public String actualName(LegacyColumn column) {
    return planned(column).actual().name();
  }

  public PlannedColumn planned(LegacyColumn column) {
    return columns.stream()
        .filter(planned -> planned.column().equals(column))
        .findFirst()
        .orElseThrow();
  }

  /**
   * How to read one column.
   *
   * @param isRowversion whether the database renews it with each change of a row
   */
  public record PlannedColumn(
      LegacyColumn column, ActualColumn actual, ColumnReader reader, boolean isRowversion) {}
}
