package com.happypancake.schemas.catalogue;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a SQL Server type is held in a protobuf field.
 *
 * <p>The units are those that legacy.proto states: money in ten-thousandths, dates in days and wall
 * clocks in 100-nanosecond ticks since 1970-01-01.
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
  /** {@code money}, exactly, in ten-thousandths. */
  MONEY(FieldDescriptor.Type.INT64),
  /** {@code date}, in days since 1970-01-01. */
  DATE(FieldDescriptor.Type.INT32),
  /** {@code datetime} and the like: a wall clock without a zone, in 100-nanosecond ticks. */
  WALL_CLOCK(FieldDescriptor.Type.INT64),
  /** {@code datetimeoffset}: an {@code hpc.types.OffsetTime}. */
  OFFSET_TIME(FieldDescriptor.Type.MESSAGE),
  /** Text of one byte a character on the server, in the code page of its collation. */
  TEXT(FieldDescriptor.Type.STRING),
  /** Text of UTF-16 on the server, which may hold unpaired surrogates. */
  UNICODE_TEXT(FieldDescriptor.Type.STRING),
  /** {@code binary}, {@code varbinary}, {@code image}. */
  BINARY(FieldDescriptor.Type.BYTES),
  /** {@code uniqueidentifier}: 16 bytes in the order of RFC 9562. */
  GUID(FieldDescriptor.Type.BYTES),
  /** {@code rowversion}: 8 opaque bytes, big-endian. */
  ROWVERSION(FieldDescriptor.Type.BYTES);

  private final FieldDescriptor.Type fieldType;

  ColumnType(FieldDescriptor.Type fieldType) {
    this.fieldType = fieldType;
  }

  /** Returns the type that a field for this column has. */
  public FieldDescriptor.Type fieldType() {
    return fieldType;
  }

  /**
   * Finds the type that holds a SQL Server type.
   *
   * @param sqlType as DDL or the driver's metadata has it, in any case: {@code nvarchar(32)},
   *     {@code DATETIME2(7)}, {@code timestamp}
   * @return empty for a type that no field can hold yet
   */
  public static Optional<ColumnType> of(String sqlType) {
    int parenthesis = sqlType.indexOf('(');
    String name = parenthesis < 0 ? sqlType : sqlType.substring(0, parenthesis);
    return Optional.ofNullable(byName(name.strip().toLowerCase(Locale.ROOT)));
  }

  private static @Nullable ColumnType byName(String name) {
    return switch (name) {
      case "bit" -> BOOLEAN;
      case "tinyint" -> UNSIGNED_BYTE;
      case "smallint", "int" -> INTEGER;
      case "bigint" -> LONG;
      case "money", "smallmoney" -> MONEY;
      case "date" -> DATE;
      case "datetime", "datetime2", "smalldatetime" -> WALL_CLOCK;
      case "datetimeoffset" -> OFFSET_TIME;
      case "char", "varchar", "text" -> TEXT;
      case "nchar", "nvarchar", "ntext" -> UNICODE_TEXT;
      case "binary", "varbinary", "image" -> BINARY;
      case "uniqueidentifier" -> GUID;
      case "rowversion", "timestamp" -> ROWVERSION;
      default -> null;
    };
  }
}
