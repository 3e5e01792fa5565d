package com.happypancake.schemas.catalogue;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The way in which a protobuf field holds a SQL Server type.
 *
 * <p>The units are those of legacy.proto: money in ten-thousandths, dates in days and wall-clock
 * times in 100-nanosecond ticks since 1970-01-01, times of day in ticks since midnight.
 * docs/types.md lists every SQL Server type.
 */
public enum ColumnType {
  /** {@code bit}. */
  BOOLEAN(FieldDescriptor.Type.BOOL),
  /** {@code tinyint}: 0 to 255. */
  UNSIGNED_BYTE(FieldDescriptor.Type.UINT32),
  /** {@code smallint} and {@code int}. */
  INTEGER(FieldDescriptor.Type.INT32),
  /** {@code bigint}. */
  LONG(FieldDescriptor.Type.INT64),
  /** {@code money} and {@code smallmoney}, exactly, in ten-thousandths. */
  MONEY(FieldDescriptor.Type.INT64),
  /** {@code decimal} and {@code numeric}, as plain digits with the declared scale. */
  DECIMAL(FieldDescriptor.Type.STRING),
  /** {@code real} and {@code float(1)} to {@code float(24)}. */
  REAL(FieldDescriptor.Type.FLOAT),
  /** {@code float} and {@code float(25)} to {@code float(53)}. */
  FLOAT(FieldDescriptor.Type.DOUBLE),
  /** {@code date}, in days since 1970-01-01. */
  DATE(FieldDescriptor.Type.INT32),
  /** {@code time}, in 100-nanosecond ticks since midnight. */
  TIME(FieldDescriptor.Type.INT64),
  /** {@code datetime}, {@code datetime2} and {@code smalldatetime}: ticks without a zone. */
  WALL_CLOCK(FieldDescriptor.Type.INT64),
  /** {@code datetimeoffset}: an {@code hpc.types.OffsetTime}. */
  OFFSET_TIME(FieldDescriptor.Type.MESSAGE),
  /** Text in the code page of the column's collation. */
  TEXT(FieldDescriptor.Type.STRING),
  /** Text that the server holds as UTF-16, possibly with unpaired surrogates. */
  UNICODE_TEXT(FieldDescriptor.Type.STRING),
  /** {@code xml}, as the server serializes it. */
  XML(FieldDescriptor.Type.STRING),
  /** {@code binary}, {@code varbinary}, {@code image}. */
  BINARY(FieldDescriptor.Type.BYTES),
  /** {@code uniqueidentifier}: 16 bytes in the order of RFC 9562. */
  GUID(FieldDescriptor.Type.BYTES),
  /** {@code rowversion}: 8 opaque bytes, big-endian. */
  ROWVERSION(FieldDescriptor.Type.BYTES),
  /** {@code hierarchyid}, as the server serializes it. */
  HIERARCHY_ID(FieldDescriptor.Type.BYTES),
  /** {@code geography}, as the server serializes it. */
  GEOGRAPHY(FieldDescriptor.Type.BYTES),
  /** {@code geometry}, as the server serializes it. */
  GEOMETRY(FieldDescriptor.Type.BYTES);

  /** The most bits of a float that takes 4 bytes. */
  private static final int MAX_BITS_OF_REAL = 24;

  private final FieldDescriptor.Type fieldType;

  ColumnType(FieldDescriptor.Type fieldType) {
    this.fieldType = fieldType;
  }

  /** Returns the type of a field that holds this type. */
  public FieldDescriptor.Type fieldType() {
    return fieldType;
  }

  /**
   * Finds the type that holds a SQL Server type.
   *
   * @param sqlType the type as in DDL or the driver's metadata, in any case, with ISO names too:
   *     {@code nvarchar(32)}, {@code timestamp}, {@code national char varying(32)}
   * @return empty for a type that no field can hold
   */
  public static Optional<ColumnType> of(String sqlType) {
    return Optional.ofNullable(of(SqlType.parse(sqlType)));
  }

  private static @Nullable ColumnType of(SqlType type) {
    return switch (type.name()) {
      case "bit" -> BOOLEAN;
      case "tinyint" -> UNSIGNED_BYTE;
      case "smallint", "int", "integer" -> INTEGER;
      case "bigint" -> LONG;
      case "money", "smallmoney" -> MONEY;
      case "decimal", "dec", "numeric" -> DECIMAL;
      case "real" -> REAL;
      case "float" ->
          type.number(0).orElse(MAX_BITS_OF_REAL + 1) <= MAX_BITS_OF_REAL ? REAL : FLOAT;
      case "double precision" -> FLOAT;
      case "date" -> DATE;
      case "time" -> TIME;
      case "datetime", "datetime2", "smalldatetime" -> WALL_CLOCK;
      case "datetimeoffset" -> OFFSET_TIME;
      case "char", "character", "varchar", "char varying", "character varying", "text" -> TEXT;
      case "nchar", "national char", "national character" -> UNICODE_TEXT;
      case "nvarchar", "national char varying", "national character varying" -> UNICODE_TEXT;
      case "ntext", "national text", "sysname" -> UNICODE_TEXT;
      case "xml" -> XML;
      case "binary", "varbinary", "binary varying", "image" -> BINARY;
      case "uniqueidentifier" -> GUID;
      case "rowversion", "timestamp" -> ROWVERSION;
      case "hierarchyid" -> HIERARCHY_ID;
      case "geography" -> GEOGRAPHY;
      case "geometry" -> GEOMETRY;
      default -> null;
    };
  }

  /**
   * A SQL Server type as in DDL: {@code decimal(19, 4)}, {@code national character varying(20)}.
   *
   * @param name the name in lower case, with single spaces and without arguments
   * @param arguments the arguments in parentheses, in lower case
   */
  record SqlType(String name, List<String> arguments) {

    SqlType {
      arguments = List.copyOf(arguments);
    }

    static SqlType parse(String text) {
      String lower = text.toLowerCase(Locale.ROOT);
      int open = lower.indexOf('(');
      int close = lower.indexOf(')', Math.max(open, 0));
      if (open < 0 || close < 0) {
        return new SqlType(words(lower), List.of());
      }
      return new SqlType(
          words(lower.substring(0, open) + " " + lower.substring(close + 1)),
          Arrays.stream(lower.substring(open + 1, close).split(",", -1))
              .map(String::strip)
              .toList());
    }

    private static String words(String text) {
      return String.join(" ", text.strip().split("\\s+", -1));
    }

    /** Returns an argument as a number; empty if it is missing or not a number. */
    OptionalInt number(int index) {
      if (index >= arguments.size() || !arguments.get(index).matches("[0-9]{1,9}")) {
        return OptionalInt.empty();
      }
      return OptionalInt.of(Integer.parseInt(arguments.get(index)));
    }
  }
}
