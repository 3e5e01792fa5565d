package com.happypancake.schemas.value;

import com.google.protobuf.WireFormat;
import com.happypancake.schemas.catalogue.DecimalType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.UUID;

/**
 * Writes rows in protobuf's wire format, column by column, without a message object.
 *
 * <p>Callers put columns in the order of their field numbers and omit NULL. Then the bytes equal
 * those of the generated message. One buffer serves all rows of a table. Not thread-safe.
 */
public final class WireRow {

  /** The maximum size of a row. For a longer row, only {@link #length} is valid. */
  public static final int MAX_BYTES = 1 << 28;

  private static final int INITIAL_BYTES = 4096;
  private static final int KEPT_BYTES = 1 << 20;
  private static final int MAX_UNITS_AT_ONCE = 1 << 14;
  private static final int MAX_BYTES_PER_UNIT = 3;
  private static final int MAX_VARINT_BYTES = 10;
  private static final int MONEY_SCALE = 4;
  private static final int OFFSET_TICKS_FIELD = 1;
  private static final int OFFSET_MINUTES_FIELD = 2;
  private static final int SECONDS_PER_MINUTE = 60;

  private byte[] row = new byte[INITIAL_BYTES];
  private int length;
  private long repairedTexts;

  /** Starts the next row. Frees an unusually long buffer. */
  public void start() {
    length = 0;
    if (row.length > KEPT_BYTES) {
      row = new byte[INITIAL_BYTES];
    }
  }

  /** Returns the number of bytes put since {@link #start}. */
  public int length() {
    return length;
  }

  /** Returns the array that contains the row from index 0, until the next put. */
  public byte[] array() {
    return row;
  }

  /** Returns a copy of the row put since {@link #start}. */
  public byte[] toByteArray() {
    return Arrays.copyOf(row, length);
  }

  /** Returns the number of texts, of all rows, in which an unpaired surrogate became U+FFFD. */
  public long repairedTexts() {
    return repairedTexts;
  }

  /** Adds texts that were repaired before they were put. */
  public void addRepairedTexts(long texts) {
    repairedTexts += texts;
  }

  /** Puts a {@code bit}. */
  public void putBoolean(int field, boolean value) {
    putVarint(field, value ? 1 : 0);
  }

  /** Puts a {@code tinyint}, 0 to 255. */
  public void putUnsignedByte(int field, int value) {
    putVarint(field, value);
  }

  /** Puts a {@code smallint} or {@code int}. */
  public void putInteger(int field, int value) {
    putVarint(field, value);
  }

  /** Puts a {@code bigint}. */
  public void putLong(int field, long value) {
    putVarint(field, value);
  }

  /**
   * Puts a {@code money} in ten-thousandths.
   *
   * @throws ArithmeticException if the value has more than four decimals or does not fit an int64
   */
  public void putMoney(int field, BigDecimal value) {
    putVarint(field, value.setScale(MONEY_SCALE).unscaledValue().longValueExact());
  }

  /**
   * Puts a {@code decimal} or {@code numeric} as plain digits.
   *
   * @throws ArithmeticException if the value has more digits than the type
   */
  public void putDecimal(int field, BigDecimal value, DecimalType type) {
    putText(field, type.text(value));
  }

  /** Puts the exact bits of a {@code real}, including NaN. */
  public void putReal(int field, float value) {
    tag(field, WireFormat.WIRETYPE_FIXED32);
    fixed(Float.floatToRawIntBits(value), Float.BYTES);
  }

  /** Puts the exact bits of a {@code float}, including NaN. */
  public void putFloat(int field, double value) {
    tag(field, WireFormat.WIRETYPE_FIXED64);
    fixed(Double.doubleToRawLongBits(value), Double.BYTES);
  }

  /** Puts a {@code time} in ticks since midnight. */
  public void putTime(int field, LocalTime value) {
    putVarint(field, WallClock.toTicks(value));
  }

  /** Puts a {@code date} in days since 1970-01-01. */
  public void putDate(int field, LocalDate value) {
    putVarint(field, value.toEpochDay());
  }

  /** Puts a {@code datetime} or {@code datetime2} in wall-clock ticks. */
  public void putWallClock(int field, LocalDateTime value) {
    putVarint(field, WallClock.toTicks(value));
  }

