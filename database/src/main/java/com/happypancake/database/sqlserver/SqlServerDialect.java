package com.happypancake.database.sqlserver;

import static com.happypancake.database.Dialect.cast;
import static com.happypancake.database.Dialect.nationalText;
import static com.happypancake.database.Dialect.text;

import com.google.protobuf.ByteString;
import com.happypancake.database.Dialect;
import com.happypancake.database.Dialect.KeyLiteral;
import com.happypancake.database.TableStatements;
import com.happypancake.database.column.ActualColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
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
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Transact-SQL. Literals for key columns have the column's own type, so that the server seeks in
 * the index instead of scanning it. Times have the format that no language setting changes.
 */
final class SqlServerDialect implements Dialect {

  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS", Locale.ROOT);
  private static final DateTimeFormatter TICKS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSS", Locale.ROOT);
  private static final DateTimeFormatter TICKS_OF_A_DAY =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSSS", Locale.ROOT);
  private static final DateTimeFormatter TICKS_AND_OFFSET =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSxxx", Locale.ROOT);

  private static final char FIRST_BEYOND_ASCII = 0x80;

  /** Begins JDBC's escapes. Literals avoid it, since the driver may find some in a text. */
  private static final char ESCAPE = '{';

  /**
   * JDBC's escape for a number of rows. Microsoft's driver also finds it in brackets: it removes it
   * and asks for TOP instead, so that rows would be missing. No setting prevents that.
   */
  private static final Pattern LIMIT_ESCAPE =
      Pattern.compile("\\{\\s*limit\\s", Pattern.CASE_INSENSITIVE);

  @Override
  public String quote(String name) {
    return TableStatements.quote(name);
  }

  @Override
  public boolean isQuotable(String name) {
    return !LIMIT_ESCAPE.matcher(name).find();
  }

  @Override
  public Optional<String> use(String database) {
    return Optional.of("USE " + quote(database));
  }

  @Override
  public String firstRow(LegacyTable table) {
    return "SELECT TOP (1) 1 FROM " + quote(table);
  }

  @Override
  public Optional<String> sample(double share) {
    return Optional.of(
        String.format(
            Locale.ROOT, " TABLESAMPLE SYSTEM (%.6f PERCENT) REPEATABLE (1)", 100 * share));
  }

  @Override
  public String literal(ByteString value) {
    return hexadecimal(value.toByteArray());
  }

  @Override
  public Optional<KeyLiteral> literal(ActualColumn column) {
    Function<Object, String> spelling = value -> literal(column, value);
    return switch (SqlServerTypes.baseName(column)) {
      case "bit", "tinyint", "smallint", "int", "bigint" -> KeyLiteral.of(Long.class, spelling);
      case "money", "smallmoney", "decimal", "numeric" ->
          KeyLiteral.of(ResultSet::getBigDecimal, spelling);
      case "date" -> KeyLiteral.of(LocalDate.class, spelling);
      case "datetime", "smalldatetime", "datetime2" -> KeyLiteral.of(LocalDateTime.class, spelling);
      case "time" -> KeyLiteral.of(LocalTime.class, spelling);
      case "datetimeoffset" -> KeyLiteral.of(OffsetDateTime.class, spelling);
      case "uniqueidentifier" -> KeyLiteral.of(UUID.class, spelling);
      // Unicode texts are read as bytes, since the driver's decoder changes unpaired surrogates.
      case "binary", "varbinary", "rowversion", "timestamp", "nchar", "nvarchar" ->
          KeyLiteral.of(ResultSet::getBytes, spelling);
      case "char", "varchar" -> Optional.of(SqlServerDialect::readNarrow);
      default -> Optional.empty();
    };
  }

