package com.happypancake.sample.database;

import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * H2 2.x in its MSSQLServer mode. It takes SQL Server's names and types, but for these: its {@code
 * tinyint} is signed, so a checked {@code smallint} stands for it; for {@code rowversion}, which it
 * lacks, a counter in eight bytes that every insert and update takes anew; for {@code xml} a text;
 * for spatial types and {@code hierarchyid} bytes. Immutable.
 */
final class H2Dialect extends Dialect {
  private static final String MODE = "MSSQLServer";
  private static final String COUNTER = "[dbo].[rv]";
  private static final String NEXT_ROWVERSION = "cast(next value for " + COUNTER + " as binary(8))";

  /**
   * Checks the compatibility mode.
   *
   * @throws RefusedDatabaseException if it isn't MSSQLServer
   */
  static void checkMode(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet settings =
            statement.executeQuery(
                "select setting_value from information_schema.settings"
                    + " where setting_name = 'MODE'")) {
      String mode = settings.next() ? settings.getString(1) : "none";
      if (!mode.equalsIgnoreCase(MODE)) {
        throw new RefusedDatabaseException(
            String.format(
                Locale.ROOT,
                "the H2 database is in mode %s, and a sample needs %s; add ';MODE=%s' to the URL",
                mode,
                MODE,
                MODE));
      }
    }
  }

  @Override
  List<String> prerequisites(List<LegacyTable> tables) {
    List<String> statements = new ArrayList<>();
    statements.add("create schema if not exists [dbo]");
    tables.stream()
        .map(LegacyTable::schema)
        .distinct()
        .filter(schema -> !schema.equals("dbo"))
        .forEach(schema -> statements.add("create schema if not exists " + quoted(schema)));
    statements.add("drop sequence if exists " + COUNTER);
    statements.add("create sequence " + COUNTER);
    return statements;
  }

  @Override
  List<String> leftovers() {
    return List.of("drop sequence if exists " + COUNTER);
  }

  @Override
  String columnType(LegacyColumn column) {
    return switch (column.type()) {
      case UNSIGNED_BYTE -> "smallint check (" + quoted(column.name()) + " between 0 and 255)";
      case ROWVERSION -> "binary(8) default " + NEXT_ROWVERSION + " on update " + NEXT_ROWVERSION;
      case XML -> "nvarchar(max)";
      case HIERARCHY_ID, GEOGRAPHY, GEOMETRY -> "varbinary(max)";
      case BOOLEAN,
          INTEGER,
          LONG,
          MONEY,
          DECIMAL,
          REAL,
          FLOAT,
          DATE,
          TIME,
          WALL_CLOCK,
          OFFSET_TIME,
          TEXT,
          UNICODE_TEXT,
          BINARY,
          GUID ->
          column.sqlType();
    };
  }

  @Override
  void bindTime(PreparedStatement statement, int index, LegacyColumn column, LocalDateTime value)
      throws SQLException {
    statement.setObject(index, value);
  }

  @Override
  void bindGuid(PreparedStatement statement, int index, UUID value) throws SQLException {
    statement.setObject(index, value);
  }

  @Override
  void bindNull(PreparedStatement statement, int index, LegacyColumn column) throws SQLException {
    statement.setNull(index, column.type() == ColumnType.BINARY ? Types.VARBINARY : Types.NULL);
  }
}
