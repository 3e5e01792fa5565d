package com.happypancake.sample;

import com.happypancake.dumps.PartWriter;
import com.happypancake.sample.row.RowSink;
import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.value.WallClock;
import com.happypancake.schemas.value.WireRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.LongConsumer;

/**
 * Writes the rows of one table as records of a part, with the row versions that a database would
 * assign. Throws {@link UncheckedIOException} if the disk fails. Not thread-safe.
 */
final class DumpSink implements RowSink {
  private static final int ROWS_PER_REPORT = 10_000;
  private static final int MONEY_SCALE = 4;

  private final LegacyTable table;
  private final List<LegacyColumn> columns;
  private final PartWriter part;
  private final LongConsumer progress;
  private final WireRow row = new WireRow();
  private final int timeColumn;
  private long rowversion;
  private OptionalLong latest = OptionalLong.empty();
  private int column;

  /**
   * Creates the sink of a table.
   *
   * @param rowversion the row version of the first row, if the table has one
   * @param progress receives the number of rows written, now and then
   */
  DumpSink(LegacyTable table, PartWriter part, long rowversion, LongConsumer progress) {
    this.table = table;
    this.columns = table.columns();
    this.part = part;
    this.rowversion = rowversion;
    this.progress = progress;
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

  @Override
  public void text(String value) {
    row.putText(columns.get(column++).field().getNumber(), value);
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
    if (table.rowversion().isPresent()) {
      byte[] counter = ByteBuffer.allocate(Long.BYTES).putLong(rowversion++).array();
      row.putBytes(next(ColumnType.ROWVERSION), counter);
    }
    byte[] record = row.toByteArray();
    try {
      part.write(record);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    column = 0;
    row.start();
    if (part.records() % ROWS_PER_REPORT == 0) {
      progress.accept(part.records());
    }
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
