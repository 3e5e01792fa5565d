package com.happypancake.extractor.source;

import static com.happypancake.extractor.source.Literals.cast;
import static com.happypancake.extractor.source.Literals.quote;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.HexFormat;
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

  private SqlServerLiterals() {}

  /**
   * Returns how a column's values become literals.
   *
   * @return empty for a type whose values have no literal that compares exactly
   */
  static Optional<KeyLiteral> of(ActualColumn column) {
    String type = SqlServerColumns.baseName(column);
    String decimals = "(" + column.scale() + ")";
    return switch (type) {
      case "bit", "tinyint", "smallint", "int", "bigint" ->
          Literals.of(Long.class, value -> cast(value.toString(), type));
      case "money", "smallmoney" -> decimal(type);
      case "decimal", "numeric" -> decimal(type + "(38, " + column.scale() + ")");
      case "date" -> Literals.of(LocalDate.class, value -> cast(quote(value.toString()), type));
      case "datetime", "smalldatetime", "datetime2" ->
          Literals.of(LocalDateTime.class, value -> of(column, value));
      case "time" -> time(LocalTime.class, TICKS_OF_A_DAY, type + decimals);
      case "datetimeoffset" -> time(OffsetDateTime.class, TICKS_AND_OFFSET, type + decimals);
      case "uniqueidentifier" ->
          Literals.of(UUID.class, value -> cast(quote(value.toString()), type));
      case "binary", "varbinary", "rowversion", "timestamp" ->
          Literals.of(ResultSet::getBytes, SqlServerLiterals::binary);
      case "char", "varchar" -> Literals.of(ResultSet::getString, Literals::quote);
      case "nchar", "nvarchar" -> Literals.of(ResultSet::getBytes, SqlServerLiterals::unicode);
      default -> Optional.empty();
    };
  }

  /** Returns a time as a literal of a column's own type. */
  static String of(ActualColumn column, LocalDateTime value) {
    String type = SqlServerColumns.baseName(column);
    return switch (type) {
      case "datetime", "smalldatetime" -> cast(quote(MILLISECONDS.format(value)), type);
      default -> cast(quote(TICKS.format(value)), type + "(" + column.scale() + ")");
    };
  }

  private static Optional<KeyLiteral> decimal(String type) {
    return Literals.of(ResultSet::getBigDecimal, value -> cast(value.toPlainString(), type));
  }

  private static <T extends TemporalAccessor> Optional<KeyLiteral> time(
      Class<T> held, DateTimeFormatter format, String type) {
    return Literals.of(held, value -> cast(quote(format.format(value)), type));
  }

  private static String binary(byte[] value) {
    return "0x" + HexFormat.of().formatHex(value);
  }

  /** What a statement's text may not carry whole, unpaired surrogates, goes as its bytes. */
  private static String unicode(byte[] utf16) {
    String text = new String(utf16, StandardCharsets.UTF_16LE);
    boolean plain =
        text.chars().allMatch(unit -> unit >= ' ' && unit < Character.MIN_SURROGATE)
            && text.length() * 2 == utf16.length;
    return plain ? "N" + quote(text) : cast(binary(utf16), "nvarchar(" + units(utf16) + ")");
  }

  private static int units(byte[] utf16) {
    return Math.max(1, utf16.length / 2);
  }
}
