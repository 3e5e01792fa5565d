package com.happypancake.extractor;

import com.happypancake.extractor.source.ActualColumn;
import com.happypancake.extractor.source.ColumnReader;
import com.happypancake.extractor.source.Dialect;
import com.happypancake.extractor.source.Session;
import com.happypancake.extractor.source.SourceException;
import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Holds the database's tables against the schema, and plans how to read them.
 *
 * <p>A column of another type than the schema's will do if the field can hold all that the column
 * may; it is noted.
 */
final class SchemaCheck {

  private final Session session;
  private final boolean allowExtraColumns;
  private final ExtractionListener listener;
  private final List<String> differences = new ArrayList<>();

  private SchemaCheck(Session session, boolean allowExtraColumns, ExtractionListener listener) {
    this.session = session;
    this.allowExtraColumns = allowExtraColumns;
    this.listener = listener;
  }

  /**
   * Checks tables.
   *
   * @return a plan for each, in the same order
   * @throws SourceException if anything differs; the message lists all that does
   */
  static List<TablePlan> check(
      Session session,
      List<LegacyTable> tables,
      boolean allowExtraColumns,
      ExtractionListener listener)
      throws SourceException {
    SchemaCheck check = new SchemaCheck(session, allowExtraColumns, listener);
    List<TablePlan> plans = new ArrayList<>();
    for (LegacyTable table : tables) {
      List<ActualColumn> actual = check.describe(table);
      if (!actual.isEmpty()) {
        plans.add(check.plan(table, actual));
      }
    }
    if (!check.differences.isEmpty()) {
      throw new SourceException(
          SourceException.Kind.MISMATCH,
          String.format(
              Locale.ROOT,
              "%s: the database differs from the schema:%n  %s%n"
                  + "correct the schema, or the database; columns that are there beside the"
                  + " schema's can be allowed",
              session.address(),
              String.join(System.lineSeparator() + "  ", check.differences)));
    }
    return List.copyOf(plans);
  }

  /** Returns a table's columns; none where it can't be read, which is then a difference. */
  private List<ActualColumn> describe(LegacyTable table) throws SourceException {
    Dialect dialect = session.dialect();
    try {
      return session.describe(TableQueries.allColumns(dialect, table));
    } catch (SQLException e) {
      List<ActualColumn> columns = describeNamed(table);
      if (!columns.isEmpty()) {
        listener.note(
            table.qualifiedName()
                + ": the login can't see whether it has columns beside the schema's");
      }
      return columns;
    }
  }

  private List<ActualColumn> describeNamed(LegacyTable table) throws SourceException {
    try {
      return session.describe(TableQueries.namedColumns(session.dialect(), table));
    } catch (SQLException e) {
      return describePlainly(table);
    }
  }

  /**
   * The last resort: the query that reads the rows, given up before the first. What this one meets
   * is the table's fault, and not that of a source which takes no other query.
   */
  private List<ActualColumn> describePlainly(LegacyTable table) throws SourceException {
    Dialect dialect = session.dialect();
    String sql = TableQueries.plainRows(dialect, table);
    try {
      return session.describe(sql);
    } catch (SQLException e) {
      session.refuseLost(table.qualifiedName(), sql, e);
      differences.add(
          dialect.isMissingTable(e)
              ? table.qualifiedName() + ": there is no such table"
              : String.format(
                  Locale.ROOT,
                  "%s: it can't be read (error %d, state %s): %s",
                  table.qualifiedName(),
                  e.getErrorCode(),
                  e.getSQLState(),
                  dialect.advice(e)));
      return List.of();
    }
  }

  private TablePlan plan(LegacyTable table, List<ActualColumn> actual) {
    List<TablePlan.PlannedColumn> columns = new ArrayList<>();
    List<ActualColumn> extra = new ArrayList<>(actual);
    boolean hasRowversion = false;
    for (LegacyColumn column : table.columns()) {
      Optional<ActualColumn> found = find(column.name(), actual);
      if (found.isEmpty()) {
        differences.add(
            String.format(
                Locale.ROOT,
                "%s: column %s %s is missing",
                table.qualifiedName(),
                column.name(),
                column.sqlType()));
        continue;
      }
      extra.remove(found.get());
      reader(table, column, found.get())
          .ifPresent(
              reader -> columns.add(new TablePlan.PlannedColumn(column, found.get(), reader)));
      hasRowversion |=
          column.type() == ColumnType.ROWVERSION && session.dialect().isRowversion(found.get());
    }
    reportExtra(table, extra);
    return new TablePlan(table, columns, hasRowversion);
  }

  private static Optional<ActualColumn> find(String name, List<ActualColumn> actual) {
    return actual.stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .or(() -> actual.stream().filter(c -> c.name().equalsIgnoreCase(name)).findFirst());
  }

  private Optional<ColumnReader> reader(
      LegacyTable table, LegacyColumn column, ActualColumn actual) {
    Optional<ColumnReader> reader = session.dialect().reader(column.type(), actual);
    if (reader.isEmpty()) {
      differences.add(
          String.format(
              Locale.ROOT,
              "%s: column %s is %s; expected %s",
              table.qualifiedName(),
              column.name(),
              typeText(actual),
              column.sqlType()));
    } else if (column.type() == ColumnType.ROWVERSION && !session.dialect().isRowversion(actual)) {
      listener.note(
          String.format(
              Locale.ROOT,
              "%s: column %s is %s and no rowversion: no delta can start here",
              table.qualifiedName(),
              column.name(),
              typeText(actual)));
    }
    return reader;
  }

  private static String typeText(ActualColumn actual) {
    String name = actual.typeName().toLowerCase(Locale.ROOT);
    return actual.scale() == 0 ? name : name + " with " + actual.scale() + " decimals";
  }

  private void reportExtra(LegacyTable table, List<ActualColumn> extra) {
    if (extra.isEmpty()) {
      return;
    }
    if (allowExtraColumns) {
      listener.note(
          table.qualifiedName()
              + ": left out, since the schema does not name it: "
              + extra.stream().map(ActualColumn::name).collect(Collectors.joining(", ")));
      return;
    }
    for (ActualColumn column : extra) {
      differences.add(
          String.format(
              Locale.ROOT,
              "%s: column %s %s is not in the schema",
              table.qualifiedName(),
              column.name(),
              typeText(column)));
    }
  }
}
