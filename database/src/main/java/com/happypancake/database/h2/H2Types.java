package com.happypancake.database.h2;

import com.happypancake.database.TableStatements;
import com.happypancake.database.column.ActualColumn;
import com.happypancake.database.column.ColumnReader;
import com.happypancake.database.column.ColumnReaders;
import com.happypancake.database.column.ColumnTypes;
import com.happypancake.database.column.ColumnTypes.DeclaredType;
import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.catalogue.LegacyColumn;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.UUID;

/** H2's types. Some stand in for types that H2 lacks. */
final class H2Types implements ColumnTypes {

  /** A tick is 100 nanoseconds. */
  private static final int DECIMALS_OF_TICKS = 7;

  private static final int MAX_UNICODE = 4_000;
  private static final int MAX_BYTES = 8_000;
  private static final String NEXT_ROWVERSION =
      "cast(next value for " + H2Dialect.COUNTER + " as binary(8))";

  /** {@inheritDoc} A time of more digits than a tick's is another type, since no field holds it. */
  @Override
  public String readType(ActualColumn column) {
    return type(column).isPresent()
        ? column.typeName()
        : column.typeName() + " of " + column.scale() + " decimals";
  }

  @Override
  public boolean isRowversion(ActualColumn column) {
    return type(column).filter(type -> type == ColumnType.BINARY).isPresent();
  }

  @Override
  public Optional<ColumnReader> reader(LegacyColumn wanted, ActualColumn actual) {
    return type(actual)
        .flatMap(
            held ->
                switch (wanted.type()) {
                  case UNSIGNED_BYTE ->
                      Optional.of(ColumnReaders.UNSIGNED_BYTE)
                          .filter(reader -> held == ColumnType.INTEGER);
                  case HIERARCHY_ID, GEOGRAPHY, GEOMETRY ->
                      Optional.of(ColumnReaders.BINARY).filter(reader -> held == ColumnType.BINARY);
                  default -> ColumnReaders.lossless(wanted, held, actual.scale());
                });
  }

  private static Optional<ColumnType> type(ActualColumn column) {
    return switch (column.typeName()) {
      case "BOOLEAN" -> Optional.of(ColumnType.BOOLEAN);
      case "TINYINT", "SMALLINT", "INTEGER" -> Optional.of(ColumnType.INTEGER);
      case "BIGINT" -> Optional.of(ColumnType.LONG);
      case "NUMERIC", "DECIMAL" -> Optional.of(ColumnType.DECIMAL);
      case "REAL" -> Optional.of(ColumnType.REAL);
      case "DOUBLE PRECISION", "FLOAT" -> Optional.of(ColumnType.FLOAT);
      case "DATE" -> Optional.of(ColumnType.DATE);
      case "TIME" -> ofTicks(column, ColumnType.TIME);
      case "TIMESTAMP" -> ofTicks(column, ColumnType.WALL_CLOCK);
      case "TIMESTAMP WITH TIME ZONE" -> ofTicks(column, ColumnType.OFFSET_TIME);
      case "CHARACTER", "CHARACTER VARYING", "CHARACTER LARGE OBJECT", "VARCHAR_IGNORECASE" ->
          Optional.of(ColumnType.TEXT);
      case "BINARY", "BINARY VARYING", "BINARY LARGE OBJECT" -> Optional.of(ColumnType.BINARY);
      case "UUID" -> Optional.of(ColumnType.GUID);
      default -> Optional.empty();
    };
  }

  private static Optional<ColumnType> ofTicks(ActualColumn column, ColumnType type) {
    return Optional.of(type).filter(any -> column.scale() <= DECIMALS_OF_TICKS);
  }

  @Override
  public String ddl(DeclaredType type) {
    String name = type.lowerName();
    return switch (type.name()) {
      case "NUMERIC", "DECIMAL" -> type.withDigits(name);
      case "TIME", "TIMESTAMP" -> type.withDecimals(name);
      case "TIMESTAMP WITH TIME ZONE" -> type.withDecimals("timestamp") + " with time zone";
      case "CHARACTER", "CHARACTER VARYING", "VARCHAR_IGNORECASE", "BINARY", "BINARY VARYING" ->
          type.withLength(name, Integer.MAX_VALUE);
      default -> name;
    };
  }

