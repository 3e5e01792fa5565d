package com.happypancake.extractor.tds;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.UUID;

/** A value's bytes as the server sends them: "Data Type Dependent Data Streams". */
@FunctionalInterface
interface ValueEncoder {

  /** The code page of the tests' collation, Finnish_Swedish_CI_AS. */
  Charset CODE_PAGE = Charset.forName("windows-1252");

  LocalDate YEAR_1900 = LocalDate.of(1900, 1, 1);
  LocalDate YEAR_1 = LocalDate.of(1, 1, 1);
  int TICKS_PER_SECOND = 300;
  int MONEY_SCALE = 4;
  int MAX_SCALE = 7;

  byte[] encode(Object value);

  private static byte[] lowest(long value, int bytes) {
    ByteBuffer all = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    return Arrays.copyOf(all.putLong(value).array(), bytes);
  }

  private static byte[] joined(byte[]... parts) {
    ByteBuffer all = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(part -> part.length).sum());
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }

  static ValueEncoder bit() {
    return value -> lowest(value.equals(true) ? 1 : 0, 1);
  }

  static ValueEncoder integer(int bytes) {
    return value -> lowest(((Number) value).longValue(), bytes);
  }

  static ValueEncoder real() {
    return value -> lowest(Float.floatToRawIntBits(((Number) value).floatValue()), Float.BYTES);
  }

  static ValueEncoder floating() {
    return value ->
        lowest(Double.doubleToRawLongBits(((Number) value).doubleValue()), Double.BYTES);
  }

  /** The more significant half stands first. */
  static ValueEncoder money(int bytes) {
    return value -> {
      long units = ((BigDecimal) value).setScale(MONEY_SCALE).unscaledValue().longValueExact();
      return bytes == Integer.BYTES
          ? lowest(units, bytes)
          : joined(lowest(units >> Integer.SIZE, Integer.BYTES), lowest(units, Integer.BYTES));
    };
  }

  /** A sign, 1 for what is not negative, and the magnitude in 4, 8, 12 or 16 bytes. */
  static ValueEncoder decimal(int bytes, int scale) {
    return value -> {
      BigInteger unscaled = ((BigDecimal) value).setScale(scale).unscaledValue();
      byte[] magnitude = unscaled.abs().toByteArray();
      byte[] encoded = new byte[bytes];
      encoded[0] = (byte) (unscaled.signum() < 0 ? 0 : 1);
      for (int i = 0; i < Math.min(magnitude.length, bytes - 1); i++) {
        encoded[1 + i] = magnitude[magnitude.length - 1 - i];
      }
      return encoded;
    };
  }

  private static byte[] day(LocalDate day) {
    return lowest(ChronoUnit.DAYS.between(YEAR_1, day), 3);
  }

  private static byte[] time(LocalTime time, int scale) {
    long units = time.toNanoOfDay() / (long) Math.pow(10, 9 - scale);
    return lowest(units, scale < 3 ? 3 : scale < 5 ? 4 : 5);
  }

  static ValueEncoder date() {
    return value -> day((LocalDate) value);
  }

  static ValueEncoder time(int scale) {
    return value -> time((LocalTime) value, scale);
  }

  /** Days since 1900, and three-hundredths of a second, to which a time is rounded. */
  static ValueEncoder datetime() {
    return value -> {
      LocalDateTime time = (LocalDateTime) value;
      long ticks = Math.round(time.toLocalTime().toNanoOfDay() * (double) TICKS_PER_SECOND / 1e9);
      return joined(
          lowest(ChronoUnit.DAYS.between(YEAR_1900, time.toLocalDate()), Integer.BYTES),
          lowest(ticks, Integer.BYTES));
    };
  }

  /** Days since 1900, and minutes. */
  static ValueEncoder smalldatetime() {
    return value -> {
      LocalDateTime time = (LocalDateTime) value;
      return joined(
          lowest(ChronoUnit.DAYS.between(YEAR_1900, time.toLocalDate()), Short.BYTES),
          lowest(time.getHour() * 60L + time.getMinute(), Short.BYTES));
    };
  }

  static ValueEncoder datetime2(int scale) {
    return value -> {
      LocalDateTime time = (LocalDateTime) value;
      return joined(time(time.toLocalTime(), scale), day(time.toLocalDate()));
    };
  }

  /** A time in UTC, and its offset in minutes. */
  static ValueEncoder datetimeoffset(int scale) {
    return value -> {
      OffsetDateTime time = (OffsetDateTime) value;
      LocalDateTime utc = time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
      return joined(
          datetime2(scale).encode(utc),
          lowest(time.getOffset().getTotalSeconds() / 60, Short.BYTES));
    };
  }

  /** The first three of its five groups have their bytes reversed. */
  static ValueEncoder guid() {
    return value -> {
      UUID guid = (UUID) value;
      long most = guid.getMostSignificantBits();
      ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      bytes.putInt((int) (most >> 32)).putShort((short) (most >> 16)).putShort((short) most);
      bytes.order(ByteOrder.BIG_ENDIAN).putLong(guid.getLeastSignificantBits());
      return bytes.array();
    };
  }

  /** Whatever stands for a character that the code page lacks. */
  /** A text, or its bytes, since Java's charset does not write all that the server's page has. */
  static ValueEncoder narrow(int padded) {
    return value ->
        padded(
            value instanceof byte[] bytes ? bytes : ((String) value).getBytes(CODE_PAGE),
            padded,
            " ".getBytes(CODE_PAGE));
  }

  /** Each code unit as it is: a charset would replace an unpaired surrogate. */
  static ValueEncoder wide(int padded) {
    return value -> {
      String text = (String) value;
      ByteBuffer units = ByteBuffer.allocate(2 * text.length()).order(ByteOrder.LITTLE_ENDIAN);
      text.chars().forEach(unit -> units.putChar((char) unit));
      return padded(units.array(), 2 * padded, new byte[] {' ', 0});
    };
  }

  static ValueEncoder binary(int padded) {
    return value -> padded((byte[]) value, padded, new byte[1]);
  }

  private static byte[] padded(byte[] bytes, int length, byte[] padding) {
    byte[] whole = Arrays.copyOf(bytes, Math.max(bytes.length, length));
    for (int i = bytes.length; i < whole.length; i++) {
      whole[i] = padding[(i - bytes.length) % padding.length];
    }
    return whole;
  }
}
