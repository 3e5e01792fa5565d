package com.happypancake.extractor;

import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.stream.Collectors;

/** An H2 database in memory with the tables of a catalogue; gone when closed. */
final class TestDatabase implements AutoCloseable {

  static final String USER = "sa";
  static final String PASSWORD = "open sesame";

  private final String url;
  private final Connection connection;

  private TestDatabase(String url) throws SQLException {
    this.url = url;
    this.connection = DriverManager.getConnection(url, USER, PASSWORD);
  }

  static TestDatabase empty() throws SQLException {
    return named(UUID.randomUUID().toString());
  }

  static TestDatabase named(String name) throws SQLException {
    return new TestDatabase("jdbc:h2:mem:" + name + ";MODE=MSSQLServer");
  }

  static TestDatabase of(LegacyCatalogue catalogue) throws SQLException {
    TestDatabase database = empty();
    database.execute("CREATE SEQUENCE RV");
    for (LegacyTable table : catalogue.tables()) {
      database.create(table);
    }
    return database;
  }

  void create(LegacyTable table) throws SQLException {
    execute("CREATE SCHEMA IF NOT EXISTS " + quote(table.schema()));
    String columns =
        table.columns().stream()
            .map(column -> quote(column.name()) + " " + ddlType(column))
            .collect(Collectors.joining(", "));
    String key =
        table.key().stream().map(column -> quote(column.name())).collect(Collectors.joining(", "));
    execute(
        "CREATE TABLE "
            + name(table)
            + " ("
            + columns
            + (key.isEmpty() ? "" : ", PRIMARY KEY (" + key + ")")
            + ")");
  }

  private static String ddlType(LegacyColumn column) {
    ColumnType type = column.type();
    String ddl =
        switch (type) {
          case UNSIGNED_BYTE -> "smallint";
          case WALL_CLOCK -> "timestamp(7)";
          case XML -> "nvarchar(max)";
          case HIERARCHY_ID, GEOGRAPHY, GEOMETRY -> "varbinary(max)";
          case ROWVERSION ->
              "binary(8) default cast(next value for public.rv as binary(8))"
                  + " on update cast(next value for public.rv as binary(8))";
          default -> column.sqlType();
        };
    return type == ColumnType.ROWVERSION || column.nullable() ? ddl : ddl + " NOT NULL";
  }

  static String name(LegacyTable table) {
    return quote(table.schema()) + "." + quote(table.name());
  }

  static String quote(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  String url() {
    return url;
  }

  Connection open() throws SQLException {
    return DriverManager.getConnection(url, USER, PASSWORD);
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Inserts a row of the table's columns but for a rowversion, which comes by itself. */
  void insert(LegacyTable table, Object... values) throws SQLException {
    String columns =
        table.columns().stream()
            .filter(column -> column.type() != ColumnType.ROWVERSION)
            .map(column -> quote(column.name()))
            .collect(Collectors.joining(", "));
    String marks = "?" + ", ?".repeat(values.length - 1);
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO " + name(table) + " (" + columns + ") VALUES (" + marks + ")")) {
      for (int i = 0; i < values.length; i++) {
        insert.setObject(i + 1, values[i]);
      }
      insert.executeUpdate();
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