  @Override
  public String driverName(DeclaredType type) {
    return type.name().equals("ROWVERSION") ? "BINARY" : type.name();
  }

  @Override
  public Optional<String> sqlType(DeclaredType type) {
    return switch (type.name()) {
      case "BOOLEAN" -> Optional.of("bit");
      // H2's tinyint is signed, SQL Server's is not.
      case "TINYINT", "SMALLINT" -> Optional.of("smallint");
      case "INTEGER" -> Optional.of("int");
      case "BIGINT" -> Optional.of("bigint");
      case "REAL" -> Optional.of("real");
      case "DOUBLE PRECISION" -> Optional.of("float");
      case "NUMERIC", "DECIMAL" -> Optional.of(money(type));
      case "DATE" -> Optional.of("date");
      case "TIME" -> clock("time", type);
      case "TIMESTAMP" -> clock("datetime2", type);
      case "TIMESTAMP WITH TIME ZONE" -> clock("datetimeoffset", type);
      case "CHARACTER" -> Optional.of(fixed("nchar", "nvarchar", MAX_UNICODE, type));
      case "CHARACTER VARYING", "VARCHAR_IGNORECASE" ->
          Optional.of(type.withLength("nvarchar", MAX_UNICODE));
      case "CHARACTER LARGE OBJECT" -> Optional.of("nvarchar(max)");
      case "BINARY" -> Optional.of(fixed("binary", "varbinary", MAX_BYTES, type));
      case "BINARY VARYING" -> Optional.of(type.withLength("varbinary", MAX_BYTES));
      case "BINARY LARGE OBJECT" -> Optional.of("varbinary(max)");
      case "UUID" -> Optional.of("uniqueidentifier");
      case "ROWVERSION" -> Optional.of("rowversion");
      default -> Optional.empty();
    };
  }

  /** Returns the varying type above a limit, since SQL Server's fixed types can't be unlimited. */
  private static String fixed(String name, String varying, int limit, DeclaredType type) {
    return type.withLength(type.length().orElse(1) > limit ? varying : name, limit);
  }

  /** Returns the type that a numeric had before H2 in SQL Server's mode replaced it. */
  private static String money(DeclaredType type) {
    String numeric = type.withDigits("decimal");
    return switch (numeric) {
      case "decimal(19,4)" -> "money";
      case "decimal(10,4)" -> "smallmoney";
      default -> numeric;
    };
  }

  private static Optional<String> clock(String name, DeclaredType type) {
    return type.scale().orElse(0) <= DECIMALS_OF_TICKS
        ? Optional.of(type.withDecimals(name))
        : Optional.empty();
  }

  @Override
  public String definition(LegacyColumn column) {
    return switch (column.type()) {
      case UNSIGNED_BYTE ->
          "smallint check (" + TableStatements.quote(column.name()) + " between 0 and 255)";
      case ROWVERSION -> "binary(8) default " + NEXT_ROWVERSION + " on update " + NEXT_ROWVERSION;
      case XML -> "nvarchar(max)";
      case HIERARCHY_ID, GEOGRAPHY, GEOMETRY -> "varbinary(max)";
      default -> column.sqlType();
    };
  }

  @Override
  public void bindTime(
      PreparedStatement statement, int index, LegacyColumn column, LocalDateTime value)
      throws SQLException {
    statement.setObject(index, value);
  }

  @Override
  public void bindGuid(PreparedStatement statement, int index, UUID value) throws SQLException {
    statement.setObject(index, value);
  }

  @Override
  public void bindNull(PreparedStatement statement, int index, LegacyColumn column)
      throws SQLException {
    statement.setNull(index, column.type() == ColumnType.BINARY ? Types.VARBINARY : Types.NULL);
  }
}
