package com.happypancake.database;

import static com.happypancake.database.Literals.cast;
import static com.happypancake.database.Literals.quote;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
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
    return switch (type) {
      case "bit", "tinyint", "smallint", "int", "bigint" ->
          Literals.of(Long.class, value -> of(column, value));
      case "money", "smallmoney", "decimal", "numeric" ->
          Literals.of(ResultSet::getBigDecimal, value -> of(column, value));
      case "date" -> Literals.of(LocalDate.class, value -> of(column, value));
      case "datetime", "smalldatetime", "datetime2" ->
          Literals.of(LocalDateTime.class, value -> of(column, value));
      case "time" -> Literals.of(LocalTime.class, value -> of(column, value));
      case "datetimeoffset" -> Literals.of(OffsetDateTime.class, value -> of(column, value));
      case "uniqueidentifier" -> Literals.of(UUID.class, value -> of(column, value));
      // Texts of UTF-16 too: the driver's own decoder would change unpaired surrogates.
      case "binary", "varbinary", "rowversion", "timestamp", "nchar", "nvarchar" ->
          Literals.of(ResultSet::getBytes, value -> of(column, value));
      case "char", "varchar" -> Literals.of(ResultSet::getString, SqlServerLiterals::narrow);
      default -> Optional.empty();
    };
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
          ? castQuoted(MILLISECONDS.format(time), type)
          : castQuoted(TICKS.format(time), withScale);
    } else if (value instanceof LocalTime time) {
      return castQuoted(TICKS_OF_A_DAY.format(time), withScale);
    } else if (value instanceof OffsetDateTime time) {
      return castQuoted(TICKS_AND_OFFSET.format(time), withScale);
    } else if (value instanceof LocalDate || value instanceof UUID) {
      return castQuoted(value.toString(), type);
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

  private static String castQuoted(String value, String type) {
    return cast(quote(value), type);
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
        parts.add(quote(text.substring(from, i)));
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
    return plain ? "N" + quote(text) : cast(hexadecimal(utf16), "nvarchar(" + units(utf16) + ")");
  }

  private static int units(byte[] utf16) {
    return Math.max(1, utf16.length / 2);
  }
}
