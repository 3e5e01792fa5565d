package com.happypancake.database;

import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.catalogue.LegacyColumn;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * H2's columns, of which some stand in for types that H2 lacks: {@code smallint} for {@code
 * tinyint}, texts for {@code xml}, binary columns for {@code rowversion}, {@code hierarchyid} and
 * the spatial types.
 */
final class H2Columns {

  /** A tick has 100 nanoseconds. */
  private static final int DECIMALS_OF_TICKS = 7;

  private H2Columns() {}

  /** Tells whether a column can be one that the database sets anew with each change of its row. */
  static boolean isRowversion(ActualColumn column) {
    return type(column) == ColumnType.BINARY;
  }

  /**
   * Finds the reader for a column.
   *
   * @param wanted what the schema declares
   * @return empty where the field can't hold all that the column may
   */
  static Optional<ColumnReader> reader(LegacyColumn wanted, ActualColumn actual) {
    ColumnType held = type(actual);
    if (held == null) {
      return Optional.empty();
    }
    return switch (wanted.type()) {
      case UNSIGNED_BYTE ->
          held == ColumnType.INTEGER ? Optional.of(ColumnReaders.UNSIGNED_BYTE) : Optional.empty();
      case HIERARCHY_ID, GEOGRAPHY, GEOMETRY ->
          held == ColumnType.BINARY ? Optional.of(ColumnReaders.BINARY) : Optional.empty();
      default -> ColumnReaders.lossless(wanted, held, actual.scale());
    };
  }

  private static @Nullable ColumnType type(ActualColumn column) {
    return switch (column.typeName()) {
      case "BOOLEAN" -> ColumnType.BOOLEAN;
      case "TINYINT", "SMALLINT", "INTEGER" -> ColumnType.INTEGER;
      case "BIGINT" -> ColumnType.LONG;
      case "NUMERIC", "DECIMAL" -> ColumnType.DECIMAL;
      case "REAL" -> ColumnType.REAL;
      case "DOUBLE PRECISION", "FLOAT" -> ColumnType.FLOAT;
      case "DATE" -> ColumnType.DATE;
      case "TIME" -> ofTicks(column, ColumnType.TIME);
      case "TIMESTAMP" -> ofTicks(column, ColumnType.WALL_CLOCK);
      case "TIMESTAMP WITH TIME ZONE" -> ofTicks(column, ColumnType.OFFSET_TIME);
      case "CHARACTER", "CHARACTER VARYING", "CHARACTER LARGE OBJECT", "VARCHAR_IGNORECASE" ->
          ColumnType.TEXT;
      case "BINARY", "BINARY VARYING", "BINARY LARGE OBJECT" -> ColumnType.BINARY;
      case "UUID" -> ColumnType.GUID;
      default -> null;
    };
  }

  private static @Nullable ColumnType ofTicks(ActualColumn column, ColumnType type) {
    return column.scale() <= DECIMALS_OF_TICKS ? type : null;
  }
}
