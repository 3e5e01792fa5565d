package com.happypancake.extractor.source;

import static com.happypancake.extractor.source.Literals.cast;
import static com.happypancake.extractor.source.Literals.quote;

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
    String type = column.typeName();
    String decimals = "(" + column.scale() + ")";
    return switch (type) {
      case "BOOLEAN" -> Literals.of(Boolean.class, value -> value.toString());
      case "TINYINT", "SMALLINT", "INTEGER", "BIGINT" ->
          Literals.of(Long.class, value -> cast(value.toString(), type));
      case "NUMERIC", "DECIMAL" -> Literals.of(ResultSet::getBigDecimal, BigDecimal::toPlainString);
      case "DATE" -> Literals.of(LocalDate.class, value -> quoted(value, type));
      case "TIME" -> Literals.of(LocalTime.class, value -> quoted(value, type + decimals));
      case "TIMESTAMP" -> Literals.of(LocalDateTime.class, value -> quoted(value, type + decimals));
      case "TIMESTAMP WITH TIME ZONE" ->
          Literals.of(
              OffsetDateTime.class,
              value -> quoted(value, "TIMESTAMP" + decimals + " WITH TIME ZONE"));
      case "UUID" -> Literals.of(UUID.class, value -> quoted(value, type));
      case "BINARY", "BINARY VARYING" -> Literals.of(ResultSet::getBytes, H2Literals::binary);
      case "CHARACTER", "CHARACTER VARYING", "VARCHAR_IGNORECASE" ->
          Literals.of(ResultSet::getString, Literals::quote);
      default -> Optional.empty();
    };
  }

  /** Returns a time as a literal of a column's own type. */
  static String of(ActualColumn column, LocalDateTime value) {
    return quoted(value, "TIMESTAMP(" + column.scale() + ")");
  }

  /** Spells binary data. */
  static String binary(byte[] value) {
    return "X'" + HexFormat.of().formatHex(value) + "'";
  }

  private static String quoted(Object value, String type) {
    return cast(quote(value.toString()), type);
  }
}
