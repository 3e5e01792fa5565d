package com.happypancake.extractor.source;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values of key columns as H2's SQL, each cast to the column's own type. */
final class H2Literals {

  private H2Literals() {}

  /**
   * Returns how a column's values become literals.
   *
   * @return empty for a type whose values have no literal that compares exactly
   */
  static Optional<KeyLiteral> of(ActualColumn column) {
    return Optional.ofNullable(reader(column.typeName(), column.scale()))
        .map(reader -> (rows, index) -> Optional.ofNullable(reader.read(rows, index)));
  }

  private static @Nullable Reader reader(String type, int scale) {
    return switch (type) {
      case "BOOLEAN" ->
          (rows, index) -> {
            boolean value = rows.getBoolean(index);
            return rows.wasNull() ? null : Boolean.toString(value);
          };
      case "TINYINT", "SMALLINT", "INTEGER", "BIGINT" ->
          (rows, index) -> {
            long value = rows.getLong(index);
            return rows.wasNull() ? null : "CAST(" + value + " AS " + type + ")";
          };
      case "NUMERIC", "DECIMAL" ->
          (rows, index) -> {
            BigDecimal value = rows.getBigDecimal(index);
            return value == null ? null : value.toPlainString();
          };
      case "DATE" -> (rows, index) -> quoted(rows.getObject(index, LocalDate.class), type);
      case "TIME" ->
          (rows, index) -> quoted(rows.getObject(index, LocalTime.class), type + "(" + scale + ")");
      case "TIMESTAMP" ->
          (rows, index) ->
              quoted(rows.getObject(index, LocalDateTime.class), type + "(" + scale + ")");
      case "TIMESTAMP WITH TIME ZONE" ->
          (rows, index) ->
              quoted(
                  rows.getObject(index, OffsetDateTime.class),
                  "TIMESTAMP(" + scale + ") WITH TIME ZONE");
      case "UUID" -> (rows, index) -> quoted(rows.getObject(index, UUID.class), type);
      case "BINARY", "BINARY VARYING" ->
          (rows, index) -> {
            byte[] value = rows.getBytes(index);
            return value == null ? null : "X'" + HexFormat.of().formatHex(value) + "'";
          };
      case "CHARACTER", "CHARACTER VARYING", "VARCHAR_IGNORECASE" ->
          (rows, index) -> {
            String text = rows.getString(index);
            return text == null ? null : "'" + text.replace("'", "''") + "'";
          };
      default -> null;
    };
  }

  private static @Nullable String quoted(@Nullable Object value, String type) {
    return value == null ? null : "CAST('" + value + "' AS " + type + ")";
  }

  /** Reads one value as a literal; null for NULL. */
  @FunctionalInterface
  private interface Reader {
    @Nullable String read(ResultSet rows, int index) throws SQLException;
  }
}
