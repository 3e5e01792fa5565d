package com.happypancake.database;

import com.happypancake.database.column.ColumnTypes;
import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Statements that create, fill and drop legacy tables. Names use SQL Server's syntax, which H2
 * accepts in its mode MSSQLServer.
 *
 * @param types the product's column types
 */
public record TableStatements(ColumnTypes types) {

  public static String quote(String name) {
    return "[" + name.replace("]", "]]") + "]";
  }

  private static String quote(LegacyTable table) {
    return quote(table.schema()) + "." + quote(table.name());
  }

  private static String list(Collection<LegacyColumn> columns) {
    return columns.stream()
        .map(column -> quote(column.name()))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  /** Returns the statement that creates a table with its key and its unique constraints. */
  public String create(LegacyTable table) {
    List<String> lines = new ArrayList<>();
    for (LegacyColumn column : table.columns()) {
      String nullability = column.nullable() ? " null" : " not null";
      lines.add("  " + quote(column.name()) + " " + types.definition(column) + nullability);
    }
    if (!table.key().isEmpty()) {
      lines.add(
          "  constraint " + quote("PK_" + table.name()) + " primary key " + list(table.key()));
    }
    for (LegacyColumn column : table.columns()) {
      if (column.options().getUnique()) {
        String name = quote("UQ_" + table.name() + "_" + column.name());
        lines.add("  constraint " + name + " unique " + list(List.of(column)));
      }
    }
    return "create table " + quote(table) + " (\n" + String.join(",\n", lines) + "\n)";
  }

  /** Returns a query that returns no row, and fails if the table does not exist. */
  public String touch(LegacyTable table) {
    return "select 1 from " + quote(table) + " where 1 = 0";
  }

  public String drop(LegacyTable table) {
    return "drop table " + quote(table);
  }

  /** Returns the statement that inserts a row, with a parameter for each of {@link #inserted}. */
  public String insert(LegacyTable table) {
    List<LegacyColumn> columns = inserted(table);
    return "insert into "
        + quote(table)
        + " "
        + list(columns)
        + " values ("
        + String.join(", ", columns.stream().map(column -> "?").toList())
        + ")";
  }

  /** Returns the columns that an INSERT sets: all but the rowversion, which the database sets. */
  public static List<LegacyColumn> inserted(LegacyTable table) {
    return table.columns().stream()
        .filter(column -> column.type() != ColumnType.ROWVERSION)
        .toList();
  }
}