  @Override
  public String literal(ActualColumn column, Object value) {
    String type = SqlServerTypes.baseName(column);
    String withScale = type + "(" + column.scale() + ")";
    if (value instanceof Boolean truth) {
      return cast(truth ? "1" : "0", type);
    } else if (value instanceof BigDecimal number) {
      boolean declared = type.equals("decimal") || type.equals("numeric");
      return cast(number.toPlainString(), declared ? type + "(38, " + column.scale() + ")" : type);
    } else if (value instanceof LocalDateTime time) {
      return type.equals("datetime") || type.equals("smalldatetime")
          ? cast(text(MILLISECONDS.format(time)), type)
          : cast(text(TICKS.format(time)), withScale);
    } else if (value instanceof LocalTime time) {
      return cast(text(TICKS_OF_A_DAY.format(time)), withScale);
    } else if (value instanceof OffsetDateTime time) {
      return cast(text(TICKS_AND_OFFSET.format(time)), withScale);
    } else if (value instanceof LocalDate || value instanceof UUID) {
      return cast(text(value.toString()), type);
    } else if (value instanceof byte[] bytes) {
      return type.equals("nchar") || type.equals("nvarchar") ? unicode(bytes) : hexadecimal(bytes);
    } else if (value instanceof String characters) {
      // The database's code page may lack characters beyond ASCII.
      return isNarrow(type) && characters.chars().allMatch(unit -> unit < FIRST_BEYOND_ASCII)
          ? narrow(characters)
          : unicode(characters.getBytes(StandardCharsets.UTF_16LE));
    }
    return cast(value.toString(), type);
  }

  private static boolean isNarrow(String type) {
    return type.equals("char") || type.equals("varchar");
  }

  private static String hexadecimal(byte[] bytes) {
    return "0x" + HexFormat.of().formatHex(bytes);
  }

  /** Spells a text by its bytes if the driver can't decode them all. */
  private static Optional<String> readNarrow(ResultSet rows, int index) throws SQLException {
    String text = rows.getString(index);
    if (text == null || NarrowText.isDecoded(text)) {
      return Optional.ofNullable(text).map(SqlServerDialect::narrow);
    }
    byte[] bytes = rows.getBytes(index);
    return Optional.of(cast(hexadecimal(bytes), "varchar(" + bytes.length + ")"));
  }

  /**
   * Spells a text with one byte per character. It writes control characters and braces as numbers,
   * since editors, drivers and the server's rule for continued lines may change them.
   */
  private static String narrow(String value) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= value.length(); i++) {
      boolean control = i < value.length() && (value.charAt(i) < ' ' || value.charAt(i) == ESCAPE);
      if ((control || i == value.length()) && (from < i || value.isEmpty())) {
        parts.add(text(value.substring(from, i)));
      }
      if (control) {
        parts.add("CHAR(" + (int) value.charAt(i) + ")");
        from = i + 1;
      }
    }
    return parts.size() == 1 ? parts.get(0) : "(" + String.join(" + ", parts) + ")";
  }

  /** Spells a Unicode text, as bytes if a statement can't contain it unchanged. */
  private static String unicode(byte[] utf16) {
    String value = new String(utf16, StandardCharsets.UTF_16LE);
    boolean plain =
        value
                .chars()
                .allMatch(unit -> unit >= ' ' && unit < Character.MIN_SURROGATE && unit != ESCAPE)
            && value.length() * 2 == utf16.length;
    int units = Math.max(1, utf16.length / 2);
    return plain ? nationalText(value) : cast(hexadecimal(utf16), "nvarchar(" + units + ")");
  }

  @Override
  public List<String> prerequisites(List<LegacyTable> tables) {
    return tables.stream()
        .map(LegacyTable::schema)
        .distinct()
        .filter(schema -> !schema.equalsIgnoreCase("dbo"))
        .map(this::createSchema)
        .toList();
  }

  /** Wraps CREATE SCHEMA, which must be alone in its batch. */
  private String createSchema(String schema) {
    return "if schema_id("
        + nationalText(schema)
        + ") is null exec("
        + nationalText("create schema " + quote(schema))
        + ")";
  }

  @Override
  public List<String> cleanup() {
    return List.of();
  }
}
