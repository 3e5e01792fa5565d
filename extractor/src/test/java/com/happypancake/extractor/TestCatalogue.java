package com.happypancake.extractor;

import com.happypancake.extractor.tds.Answer;
import com.happypancake.extractor.tds.Column;
import com.happypancake.extractor.tds.H2Backend;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue of a SQL Server whose tables are H2's. It answers from what H2 has at the time,
 * with the types that SQL Server would have, and about all tables, whichever a query names.
 */
record TestCatalogue(H2Backend.Opener tables, H2Backend backend, Map<String, String> comparisons) {

  TestCatalogue(H2Backend.Opener tables, H2Backend backend) {
    this(tables, backend, new ConcurrentHashMap<>());
  }

  /** Tells that literals compare in another order than a column's values, or not how they do. */
  void comparing(String column, String comparison) {
    comparisons.put(column, comparison);
  }

  private static final String NOT_OURS = " TABLE_SCHEMA <> 'INFORMATION_SCHEMA'";

  /** Answers a question about all tables, if it is one. */
  Optional<Answer> answer(String sql) {
    if (sql.contains("c.is_computed") || sql.contains("c.DOMAIN_NAME")) {
      return Optional.of(
          rows(
              "SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, IS_NULLABLE, DATA_TYPE"
                  + " FROM INFORMATION_SCHEMA.COLUMNS WHERE"
                  + NOT_OURS
                  + " ORDER BY 1, 2, ORDINAL_POSITION",
              13,
              this::column));
    } else if (sql.contains("k.is_descending_key")) {
      return Optional.of(
          rows(
              "SELECT k.TABLE_SCHEMA, k.TABLE_NAME, k.COLUMN_NAME"
                  + " FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS t"
                  + " JOIN INFORMATION_SCHEMA.KEY_COLUMN_USAGE k"
                  + " ON k.CONSTRAINT_SCHEMA = t.CONSTRAINT_SCHEMA"
                  + " AND k.CONSTRAINT_NAME = t.CONSTRAINT_NAME"
                  + " WHERE t.CONSTRAINT_TYPE = 'PRIMARY KEY'"
                  + " ORDER BY 1, 2, k.ORDINAL_POSITION",
              6,
              row -> texts(row.getString(1), row.getString(2), row.getString(3), "1", "0", "0")));
    } else if (sql.contains("'SELECT', c.name, 'COLUMN'")) {
      return Optional.of(nothing(3));
    } else if (sql.contains("p.rows")) {
      return Optional.of(ofEachTable(99));
    } else if (sql.contains("CHANGE_TRACKING_MIN_VALID")) {
      return Optional.of(ofEachTable(1));
    }
    return Optional.empty();
  }

  /** Tells the same number of each table. */
  Answer ofEachTable(long number) {
    return rows(
        "SELECT TABLE_SCHEMA, TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE" + NOT_OURS,
        3,
        row -> texts(row.getString(1), row.getString(2), Long.toString(number)));
  }

  /** Tells no row. */
  static Answer nothing(int columns) {
    return reply -> reply.columns(columns(columns));
  }

  /** Tells rows of texts. */
  static Answer of(List<List<String>> rows) {
    return reply -> {
      reply.columns(columns(rows.get(0).size()));
      for (List<String> row : rows) {
        reply.row(row.toArray());
      }
    };
  }

  /** Tells the columns of a clustered index and of the primary key, beside others' keys. */
  Answer keysWithIndexOf(String table, List<List<String>> columns) {
    return rows(
        "SELECT k.TABLE_SCHEMA, k.TABLE_NAME, k.COLUMN_NAME"
            + " FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS t"
            + " JOIN INFORMATION_SCHEMA.KEY_COLUMN_USAGE k"
            + " ON k.CONSTRAINT_SCHEMA = t.CONSTRAINT_SCHEMA"
            + " AND k.CONSTRAINT_NAME = t.CONSTRAINT_NAME"
            + " WHERE t.CONSTRAINT_TYPE = 'PRIMARY KEY' ORDER BY 1, 2, k.ORDINAL_POSITION",
        6,
        row -> texts(row.getString(1), row.getString(2), row.getString(3), "1", "0", "0"),
        columns.stream()
            .map(column -> texts("dbo", table, column.get(0), "0", "1", column.get(1)))
            .toList());
  }

