package com.happypancake.database;

import static com.happypancake.database.Literals.cast;
import static com.happypancake.database.Literals.quote;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/** Values of key columns as H2's SQL, each cast to the column's own type. */
final class H2Literals {

  private H2Literals() {}

  /**
   * Returns how a column's values become literals.
   *
   * @return empty for a type whose values have no literal that compares exactly
   */
  static Optional<KeyLiteral> of(ActualColumn column) {
    return switch (column.typeName()) {
      case "BOOLEAN" -> Literals.of(Boolean.class, value -> of(column, value));
      case "TINYINT", "SMALLINT", "INTEGER", "BIGINT" ->
          Literals.of(Long.class, value -> of(column, value));
      case "NUMERIC", "DECIMAL" ->
          Literals.of(ResultSet::getBigDecimal, value -> of(column, value));
      case "DATE" -> Literals.of(LocalDate.class, value -> of(column, value));
      case "TIME" -> Literals.of(LocalTime.class, value -> of(column, value));
      case "TIMESTAMP" -> Literals.of(LocalDateTime.class, value -> of(column, value));
      case "TIMESTAMP WITH TIME ZONE" ->
          Literals.of(OffsetDateTime.class, value -> of(column, value));
      case "UUID" -> Literals.of(UUID.class, value -> of(column, value));
      case "BINARY", "BINARY VARYING" ->
          Literals.of(ResultSet::getBytes, value -> of(column, value));
      case "CHARACTER", "CHARACTER VARYING", "VARCHAR_IGNORECASE" ->
          Literals.of(ResultSet::getString, value -> of(column, value));
      default -> Optional.empty();
    };
  }

  /**
   * Returns a value as a literal of a column's own type.
   *
   * @param value as {@link Dialect#literal(ActualColumn, Object)} has it
   */
  static String of(ActualColumn column, Object value) {
    String type = column.typeName();
    String scale = "(" + column.scale() + ")";
    if (value instanceof Boolean || value instanceof BigDecimal) {
      return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    } else if (value instanceof Long) {
      return cast(value.toString(), type);
    } else if (value instanceof LocalTime || value instanceof LocalDateTime) {
      return quoted(value, type + scale);
    } else if (value instanceof OffsetDateTime) {
      return quoted(value, "TIMESTAMP" + scale + " WITH TIME ZONE");
    } else if (value instanceof byte[] bytes) {
      return binary(bytes);
    } else if (value instanceof String text) {
      return quote(text);
    }
    return quoted(value, type);
  }

  /** Spells binary data. */
  static String binary(byte[] value) {
    return "X'" + HexFormat.of().formatHex(value) + "'";
  }

  private static String quoted(Object value, String type) {
    return cast(quote(value.toString()), type);
  }
}
