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
    return Optional.ofNullable(reader(column.typeName()))
        .map(
            reader ->
                (rows, index) ->
                    Optional.ofNullable(reader.read(rows, index)).map(value -> of(column, value)));
  }

  private static @Nullable Reader reader(String type) {
    return switch (type) {
      case "BOOLEAN" -> (rows, index) -> rows.getObject(index, Boolean.class);
      case "TINYINT", "SMALLINT", "INTEGER", "BIGINT" ->
          (rows, index) -> rows.getObject(index, Long.class);
      case "NUMERIC", "DECIMAL" -> ResultSet::getBigDecimal;
      case "DATE" -> (rows, index) -> rows.getObject(index, LocalDate.class);
      case "TIME" -> (rows, index) -> rows.getObject(index, LocalTime.class);
      case "TIMESTAMP" -> (rows, index) -> rows.getObject(index, LocalDateTime.class);
      case "TIMESTAMP WITH TIME ZONE" ->
          (rows, index) -> rows.getObject(index, OffsetDateTime.class);
      case "UUID" -> (rows, index) -> rows.getObject(index, UUID.class);
      case "BINARY", "BINARY VARYING" -> ResultSet::getBytes;
      case "CHARACTER", "CHARACTER VARYING", "VARCHAR_IGNORECASE" -> ResultSet::getString;
      default -> null;
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
      return "CAST(" + value + " AS " + type + ")";
    } else if (value instanceof LocalTime || value instanceof LocalDateTime) {
      return quoted(value, type + scale);
    } else if (value instanceof OffsetDateTime) {
      return quoted(value, "TIMESTAMP" + scale + " WITH TIME ZONE");
    } else if (value instanceof byte[] bytes) {
      return "X'" + HexFormat.of().formatHex(bytes) + "'";
    } else if (value instanceof String text) {
      return "'" + text.replace("'", "''") + "'";
    }
    return quoted(value, type);
  }

  private static String quoted(Object value, String type) {
    return "CAST('" + value + "' AS " + type + ")";
  }

  /** Reads one value; null for NULL. */
  @FunctionalInterface
  private interface Reader {
    @Nullable Object read(ResultSet rows, int index) throws SQLException;
  }
}
