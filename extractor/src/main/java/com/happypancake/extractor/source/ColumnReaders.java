package com.happypancake.extractor.source;

import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.catalogue.DecimalType;
import com.happypancake.schemas.catalogue.LegacyColumn;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/**
 * Readers that both dialects share. Times are read as java.time's types: a {@code Timestamp} would
 * be shifted by the JVM's zone.
 */
final class ColumnReaders {

  private static final int MAX_UNSIGNED_BYTE = 255;
  private static final int ROWVERSION_BYTES = 8;
  private static final int SECONDS_PER_MINUTE = 60;
  private static final int DECIMALS_OF_MONEY = 4;

  private static final ColumnReader BOOLEAN =
      (rows, index, field, row) -> {
        boolean value = rows.getBoolean(index);
        if (!rows.wasNull()) {
          row.putBoolean(field, value);
        }
      };

  /** Also of wider columns: a value beyond a byte is refused. */
  static final ColumnReader UNSIGNED_BYTE =
      (rows, index, field, row) -> {
        int value = rows.getInt(index);
        if (!rows.wasNull()) {
          if (value < 0 || value > MAX_UNSIGNED_BYTE) {
            throw new ArithmeticException("it is not 0 to 255");
          }
          row.putUnsignedByte(field, value);
        }
      };

  private static final ColumnReader INTEGER =
      (rows, index, field, row) -> {
        int value = rows.getInt(index);
        if (!rows.wasNull()) {
          row.putInteger(field, value);
        }
      };

  private static final ColumnReader LONG =
      (rows, index, field, row) -> {
        long value = rows.getLong(index);
        if (!rows.wasNull()) {
          row.putLong(field, value);
        }
      };

  private static final ColumnReader MONEY =
      (rows, index, field, row) -> {
        BigDecimal value = rows.getBigDecimal(index);
        if (value != null) {
          row.putMoney(field, value);
        }
      };

  private static final ColumnReader REAL =
      (rows, index, field, row) -> {
        float value = rows.getFloat(index);
        if (!rows.wasNull()) {
          row.putReal(field, value);
        }
      };

  private static final ColumnReader FLOAT =
      (rows, index, field, row) -> {
        double value = rows.getDouble(index);
        if (!rows.wasNull()) {
          row.putFloat(field, value);
        }
      };

  private static final ColumnReader TIME =
      (rows, index, field, row) -> {
        LocalTime value = rows.getObject(index, LocalTime.class);
        if (value != null) {
          row.putTime(field, value);
        }
      };

  private static final ColumnReader DATE =
      (rows, index, field, row) -> {
        LocalDate value = rows.getObject(index, LocalDate.class);
        if (value != null) {
          row.putDate(field, value);
        }
      };

  private static final ColumnReader WALL_CLOCK =
      (rows, index, field, row) -> {
        LocalDateTime value = rows.getObject(index, LocalDateTime.class);
        if (value != null) {
          row.putWallClock(field, value);
        }
      };

  private static final ColumnReader OFFSET_TIME =
      (rows, index, field, row) -> {
        OffsetDateTime value = rows.getObject(index, OffsetDateTime.class);
        if (value != null) {
          ZoneOffset offset = value.getOffset();
          if (offset.getTotalSeconds() % SECONDS_PER_MINUTE != 0) {
            throw new ArithmeticException("its offset is not of whole minutes");
          }
          row.putOffsetTime(field, value);
        }
      };

  private static final ColumnReader TEXT =
      (rows, index, field, row) -> {
        String value = rows.getString(index);
        if (value != null) {
          row.putText(field, value);
        }
      };

  static final ColumnReader BINARY =
      (rows, index, field, row) -> {
        byte[] value = rows.getBytes(index);
        if (value != null) {
          row.putBytes(field, value);
        }
      };

  private static final ColumnReader GUID =
      (rows, index, field, row) -> {
        UUID value = rows.getObject(index, UUID.class);
        if (value != null) {
          row.putGuid(field, value);
        }
      };

  private static final ColumnReader ROWVERSION =
      (rows, index, field, row) -> {
        byte[] value = rows.getBytes(index);
        if (value != null) {
          if (value.length != ROWVERSION_BYTES) {
            throw new ArithmeticException("it has not 8 bytes");
          }
          row.putBytes(field, value);
        }
      };

  private ColumnReaders() {}

  /**
   * Finds the reader that loses nothing.
   *
   * @param wanted what the schema declares
   * @param held what the database has; a narrower type of the same kind will do
   * @param scale how many digits behind the point the database has, of numbers
   * @return empty where the field can't hold all that the column may
   */
  static Optional<ColumnReader> lossless(LegacyColumn wanted, ColumnType held, int scale) {
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
    return (rows, index, field, row) -> {
      BigDecimal value = rows.getBigDecimal(index);
      if (value != null) {
        row.putDecimal(field, value, type);
      }
    };
  }
}
