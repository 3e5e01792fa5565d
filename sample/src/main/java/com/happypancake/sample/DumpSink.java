package com.happypancake.sample;

import com.happypancake.sample.row.RowSink;
import com.happypancake.sample.text.TextGenerator;
import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.value.WallClock;
import com.happypancake.schemas.value.WireRow;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Encodes rows of one table as records of a part, with the row versions that a database would
 * assign. Holds the records in memory. Not thread-safe.
 */
final class DumpSink implements RowSink {
  private static final int MONEY_SCALE = 4;

  private final LegacyTable table;
  private final List<LegacyColumn> columns;
  private final List<byte[]> records = new ArrayList<>();
  private final WireRow row = new WireRow();
  private char[] text = new char[TextGenerator.LONGEST];
  private byte[] utf16 = new byte[TextGenerator.LONGEST * Character.BYTES];
  private final int timeColumn;
  private final boolean hasRowversion;
  private long rowversion;
  private OptionalLong latest = OptionalLong.empty();
  private int column;

  /**
   * Creates the sink of a table.
   *
   * @param rowversion the row version of the first row, if the table has one
   */
  DumpSink(LegacyTable table, long rowversion) {
    this.table = table;
    this.columns = table.columns();
    this.rowversion = rowversion;
    this.hasRowversion = table.rowversion().isPresent();
    this.timeColumn = table.timeColumn().map(columns::indexOf).orElse(columns.size());
    row.start();
  }

  private int next(ColumnType expected) {
    LegacyColumn bound = columns.get(column++);
    if (bound.type() != expected) {
      throw new IllegalStateException(
          table.qualifiedName()
              + ("." + bound.name() + " is of type " + bound.type())
              + (", but its row gives " + expected));
    }
    return bound.field().getNumber();
  }

  @Override
  public void integer(long value) {
    LegacyColumn bound = columns.get(column++);
    int field = bound.field().getNumber();
    switch (bound.type()) {
      case UNSIGNED_BYTE -> row.putUnsignedByte(field, Math.toIntExact(value));
      case INTEGER -> row.putInteger(field, Math.toIntExact(value));
      default -> row.putLong(field, value);
    }
  }

  @Override
  public void bit(boolean value) {
    row.putBoolean(next(ColumnType.BOOLEAN), value);
  }

  /** Copies the text to UTF-16 bytes, which are encoded faster than a string. */
  @Override
  public void text(String value) {
    int units = value.length();
    if (text.length < units) {
      text = new char[units];
      utf16 = new byte[units * Character.BYTES];
    }
    value.getChars(0, units, text, 0);
    int from = utf16.length - units * Character.BYTES;
    ByteBuffer.wrap(utf16)
        .position(from)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asCharBuffer()
        .put(text, 0, units);
    row.putUtf16(columns.get(column++).field().getNumber(), utf16, from);
  }

  @Override
  public void binary(byte[] value) {
    row.putBytes(next(ColumnType.BINARY), value);
  }

  @Override
  public void guid(UUID value) {
    row.putGuid(next(ColumnType.GUID), value);
  }

  @Override
  public void date(long epochDay) {
    row.putDate(next(ColumnType.DATE), LocalDate.ofEpochDay(epochDay));
  }

  @Override
  public void wallTime(long ticks) {
    if (column == timeColumn) {
      latest = OptionalLong.of(Math.max(ticks, latest.orElse(ticks)));
    }
    row.putWallClock(next(ColumnType.WALL_CLOCK), WallClock.toTime(ticks));
  }

  @Override
  public void offsetTime(long ticks, int offsetMinutes) {
    ZoneOffset offset = ZoneOffset.ofTotalSeconds(offsetMinutes * 60);
    row.putOffsetTime(next(ColumnType.OFFSET_TIME), WallClock.toTime(ticks).atOffset(offset));
  }

  @Override
  public void money(long tenThousandths) {
    row.putMoney(next(ColumnType.MONEY), BigDecimal.valueOf(tenThousandths, MONEY_SCALE));
  }

  @Override
  public void absent() {
    column++;
  }

  @Override
  public void end() {
    if (hasRowversion) {
      byte[] counter = ByteBuffer.allocate(Long.BYTES).putLong(rowversion++).array();
      row.putBytes(next(ColumnType.ROWVERSION), counter);
    }
    records.add(row.toByteArray());
    column = 0;
    row.start();
  }

  /** Returns the records of the rows in their order, each a message in wire format. */
  List<byte[]> records() {
    return records;
  }

  /** Returns the highest value of the table's time column; empty without such a column or rows. */
  OptionalLong latest() {
    return latest;
  }

  /** Returns the number of texts with a replaced unpaired surrogate. */
  long repairedTexts() {
    return row.repairedTexts();
  }
}
