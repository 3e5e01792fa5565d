package com.happypancake.database;

/** The types of SQL Server as DDL has them. */
final class SqlServerTypes {

  private SqlServerTypes() {}

  /** Returns a type with its length or digits where it has some: {@code nvarchar(32)}. */
  static String ddl(DeclaredType type) {
    String name = type.lowerName();
    return switch (name) {
      case "char", "varchar", "nchar", "nvarchar", "binary", "varbinary" ->
          type.withLength(name, Integer.MAX_VALUE);
      case "decimal", "numeric" -> type.withDigits(name);
      case "datetime2", "datetimeoffset", "time" -> type.withDecimals(name);
      // The catalogue still has the old name, which means a time to everyone else.
      case "timestamp" -> "rowversion";
      default -> name;
    };
  }
}