  /** Puts a {@code datetimeoffset}. */
  public void putOffsetTime(int field, OffsetDateTime value) {
    long ticks = WallClock.toTicks(value);
    int minutes = value.getOffset().getTotalSeconds() / SECONDS_PER_MINUTE;
    int zigzag = (minutes << 1) ^ (minutes >> 31);
    int bytes =
        (ticks == 0 ? 0 : 1 + varintLength(ticks)) + (zigzag == 0 ? 0 : 1 + varintLength(zigzag));
    tag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    varint(bytes);
    if (ticks != 0) {
      putVarint(OFFSET_TICKS_FIELD, ticks);
    }
    if (zigzag != 0) {
      putVarint(OFFSET_MINUTES_FIELD, zigzag);
    }
  }

  /** Puts a {@code uniqueidentifier}. */
  public void putGuid(int field, UUID value) {
    putBytes(field, Guids.toBytes(value));
  }

  /** Puts a binary value. */
  public void putBytes(int field, byte[] value) {
    tag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    varint(value.length);
    if (reserveLong(value.length)) {
      System.arraycopy(value, 0, row, length, value.length);
    }
    length += value.length;
  }

  /** Puts a text. Unpaired surrogates become U+FFFD, and the text counts as repaired. */
  public void putText(int field, CharSequence value) {
    int bytes = Utf16.utf8Length(value);
    tag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    varint(bytes);
    if (reserveLong(bytes) && Utf16.encode(value, row, length) > 0) {
      repairedTexts++;
    }
    length += bytes;
  }

  /**
   * Puts a text as SQL Server holds nchar and nvarchar. Unpaired surrogates become U+FFFD, and the
   * text counts as repaired.
   *
   * @param utf16 UTF-16, little-endian
   * @throws IllegalArgumentException if the number of bytes is odd
   */
  public void putUtf16(int field, byte[] utf16) {
    putUtf16(field, utf16, 0);
  }

  /**
   * Puts a text that extends to the end of the array.
   *
   * @param utf16 UTF-16, little-endian
   * @param from the offset of the text
   * @throws IllegalArgumentException if the number of bytes is odd
   */
  public void putUtf16(int field, byte[] utf16, int from) {
    int units = Utf16.units(utf16, from);
    tag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    if (units > MAX_UNITS_AT_ONCE) {
      int bytes = Utf16.utf8Length(utf16, from);
      varint(bytes);
      if (reserveLong(bytes)) {
        encode(utf16, from, length);
      }
      length += bytes;
      return;
    }
    // Most texts take about one byte per unit. If the length prefix is longer, the text moves.
    reserve(MAX_VARINT_BYTES + units * MAX_BYTES_PER_UNIT);
    int guessed = length + varintLength(units);
    int end = encode(utf16, from, guessed);
    int bytes = end - guessed;
    int start = length + varintLength(bytes);
    if (start != guessed) {
      System.arraycopy(row, guessed, row, start, bytes);
    }
    varint(bytes);
    length = start + bytes;
  }

  /** Encodes a text at an offset and returns its end. */
  private int encode(byte[] utf16, int from, int at) {
    long result = Utf16.encode(utf16, from, row, at);
    if (Utf16.replaced(result)) {
      repairedTexts++;
    }
    return Utf16.end(result);
  }

  private void putVarint(int field, long value) {
    tag(field, WireFormat.WIRETYPE_VARINT);
    varint(value);
  }

  private void tag(int field, int wireType) {
    varint(((long) field << 3) | wireType);
  }

  private void varint(long value) {
    reserve(MAX_VARINT_BYTES);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      row[length++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    row[length++] = (byte) rest;
  }

  private void fixed(long bits, int bytes) {
    reserve(bytes);
    for (int i = 0; i < bytes; i++) {
      row[length++] = (byte) (bits >> (Byte.SIZE * i));
    }
  }

  private static int varintLength(long value) {
    return (Long.SIZE - Long.numberOfLeadingZeros(value | 1) + 6) / 7;
  }

  /** Reserves space for bytes. Returns false if the row is too long to be kept. */
  private boolean reserveLong(int bytes) {
    if (Math.addExact(length, bytes) > MAX_BYTES) {
      return false;
    }
    reserve(bytes);
    return true;
  }

  private void reserve(int bytes) {
    int needed = Math.addExact(length, bytes);
    if (needed > row.length) {
      // A short row doubles its buffer. For a long row, this would take too much memory.
      long wanted = Math.max(2L * Math.min(row.length, KEPT_BYTES), needed + (long) needed / 8);
      row = Arrays.copyOf(row, (int) Math.min(wanted, Integer.MAX_VALUE - 8));
    }
  }
}
