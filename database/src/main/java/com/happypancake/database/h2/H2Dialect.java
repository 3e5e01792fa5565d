package com.happypancake.database.h2;

import static com.happypancake.database.Dialect.cast;
import static com.happypancake.database.Dialect.text;

import com.google.protobuf.ByteString;
import com.happypancake.database.Dialect;
import com.happypancake.database.Dialect.KeyLiteral;
import com.happypancake.database.TableStatements;
import com.happypancake.database.column.ActualColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** H2's SQL in its regular mode. Values of key columns become literals of the column's own type. */
final class H2Dialect implements Dialect {

  /** The sequence that fills rowversions, in SQL Server's syntax. */
  static final String COUNTER = "[dbo].[rv]";

  @Override
  public String quote(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  @Override
  public String firstRow(LegacyTable table) {
    return "SELECT 1 FROM " + quote(table) + " FETCH FIRST ROW ONLY";
  }

  @Override
  public Optional<String> sample(double share) {
    return Optional.empty();
  }

  @Override
  public String literal(ByteString value) {
    return binary(value.toByteArray());
  }

  @Override
  public Optional<KeyLiteral> literal(ActualColumn column) {
    Function<Object, String> spelling = value -> literal(column, value);
    return switch (column.typeName()) {
      case "BOOLEAN" -> KeyLiteral.of(Boolean.class, spelling);
      case "TINYINT", "SMALLINT", "INTEGER", "BIGINT" -> KeyLiteral.of(Long.class, spelling);
      case "NUMERIC", "DECIMAL" -> KeyLiteral.of(ResultSet::getBigDecimal, spelling);
      case "DATE" -> KeyLiteral.of(LocalDate.class, spelling);
      case "TIME" -> KeyLiteral.of(LocalTime.class, spelling);
      case "TIMESTAMP" -> KeyLiteral.of(LocalDateTime.class, spelling);
      case "TIMESTAMP WITH TIME ZONE" -> KeyLiteral.of(OffsetDateTime.class, spelling);
      case "UUID" -> KeyLiteral.of(UUID.class, spelling);
      case "BINARY", "BINARY VARYING" -> KeyLiteral.of(ResultSet::getBytes, spelling);
      case "CHARACTER", "CHARACTER VARYING", "VARCHAR_IGNORECASE" ->
          KeyLiteral.of(ResultSet::getString, spelling);
      default -> Optional.empty();
    };
  }

  @Override
  public String literal(ActualColumn column, Object value) {
    String type = column.typeName();
    String scale = "(" + column.scale() + ")";
    if (value instanceof Boolean) {
      return value.toString();
    } else if (value instanceof BigDecimal number) {
      return number.toPlainString();
    } else if (value instanceof Long) {
      return cast(value.toString(), type);
    } else if (value instanceof LocalTime || value instanceof LocalDateTime) {
      return cast(text(value.toString()), type + scale);
    } else if (value instanceof OffsetDateTime) {
      return cast(text(value.toString()), "TIMESTAMP" + scale + " WITH TIME ZONE");
    } else if (value instanceof byte[] bytes) {
      return binary(bytes);
    } else if (value instanceof String characters) {
      return text(characters);
    }
    return cast(text(value.toString()), type);
  }

  private static String binary(byte[] value) {
    return "X'" + HexFormat.of().formatHex(value) + "'";
  }

  @Override
  public List<String> prerequisites(List<LegacyTable> tables) {
    List<String> statements = new ArrayList<>();
    statements.add("create schema if not exists [dbo]");
    tables.stream()
        .map(LegacyTable::schema)
        .distinct()
        .filter(schema -> !schema.equals("dbo"))
        .forEach(
            schema ->
                statements.add("create schema if not exists " + TableStatements.quote(schema)));
    statements.addAll(cleanup());
    statements.add("create sequence " + COUNTER);
    return statements;
  }

  @Override
  public List<String> cleanup() {
    return List.of("drop sequence if exists " + COUNTER);
  }
}
