package com.happypancake.sample.database;

import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** SQL Server, 2008 or later, through Microsoft's driver. Immutable. */
final class SqlServerDialect extends Dialect {
  /**
   * Tells A from a, since members may have nicknames that differ in case alone; and v from w, which
   * the collations older than version 100 don't.
   */
  private static final String CASE_SENSITIVE = " collate Finnish_Swedish_100_CS_AS";

  @Override
  List<String> prerequisites(List<LegacyTable> tables) {
    return tables.stream()
        .map(LegacyTable::schema)
        .distinct()
        .filter(schema -> !schema.equalsIgnoreCase("dbo"))
        .map(SqlServerDialect::createSchema)
        .toList();
  }

  /** CREATE SCHEMA must be alone in its batch, so it is wrapped. */
  private static String createSchema(String schema) {
    return "if schema_id(N'"
        + schema.replace("'", "''")
        + "') is null exec(N'create schema "
        + quoted(schema).replace("'", "''")
        + "')";
  }

  @Override
  List<String> leftovers() {
    return List.of();
  }

  @Override
  String columnType(LegacyColumn column) {
    boolean text = column.type() == ColumnType.UNICODE_TEXT || column.type() == ColumnType.TEXT;
    boolean sensitive = text && column.options().getUnique();
    return sensitive ? column.sqlType() + CASE_SENSITIVE : column.sqlType();
  }

  @Override
  void bindTime(PreparedStatement statement, int index, LegacyColumn column, LocalDateTime value)
      throws SQLException {
    statement.setObject(index, value, timeType(column));
  }

  @Override
  void bindGuid(PreparedStatement statement, int index, UUID value) throws SQLException {
    statement.setObject(index, value.toString(), microsoft.sql.Types.GUID);
  }

  @Override
  void bindNull(PreparedStatement statement, int index, LegacyColumn column) throws SQLException {
    statement.setNull(index, jdbcType(column));
  }

  private static int jdbcType(LegacyColumn column) {
    return switch (column.type()) {
      case BOOLEAN -> Types.BIT;
      case UNSIGNED_BYTE -> Types.TINYINT;
      case INTEGER -> isSmall(column) ? Types.SMALLINT : Types.INTEGER;
      case LONG -> Types.BIGINT;
      case MONEY, DECIMAL -> Types.DECIMAL;
      case REAL -> Types.REAL;
      case FLOAT -> Types.DOUBLE;
      case TIME -> Types.TIME;
      case DATE -> Types.DATE;
      case WALL_CLOCK -> timeType(column);
      case OFFSET_TIME -> microsoft.sql.Types.DATETIMEOFFSET;
      case TEXT -> Types.VARCHAR;
      case UNICODE_TEXT -> Types.NVARCHAR;
      case XML -> Types.SQLXML;
      case BINARY, HIERARCHY_ID, GEOGRAPHY, GEOMETRY -> Types.VARBINARY;
      case GUID -> microsoft.sql.Types.GUID;
      case ROWVERSION -> Types.BINARY;
    };
  }

  private static boolean isSmall(LegacyColumn column) {
    return column.sqlType().toLowerCase(Locale.ROOT).equals("smallint");
  }

  /**
   * A datetime2 parameter would not equal the datetime that a {@code datetime} column makes of it.
   */
  private static int timeType(LegacyColumn column) {
    return switch (column.sqlType().toLowerCase(Locale.ROOT)) {
      case "datetime" -> microsoft.sql.Types.DATETIME;
      case "smalldatetime" -> microsoft.sql.Types.SMALLDATETIME;
      default -> Types.TIMESTAMP;
    };
  }
}
