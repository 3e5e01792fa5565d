package com.happypancake.extractor.source;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Values of key columns as Transact-SQL. Each is cast to the column's own type, so that the index
 * is sought in and not scanned; times are in the form that no language setting changes.
 */
final class SqlServerLiterals {

  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS", Locale.ROOT);
  private static final DateTimeFormatter TICKS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSS", Locale.ROOT);
  private static final DateTimeFormatter TICKS_OF_A_DAY =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSSS", Locale.ROOT);
  private static final DateTimeFormatter TICKS_AND_OFFSET =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSxxx", Locale.ROOT);

  private static final char FIRST_BEYOND_ASCII = 0x80;

  private SqlServerLiterals() {}

  /**
   * Returns how a column's values become literals.
   *
   * @return empty for a type whose values have no literal that compares exactly
   */
  static Optional<KeyLiteral> of(ActualColumn column) {
    String type = SqlServerColumns.baseName(column);
    if (isNarrow(type)) {
      return Optional.of(
          (rows, index) ->
              Optional.ofNullable(rows.getString(index)).map(SqlServerLiterals::narrow));
    }
    return Optional.ofNullable(reader(type))
        .map(
            reader ->
                (rows, index) ->
                    Optional.ofNullable(reader.read(rows, index)).map(value -> of(column, value)));
  }

  private static @Nullable Reader reader(String type) {
    return switch (type) {
      case "bit", "tinyint", "smallint", "int", "bigint" -> SqlServerLiterals::number;
      case "money", "smallmoney", "decimal", "numeric" -> ResultSet::getBigDecimal;
      case "date" -> (rows, index) -> rows.getObject(index, LocalDate.class);
      case "datetime", "smalldatetime", "datetime2" ->
          (rows, index) -> rows.getObject(index, LocalDateTime.class);
      case "time" -> (rows, index) -> rows.getObject(index, LocalTime.class);
      case "datetimeoffset" -> (rows, index) -> rows.getObject(index, OffsetDateTime.class);
      case "uniqueidentifier" -> (rows, index) -> rows.getObject(index, UUID.class);
      // Texts of UTF-16 too: the driver's own decoder would change unpaired surrogates.
      case "binary", "varbinary", "rowversion", "timestamp", "nchar", "nvarchar" ->
          ResultSet::getBytes;
      default -> null;
    };
  }

  private static @Nullable Long number(ResultSet rows, int index) throws SQLException {
    long value = rows.getLong(index);
    return rows.wasNull() ? null : value;
  }

  private static boolean isNarrow(String type) {
    return type.equals("char") || type.equals("varchar");
  }

  /**
   * Returns a value as a literal of a column's own type.
   *
   * @param value as {@link Dialect#literal(ActualColumn, Object)} has it
   */
  static String of(ActualColumn column, Object value) {
    String type = SqlServerColumns.baseName(column);
    String withScale = type + "(" + column.scale() + ")";
    if (value instanceof Boolean truth) {
      return cast(truth ? "1" : "0", type);
    } else if (value instanceof BigDecimal number) {
      boolean declared = type.equals("decimal") || type.equals("numeric");
      return cast(number.toPlainString(), declared ? type + "(38, " + column.scale() + ")" : type);
    } else if (value instanceof LocalDateTime time) {
      return type.equals("datetime") || type.equals("smalldatetime")
          ? quoted(MILLISECONDS.format(time), type)
          : quoted(TICKS.format(time), withScale);
    } else if (value instanceof LocalTime time) {
      return quoted(TICKS_OF_A_DAY.format(time), withScale);
    } else if (value instanceof OffsetDateTime time) {
      return quoted(TICKS_AND_OFFSET.format(time), withScale);
    } else if (value instanceof LocalDate || value instanceof UUID) {
      return quoted(value.toString(), type);
    } else if (value instanceof byte[] bytes) {
      return type.equals("nchar") || type.equals("nvarchar") ? unicode(bytes) : hexadecimal(bytes);
    } else if (value instanceof String text) {
      // Of other characters nobody knows whether the database's own code page has them.
      return isNarrow(type) && text.chars().allMatch(unit -> unit < FIRST_BEYOND_ASCII)
          ? narrow(text)
          : unicode(text.getBytes(StandardCharsets.UTF_16LE));
    }
    return cast(value.toString(), type);
  }

  private static String cast(String value, String type) {
    return "CAST(" + value + " AS " + type + ")";
  }

  private static String quoted(String value, String type) {
    return "CAST('" + value + "' AS " + type + ")";
  }

  private static String hexadecimal(byte[] bytes) {
    return "0x" + HexFormat.of().formatHex(bytes);
  }

  /**
   * A text of one byte a character. Control characters, which editors, drivers and the server's own
   * rule for lines that are continued may change, go by their numbers.
   */
  private static String narrow(String text) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= text.length(); i++) {
      boolean control = i < text.length() && text.charAt(i) < ' ';
      if ((control || i == text.length()) && (from < i || text.isEmpty())) {
        parts.add("'" + text.substring(from, i).replace("'", "''") + "'");
      }
      if (control) {
        parts.add("CHAR(" + (int) text.charAt(i) + ")");
        from = i + 1;
      }
    }
    return parts.size() == 1 ? parts.get(0) : "(" + String.join(" + ", parts) + ")";
  }

  /** What a statement's text may not carry whole, unpaired surrogates, goes as its bytes. */
  private static String unicode(byte[] utf16) {
    String text = new String(utf16, StandardCharsets.UTF_16LE);
    boolean plain =
        text.chars().allMatch(unit -> unit >= ' ' && unit < Character.MIN_SURROGATE)
            && text.length() * 2 == utf16.length;
    return plain
        ? "N'" + text.replace("'", "''") + "'"
        : "CAST(" + hexadecimal(utf16) + " AS nvarchar(" + units(utf16) + "))";
  }

  private static int units(byte[] utf16) {
    return Math.max(1, utf16.length / 2);
  }

  /** Reads one value; null for NULL. */
  @FunctionalInterface
  private interface Reader {
    @Nullable Object read(ResultSet rows, int index) throws SQLException;
  }
}
