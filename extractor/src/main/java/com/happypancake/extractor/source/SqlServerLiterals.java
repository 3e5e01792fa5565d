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
import java.util.HexFormat;
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

  private SqlServerLiterals() {}

  /**
   * Returns how a column's values become literals.
   *
   * @return empty for a type whose values have no literal that compares exactly
   */
  static Optional<KeyLiteral> of(ActualColumn column) {
    String type = SqlServerColumns.baseName(column);
    return Optional.ofNullable(reader(type, column.scale()))
        .map(reader -> (rows, index) -> Optional.ofNullable(reader.read(rows, index)));
  }

  /** Returns a time as a literal of a column's own type. */
  static String of(ActualColumn column, LocalDateTime value) {
    String type = SqlServerColumns.baseName(column);
    return switch (type) {
      case "datetime", "smalldatetime" -> quotedTime(MILLISECONDS.format(value), type);
      default -> quotedTime(TICKS.format(value), type + "(" + column.scale() + ")");
    };
  }

  private static String quotedTime(String text, String type) {
    return "CAST('" + text + "' AS " + type + ")";
  }

  private static @Nullable Reader reader(String type, int scale) {
    return switch (type) {
      case "bit" -> (rows, index) -> cast(number(rows, index), type);
      case "tinyint", "smallint", "int", "bigint" ->
          (rows, index) -> cast(number(rows, index), type);
      case "money", "smallmoney" -> (rows, index) -> cast(decimal(rows, index), type);
      case "decimal", "numeric" ->
          (rows, index) -> cast(decimal(rows, index), type + "(38, " + scale + ")");
      case "date" -> (rows, index) -> quoted(rows.getObject(index, LocalDate.class), type);
      case "datetime", "smalldatetime" ->
          (rows, index) -> {
            LocalDateTime time = rows.getObject(index, LocalDateTime.class);
            return time == null ? null : quoted(MILLISECONDS.format(time), type);
          };
      case "datetime2" ->
          (rows, index) -> {
            LocalDateTime time = rows.getObject(index, LocalDateTime.class);
            return time == null ? null : quoted(TICKS.format(time), type + "(" + scale + ")");
          };
      case "time" ->
          (rows, index) -> {
            LocalTime time = rows.getObject(index, LocalTime.class);
            return time == null
                ? null
                : quoted(TICKS_OF_A_DAY.format(time), type + "(" + scale + ")");
          };
      case "datetimeoffset" ->
          (rows, index) -> {
            OffsetDateTime time = rows.getObject(index, OffsetDateTime.class);
            return time == null
                ? null
                : quoted(TICKS_AND_OFFSET.format(time), type + "(" + scale + ")");
          };
      case "uniqueidentifier" ->
          (rows, index) -> {
            UUID guid = rows.getObject(index, UUID.class);
            return guid == null ? null : quoted(guid, type);
          };
      case "binary", "varbinary", "rowversion", "timestamp" ->
          (rows, index) -> {
            byte[] value = rows.getBytes(index);
            return value == null ? null : "0x" + HexFormat.of().formatHex(value);
          };
      case "char", "varchar" ->
          (rows, index) -> {
            String text = rows.getString(index);
            return text == null ? null : "'" + text.replace("'", "''") + "'";
          };
      case "nchar", "nvarchar" ->
          (rows, index) -> {
            byte[] utf16 = rows.getBytes(index);
            return utf16 == null ? null : unicode(utf16);
          };
      default -> null;
    };
  }

  private static @Nullable String number(ResultSet rows, int index) throws SQLException {
    long value = rows.getLong(index);
    return rows.wasNull() ? null : Long.toString(value);
  }

  private static @Nullable String decimal(ResultSet rows, int index) throws SQLException {
    BigDecimal value = rows.getBigDecimal(index);
    return value == null ? null : value.toPlainString();
  }

  private static @Nullable String cast(@Nullable String value, String type) {
    return value == null ? null : "CAST(" + value + " AS " + type + ")";
  }

  private static @Nullable String quoted(@Nullable Object value, String type) {
    return value == null ? null : "CAST('" + value + "' AS " + type + ")";
  }

  /** What a statement's text may not carry whole, unpaired surrogates, goes as its bytes. */
  private static String unicode(byte[] utf16) {
    String text = new String(utf16, StandardCharsets.UTF_16LE);
    boolean plain =
        text.chars().allMatch(unit -> unit >= ' ' && unit < Character.MIN_SURROGATE)
            && text.length() * 2 == utf16.length;
    return plain
        ? "N'" + text.replace("'", "''") + "'"
        : "CAST(0x" + HexFormat.of().formatHex(utf16) + " AS nvarchar(" + units(utf16) + "))";
  }

  private static int units(byte[] utf16) {
    return Math.max(1, utf16.length / 2);
  }

  /** Reads one value as a literal; null for NULL. */
  @FunctionalInterface
  private interface Reader {
    @Nullable String read(ResultSet rows, int index) throws SQLException;
  }
}
