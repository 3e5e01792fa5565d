package com.happypancake.database;

import java.util.Collection;
import java.util.Optional;

/**
 * H2's catalogue, which is the standard's with indexes and more of columns. Its types are read as
 * those of SQL Server that hold the same, and a binary(8) that each change sets anew as a
 * rowversion.
 */
record H2Catalogue() implements Catalogue {

  private static final int DECIMALS_OF_TICKS = 7;
  private static final int MAX_UNICODE = 4_000;
  private static final int MAX_BYTES = 8_000;
  private static final InformationSchemaCatalogue STANDARD = new InformationSchemaCatalogue();

  @Override
  public String name() {
    return STANDARD.name();
  }

  @Override
  public String schemas() {
    return STANDARD.schemas();
  }

  @Override
  public String columns(Collection<String> schemas) {
    return InformationSchemaCatalogue.columns(
        schemas,
        "CASE WHEN c.DATA_TYPE = 'BINARY' AND c.CHARACTER_MAXIMUM_LENGTH = 8"
            + " AND c.COLUMN_ON_UPDATE IS NOT NULL THEN 'ROWVERSION' ELSE c.DATA_TYPE END",
        "CASE c.IS_IDENTITY WHEN 'YES' THEN 1 ELSE 0 END",
        "CASE c.IS_GENERATED WHEN 'ALWAYS' THEN 1 ELSE 0 END");
  }

  @Override
  public String keys(Collection<String> schemas) {
    return STANDARD.keys(schemas);
  }

  @Override
  public String uniques(Collection<String> schemas) {
    return "SELECT c.TABLE_SCHEMA, c.TABLE_NAME, MIN(c.COLUMN_NAME)"
        + " FROM INFORMATION_SCHEMA.INDEXES i JOIN INFORMATION_SCHEMA.INDEX_COLUMNS c"
        + " ON c.INDEX_SCHEMA = i.INDEX_SCHEMA AND c.INDEX_NAME = i.INDEX_NAME"
        + " WHERE i.INDEX_TYPE_NAME LIKE 'UNIQUE%' AND "
        + InformationSchemaCatalogue.within("c.TABLE_SCHEMA", schemas)
        + " GROUP BY c.TABLE_SCHEMA, c.TABLE_NAME, c.INDEX_NAME HAVING COUNT(*) = 1"
        + " ORDER BY 1, 2, 3";
  }

  @Override
  public String references(Collection<String> schemas) {
    return STANDARD.references(schemas);
  }

  @Override
  public String ddl(DeclaredType type) {
    String name = type.lowerName();
    return switch (type.name()) {
      case "NUMERIC", "DECIMAL" -> type.withDigits(name);
      case "TIME", "TIMESTAMP" -> type.withDecimals(name);
      case "TIMESTAMP WITH TIME ZONE" -> type.withDecimals("timestamp") + " with time zone";
      case "CHARACTER", "CHARACTER VARYING", "VARCHAR_IGNORECASE", "BINARY", "BINARY VARYING" ->
          type.withLength(name, Integer.MAX_VALUE);
      default -> name;
    };
  }

  @Override
  public Optional<String> sqlType(DeclaredType type) {
    return switch (type.name()) {
      case "BOOLEAN" -> Optional.of("bit");
      // H2's has a sign, and SQL Server's has none.
      case "TINYINT", "SMALLINT" -> Optional.of("smallint");
      case "INTEGER" -> Optional.of("int");
      case "BIGINT" -> Optional.of("bigint");
      case "REAL" -> Optional.of("real");
      case "DOUBLE PRECISION" -> Optional.of("float");
      case "NUMERIC", "DECIMAL" -> Optional.of(money(type));
      case "DATE" -> Optional.of("date");
      case "TIME" -> clock("time", type);
      case "TIMESTAMP" -> clock("datetime2", type);
      case "TIMESTAMP WITH TIME ZONE" -> clock("datetimeoffset", type);
      case "CHARACTER" -> Optional.of(fixed("nchar", "nvarchar", MAX_UNICODE, type));
      case "CHARACTER VARYING", "VARCHAR_IGNORECASE" ->
          Optional.of(type.withLength("nvarchar", MAX_UNICODE));
      case "CHARACTER LARGE OBJECT" -> Optional.of("nvarchar(max)");
      case "BINARY" -> Optional.of(fixed("binary", "varbinary", MAX_BYTES, type));
      case "BINARY VARYING" -> Optional.of(type.withLength("varbinary", MAX_BYTES));
      case "BINARY LARGE OBJECT" -> Optional.of("varbinary(max)");
      case "UUID" -> Optional.of("uniqueidentifier");
      case "ROWVERSION" -> Optional.of("rowversion");
      default -> Optional.empty();
    };
  }

  /** SQL Server's types of a fixed length have no unlimited one. */
  private static String fixed(String name, String varying, int limit, DeclaredType type) {
    return type.withLength(type.length().orElse(1) > limit ? varying : name, limit);
  }

  /** H2 in SQL Server's mode makes numerics of money. */
  private static String money(DeclaredType type) {
    String numeric = type.withDigits("decimal");
    return switch (numeric) {
      case "decimal(19,4)" -> "money";
      case "decimal(10,4)" -> "smallmoney";
      default -> numeric;
    };
  }

  private static Optional<String> clock(String name, DeclaredType type) {
    return type.scale().orElse(0) <= DECIMALS_OF_TICKS
        ? Optional.of(type.withDecimals(name))
        : Optional.empty();
  }
}
