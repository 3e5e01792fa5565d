package com.happypancake.database.column;

import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.catalogue.DecimalType;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.value.WireRow;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Readers that all database products share. They read times as java.time types, since the JVM's
 * zone would shift a {@code Timestamp}.
 */
public final class ColumnReaders {

  private static final int MAX_UNSIGNED_BYTE = 255;
  private static final int ROWVERSION_BYTES = 8;
  private static final int SECONDS_PER_MINUTE = 60;
  private static final int DECIMALS_OF_MONEY = 4;

  // A number is fetched as the driver's object, since unboxing and boxing it would cost time.

  private static final ColumnReader BOOLEAN =
      ColumnReader.of(Boolean.class, ResultSet::getObject, WireRow::putBoolean);

  /** Also reads wider columns, and refuses a value that does not fit into an unsigned byte. */
  public static final ColumnReader UNSIGNED_BYTE =
      number(
          (row, field, value) -> {
            int number = exactInt(value);
            if (number < 0 || number > MAX_UNSIGNED_BYTE) {
              throw new ArithmeticException("it is not 0 to 255");
            }
            row.putUnsignedByte(field, number);
          });

  private static final ColumnReader INTEGER =
      number((row, field, value) -> row.putInteger(field, exactInt(value)));

  private static final ColumnReader LONG =
      number((row, field, value) -> row.putLong(field, exactLong(value)));

  private static final ColumnReader REAL =
      number((row, field, value) -> row.putReal(field, exactFloat(value)));

  private static final ColumnReader FLOAT =
      number((row, field, value) -> row.putFloat(field, exactDouble(value)));

  private static final ColumnReader MONEY =
      ColumnReader.of(BigDecimal.class, ResultSet::getBigDecimal, WireRow::putMoney);

  private static final ColumnReader TIME = object(LocalTime.class, WireRow::putTime);

  private static final ColumnReader DATE = object(LocalDate.class, WireRow::putDate);

  private static final ColumnReader WALL_CLOCK = object(LocalDateTime.class, WireRow::putWallClock);

  private static final ColumnReader OFFSET_TIME =
      object(
          OffsetDateTime.class,
          (row, field, value) -> {
            if (value.getOffset().getTotalSeconds() % SECONDS_PER_MINUTE != 0) {
              throw new ArithmeticException("its offset is not of whole minutes");
            }
            row.putOffsetTime(field, value);
          });

  private static final ColumnReader TEXT =
      ColumnReader.of(String.class, ResultSet::getString, WireRow::putText);

  public static final ColumnReader BINARY = bytes(WireRow::putBytes);

  private static final ColumnReader GUID = object(UUID.class, WireRow::putGuid);

  private static final ColumnReader ROWVERSION =
      bytes(
          (row, field, value) -> {
            if (value.length != ROWVERSION_BYTES) {
              throw new ArithmeticException("it has not 8 bytes");
            }
            row.putBytes(field, value);
          });

  private ColumnReaders() {}

  // A driver's object of another class than the column's type has means that the column is not what
  // it was taken for. Number's own conversions would narrow it in silence.

  private static int exactInt(Number value) {
    return value instanceof Integer || value instanceof Short || value instanceof Byte
        ? value.intValue()
        : Math.toIntExact(exactLong(value));
  }

