package com.happypancake.sample.database;

import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * All that differs between the databases that a sample can be made in: the column's types, what has
 * to be there before the tables, and how parameters are bound. Immutable.
 */
abstract sealed class Dialect permits SqlServerDialect, H2Dialect {

  /**
   * Returns the dialect of a database.
   *
   * @throws RefusedDatabaseException if it is neither SQL Server nor H2, or H2 in another mode than
   *     MSSQLServer
   */
  static Dialect of(Connection connection) throws SQLException {
    DatabaseMetaData metaData = connection.getMetaData();
    String product = metaData.getDatabaseProductName();
    return switch (product) {
      case "Microsoft SQL Server" -> new SqlServerDialect();
      case "H2" -> {
        H2Dialect.checkMode(connection);
        yield new H2Dialect();
      }
      default ->
          throw new RefusedDatabaseException(
              String.format(
                  Locale.ROOT,
                  "a sample can't be made in '%s'; give the URL of a SQL Server database"
                      + " (jdbc:sqlserver:...) or of H2 (jdbc:h2:...;MODE=MSSQLServer)",
                  product));
    };
  }

  /** Returns the statements that create what {@code tables} need, in order, ahead of the tables. */
  abstract List<String> prerequisites(List<LegacyTable> tables);

  /**
   * Returns the statements that remove what {@link #prerequisites} created and only these tables
   * need.
   */
  abstract List<String> leftovers();

  /** Returns the type of a column, and what belongs to it besides NOT NULL. */
  abstract String columnType(LegacyColumn column);

  /** Binds a {@code datetime} or {@code datetime2}. */
  abstract void bindTime(
      PreparedStatement statement, int index, LegacyColumn column, LocalDateTime value)
      throws SQLException;

  /** Binds a {@code uniqueidentifier}. */
  abstract void bindGuid(PreparedStatement statement, int index, UUID value) throws SQLException;

  /** Binds NULL. */
  abstract void bindNull(PreparedStatement statement, int index, LegacyColumn column)
      throws SQLException;

  /** Returns the statement that creates a table with its key and its unique constraints. */
  final String createTable(LegacyTable table) {
    List<String> lines = new ArrayList<>();
    for (LegacyColumn column : table.columns()) {
      String nullability = column.nullable() ? " null" : " not null";
      lines.add("  " + quoted(column.name()) + " " + columnType(column) + nullability);
    }
    if (!table.key().isEmpty()) {
      String key =
          String.join(", ", table.key().stream().map(each -> quoted(each.name())).toList());
      lines.add("  constraint " + quoted("PK_" + table.name()) + " primary key (" + key + ")");
    }
    for (LegacyColumn column : table.columns()) {
      if (column.options().getUnique()) {
        String name = quoted("UQ_" + table.name() + "_" + column.name());
        lines.add("  constraint " + name + " unique (" + quoted(column.name()) + ")");
      }
    }
    return "create table " + qualified(table) + " (\n" + String.join(",\n", lines) + "\n)";
  }

  /** Returns the statement that removes a table. */
  final String dropTable(LegacyTable table) {
    return "drop table " + qualified(table);
  }

  /** Returns the statement that inserts a row, with a parameter for each of {@link #inserted}. */
  final String insert(LegacyTable table) {
    List<String> names = inserted(table).stream().map(column -> quoted(column.name())).toList();
    return "insert into "
        + qualified(table)
        + " ("
        + String.join(", ", names)
        + ") values ("
        + String.join(", ", names.stream().map(name -> "?").toList())
        + ")";
  }

  /** Returns the columns that a row gives: all but the row version, which the database sets. */
  static List<LegacyColumn> inserted(LegacyTable table) {
    return table.columns().stream()
        .filter(column -> column.type() != ColumnType.ROWVERSION)
        .toList();
  }

  static String qualified(LegacyTable table) {
    return quoted(table.schema()) + "." + quoted(table.name());
  }

  static String quoted(String name) {
    return "[" + name.replace("]", "]]") + "]";
  }
}
