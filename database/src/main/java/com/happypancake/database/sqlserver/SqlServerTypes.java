package com.happypancake.database.sqlserver;

import com.happypancake.database.column.ActualColumn;
import com.happypancake.database.column.ColumnReader;
import com.happypancake.database.column.ColumnReaders;
import com.happypancake.database.column.ColumnTypes;
import com.happypancake.database.column.ColumnTypes.DeclaredType;
import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.value.WireRow;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * SQL Server's types, and how to get their exact values from Microsoft's driver.
 *
 * <p>An alias type is sent as its base type. A sql_variant can't be read: the driver returns bytes
 * without the value's own type, so a number and a binary value look the same.
 */
final class SqlServerTypes implements ColumnTypes {

  private static final String IDENTITY = " identity";

  /**
   * Distinguishes A from a, since members may have nicknames that differ only in case. Also
   * distinguishes v from w, which collations before version 100 do not.
   */
  private static final String CASE_SENSITIVE = " collate Finnish_Swedish_100_CS_AS";

  /** Reads bytes, since the driver's decoder drops the neighbour of an unpaired surrogate. */
  private static final ColumnReader UTF_16 = ColumnReaders.bytes(WireRow::putUtf16);

  /** Also reads bytes. The driver puts a byte order mark before the text, the server does not. */
  private static final ColumnReader XML =
      ColumnReaders.bytes(
          (row, field, value) ->
              row.putUtf16(field, value, beginsWithByteOrderMark(value) ? Character.BYTES : 0));

  private static final ColumnReader NARROW =
      ColumnReader.of(String.class, NarrowText::of, WireRow::putText);

  private static boolean beginsWithByteOrderMark(byte[] text) {
    return text.length >= Character.BYTES && text[0] == (byte) 0xFF && text[1] == (byte) 0xFE;
  }

  private static Optional<ColumnType> type(ActualColumn column) {
    return ColumnType.of(baseName(column));
  }

  /** Returns the type's name in lower case, without the driver's suffix for identity columns. */
  static String baseName(ActualColumn column) {
    String name = column.typeName().toLowerCase(Locale.ROOT);
    return name.endsWith(IDENTITY) ? name.substring(0, name.length() - IDENTITY.length()) : name;
  }

  /**
   * {@inheritDoc} A catalogue may name a type otherwise than the driver does, above all on other
   * servers that speak TDS: a rowversion may be sent as binary.
   */
  @Override
  public String readType(ActualColumn column) {
    String name = baseName(column);
    return switch (name) {
      case "numeric" -> "decimal";
      case "char", "text" -> "varchar";
      case "nchar", "ntext", "sysname" -> "nvarchar";
      case "binary", "image", "rowversion", "timestamp" -> "varbinary";
      default -> name;
    };
  }

  @Override
  public boolean isRowversion(ActualColumn column) {
    return type(column).filter(type -> type == ColumnType.ROWVERSION).isPresent();
  }

  @Override
  public Optional<ColumnReader> reader(LegacyColumn wanted, ActualColumn actual) {
    return type(actual)
        .flatMap(
            held ->
                ColumnReaders.lossless(wanted, held, actual.scale())
                    .map(
                        reader ->
                            switch (held) {
                              case TEXT -> NARROW;
                              case UNICODE_TEXT -> UTF_16;
                              case XML -> XML;
                              default -> reader;
                            }));
  }

  @Override
  public String ddl(DeclaredType type) {
    String name = type.lowerName();
    return switch (name) {
      case "char", "varchar", "nchar", "nvarchar", "binary", "varbinary" ->
          type.withLength(name, Integer.MAX_VALUE);
      case "decimal", "numeric" -> type.withDigits(name);
      case "datetime2", "datetimeoffset", "time" -> type.withDecimals(name);
      // The catalogue still has the old name, which means a time in other databases.
      case "timestamp" -> "rowversion";
      default -> name;
    };
  }

  @Override
  public Optional<String> sqlType(DeclaredType type) {
    return Optional.of(ddl(type));
  }

  @Override
  public String definition(LegacyColumn column) {
    boolean text = column.type() == ColumnType.UNICODE_TEXT || column.type() == ColumnType.TEXT;
    boolean sensitive = text && column.options().getUnique();
    return sensitive ? column.sqlType() + CASE_SENSITIVE : column.sqlType();
  }

  @Override
  public void bindTime(
      PreparedStatement statement, int index, LegacyColumn column, LocalDateTime value)
      throws SQLException {
    statement.setObject(index, value, timeType(column));
  }

  @Override
  public void bindGuid(PreparedStatement statement, int index, UUID value) throws SQLException {
    statement.setObject(index, value.toString(), microsoft.sql.Types.GUID);
  }

  @Override
  public void bindNull(PreparedStatement statement, int index, LegacyColumn column)
      throws SQLException {
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
   * Returns the column's own type. A datetime2 parameter would not equal the datetime that a {@code
   * datetime} column makes of it.
   */
  private static int timeType(LegacyColumn column) {
    return switch (column.sqlType().toLowerCase(Locale.ROOT)) {
      case "datetime" -> microsoft.sql.Types.DATETIME;
      case "smalldatetime" -> microsoft.sql.Types.SMALLDATETIME;
      default -> Types.TIMESTAMP;
    };
  }
}