  /**
   * Returns a whole number.
   *
   * @throws ArithmeticException if a long can't hold the value; the message has no part of it
   */
  public static long exactLong(Number value) {
    if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte) {
      return value.longValue();
    } else if (value instanceof BigDecimal number) {
      return number.longValueExact();
    }
    throw new ArithmeticException("it is not a whole number");
  }

  private static float exactFloat(Number value) {
    if (value instanceof Float) {
      return value.floatValue();
    }
    throw new ArithmeticException("it is not a real");
  }

  private static double exactDouble(Number value) {
    if (value instanceof Double || value instanceof Float) {
      return value.doubleValue();
    }
    throw new ArithmeticException("it is not a float");
  }

  /**
   * Finds the reader that loses nothing.
   *
   * @param held the type in the database; it may be a narrower type of the same kind
   * @param scale the number's decimals in the database
   * @return empty if the field can't hold all values that the column may have
   */
  public static Optional<ColumnReader> lossless(LegacyColumn wanted, ColumnType held, int scale) {
    boolean fits =
        wanted.type() == held
            ? held != ColumnType.DECIMAL || scale <= wanted.decimalType().scale()
            : isWider(wanted, held, scale);
    return fits ? Optional.of(of(wanted)) : Optional.empty();
  }

  private static boolean isWider(LegacyColumn wanted, ColumnType held, int scale) {
    return switch (wanted.type()) {
      case INTEGER -> held == ColumnType.UNSIGNED_BYTE;
      case LONG -> held == ColumnType.UNSIGNED_BYTE || held == ColumnType.INTEGER;
      case MONEY -> held == ColumnType.DECIMAL && scale <= DECIMALS_OF_MONEY;
      case DECIMAL ->
          switch (held) {
            case UNSIGNED_BYTE, INTEGER, LONG -> true;
            case MONEY -> DECIMALS_OF_MONEY <= wanted.decimalType().scale();
            default -> false;
          };
      case FLOAT -> held == ColumnType.REAL;
      case TEXT, UNICODE_TEXT, XML ->
          held == ColumnType.TEXT || held == ColumnType.UNICODE_TEXT || held == ColumnType.XML;
      case ROWVERSION -> held == ColumnType.BINARY;
      case BINARY ->
          switch (held) {
            case ROWVERSION, HIERARCHY_ID, GEOGRAPHY, GEOMETRY -> true;
            default -> false;
          };
      default -> false;
    };
  }

  private static ColumnReader of(LegacyColumn column) {
    return switch (column.type()) {
      case BOOLEAN -> BOOLEAN;
      case UNSIGNED_BYTE -> UNSIGNED_BYTE;
      case INTEGER -> INTEGER;
      case LONG -> LONG;
      case MONEY -> MONEY;
      case DECIMAL -> decimal(column.decimalType());
      case REAL -> REAL;
      case FLOAT -> FLOAT;
      case DATE -> DATE;
      case TIME -> TIME;
      case WALL_CLOCK -> WALL_CLOCK;
      case OFFSET_TIME -> OFFSET_TIME;
      case TEXT, UNICODE_TEXT, XML -> TEXT;
      case BINARY, HIERARCHY_ID, GEOGRAPHY, GEOMETRY -> BINARY;
      case GUID -> GUID;
      case ROWVERSION -> ROWVERSION;
    };
  }

  private static ColumnReader decimal(DecimalType type) {
    return ColumnReader.of(
        BigDecimal.class,
        ResultSet::getBigDecimal,
        (row, field, value) -> row.putDecimal(field, value, type));
  }

  // Most columns use the next three readers. They call their getters directly, since another
  // interface call for each value takes 4 % of the reading thread's time.

  private static ColumnReader number(ColumnReader.Putter<Number> putter) {
    return new ColumnReader() {
      @Override
      public @Nullable Object fetch(ResultSet rows, int index) throws SQLException {
        return rows.getObject(index);
      }

      @Override
      public void put(Object value, int field, WireRow row) {
        putter.put(row, field, ColumnReader.cast(Number.class, value));
      }
    };
  }

  private static <T> ColumnReader object(Class<T> type, ColumnReader.Putter<T> putter) {
    return new ColumnReader() {
      @Override
      public @Nullable Object fetch(ResultSet rows, int index) throws SQLException {
        return rows.getObject(index, type);
      }

      @Override
      public void put(Object value, int field, WireRow row) {
        putter.put(row, field, ColumnReader.cast(type, value));
      }
    };
  }

  /** Returns a reader of a column's bytes as the source holds them. */
  public static ColumnReader bytes(ColumnReader.Putter<byte[]> putter) {
    return new ColumnReader() {
      @Override
      public @Nullable Object fetch(ResultSet rows, int index) throws SQLException {
        return rows.getBytes(index);
      }

      @Override
      public void put(Object value, int field, WireRow row) {
        putter.put(row, field, ColumnReader.cast(byte[].class, value));
      }
    };
  }
}