  private Answer rows(String query, int columns, RowReader reader) {
    return rows(query, columns, reader, List.of());
  }

  private Answer rows(
      String query, int columns, RowReader reader, List<@Nullable String[]> others) {
    return reply -> {
      List<@Nullable String[]> found = new ArrayList<>();
      try (Connection connection = tables.open();
          Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(query)) {
        while (rows.next()) {
          found.add(reader.read(rows));
        }
      } catch (SQLException e) {
        throw new IOException(e);
      }
      reply.columns(columns(columns));
      for (@Nullable String[] row : found) {
        reply.row((Object[]) row);
      }
      for (@Nullable String[] row : others) {
        reply.row((Object[]) row);
      }
    };
  }

  private static List<Column> columns(int number) {
    return IntStream.range(0, number).mapToObj(i -> Column.of("", "nvarchar(128)")).toList();
  }

  private static @Nullable String[] texts(@Nullable String... texts) {
    return texts;
  }

  private @Nullable String[] column(ResultSet row) throws SQLException {
    String schema = row.getString(1);
    String table = row.getString(2);
    String name = row.getString(3);
    Optional<Column> declared = backend.declared(schema + "." + table, name);
    boolean nullable = declared.map(Column::nullable).orElse(row.getString(4).equals("YES"));
    String[] words =
        declared
            .map(Column::sqlType)
            .orElse(inferred(row.getString(5)))
            .toLowerCase(Locale.ROOT)
            .split("[(), ]+", -1);
    List<String> digits = Stream.of(words).skip(1).filter(word -> !word.isEmpty()).toList();
    String first = digits.isEmpty() ? "1" : digits.get(0).replace("max", "-1");
    String type = words[0];
    return switch (type) {
      case "sysname" -> described(schema, table, name, "nvarchar", "128", "0", "0", nullable, type);
      case "rowversion" ->
          described(schema, table, name, "timestamp", "8", "0", "0", nullable, null);
      case "char", "varchar", "nchar", "nvarchar", "binary", "varbinary" ->
          described(schema, table, name, type, first, "0", "0", nullable, null);
      case "decimal", "numeric" ->
          described(
              schema,
              table,
              name,
              type,
              "17",
              digits.isEmpty() ? "18" : first,
              digits.size() < 2 ? "0" : digits.get(1),
              nullable,
              null);
      case "datetime2", "time", "datetimeoffset" ->
          described(
              schema, table, name, type, "8", "27", digits.isEmpty() ? "7" : first, nullable, null);
      case "datetime" -> described(schema, table, name, type, "8", "23", "3", nullable, null);
      case "money", "smallmoney" ->
          described(schema, table, name, type, "8", "19", "4", nullable, null);
      default -> described(schema, table, name, type, "8", "10", "0", nullable, null);
    };
  }

  private static String inferred(String h2) {
    return switch (h2) {
      case "INTEGER" -> "int";
      case "BIGINT" -> "bigint";
      default -> "nvarchar(100)";
    };
  }

  private @Nullable String[] described(
      String schema,
      String table,
      String name,
      String type,
      String length,
      String precision,
      String scale,
      boolean nullable,
      @Nullable String alias) {
    return texts(
        schema,
        table,
        "T",
        name,
        type,
        length,
        precision,
        scale,
        nullable ? "1" : "0",
        alias,
        "0",
        "0",
        comparisons.getOrDefault(name, "1"));
  }

  @FunctionalInterface
  private interface RowReader {
    @Nullable String[] read(ResultSet row) throws SQLException;
  }
}
