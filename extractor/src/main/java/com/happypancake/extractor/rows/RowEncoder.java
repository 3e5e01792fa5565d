package com.happypancake.extractor.rows;

import com.happypancake.database.RowCursor;
import com.happypancake.database.SourceException;
import com.happypancake.database.column.ColumnEncoder;
import com.happypancake.database.column.ColumnReader;
import com.happypancake.dumps.PartWriter;
import com.happypancake.extractor.plan.TablePlan;
import com.happypancake.extractor.pseudonym.Pseudonyms;
import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.value.WallClock;
import com.happypancake.schemas.value.WireRow;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.StringJoiner;

/** Fetches and encodes the rows of one query. One thread may fetch while another encodes. */
public final class RowEncoder {

  private static final int WORTH_TELLING_BYTES = 1 << 20;

  private final String where;
  private final int[] fields;
  private final ColumnReader[] readers;
  private final ColumnEncoder[] encoders;
  private final String[] columns;
  private final Optional<LatestTimeEncoder> latestTime;
  private final int[] ends;
  private final WireRow encoded = new WireRow();
  private long ordinal;

  /**
   * Creates an encoder.
   *
   * @param pseudonyms replace the values that the schema marks as personal
   */
  public RowEncoder(String where, TablePlan plan, Optional<Pseudonyms> pseudonyms) {
    this.where = where;
    List<TablePlan.PlannedColumn> planned = plan.columns();
    fields = new int[planned.size()];
    readers = new ColumnReader[planned.size()];
    encoders = new ColumnEncoder[planned.size()];
    columns = new String[planned.size()];
    ends = new int[planned.size()];
    latestTime =
        plan.table()
            .timeColumn()
            .filter(column -> column.type() == ColumnType.WALL_CLOCK)
            .map(column -> new LatestTimeEncoder());
    for (int i = 0; i < fields.length; i++) {
      TablePlan.PlannedColumn column = planned.get(i);
      boolean marks = plan.table().timeColumn().filter(column.column()::equals).isPresent();
      fields[i] = column.column().field().getNumber();
      readers[i] = column.reader();
      encoders[i] =
          marks && latestTime.isPresent()
              ? latestTime.get()
              : pseudonyms
                  .map(names -> names.encoder(column.column(), column.reader()))
                  .orElse(column.reader());
      columns[i] = column.column().name() + " (" + column.column().sqlType() + ")";
    }
  }

  int columns() {
    return fields.length;
  }

  /**
   * Fetches the cursor's row into a batch. For use by the reading thread.
   *
   * @throws SourceException if the driver can't return a value
   */
  void fetch(RowCursor cursor, RowBatch batch) throws SourceException {
    cursor.rowBegins();
    try {
      for (int i = 0; i < fields.length; i++) {
        batch.add(cursor.fetch(readers[i], i + 1, columns[i]));
      }
    } finally {
      cursor.rowEnds();
    }
  }

  /**
   * Encodes a row. Rows must come in the order of the query. For use by the writing thread.
   *
   * @param row the row's index in the batch, from 0
   * @return a message of the table's type, valid until the next row
   * @throws SourceException if a field can't hold a value, or the row exceeds a record's maximum
   */
  public WireRow encode(RowBatch batch, int row) throws SourceException {
    ordinal++;
    encoded.start();
    for (int i = 0; i < fields.length; i++) {
      Object value = batch.value(row, i);
      if (value != null) {
        put(value, i);
      }
      ends[i] = encoded.length();
      if (ends[i] > PartWriter.MAX_RECORD_BYTES) {
        throw SourceException.ofRow(where, ordinal, tooLong(i));
      }
    }
    return encoded;
  }

  private void put(Object value, int column) throws SourceException {
    try {
      encoders[column].put(value, fields[column], encoded);
    } catch (ArithmeticException | IllegalArgumentException | DateTimeException e) {
      throw SourceException.ofValue(where, ordinal, columns[column]);
    }
  }

  /**
   * Fetches and encodes the cursor's row.
   *
   * @return a message of the table's type, which the caller owns
   * @throws SourceException if a value can't be read, or a field can't hold it
   */
  public byte[] encode(RowCursor cursor) throws SourceException {
    RowBatch batch = new RowBatch(fields.length);
    fetch(cursor, batch);
    return encode(batch, 0).toByteArray();
  }

  /** Lists the sizes of the columns up to the one that makes the row too long, but no values. */
  private String tooLong(int last) {
    StringJoiner sizes = new StringJoiner(", ");
    for (int i = 0; i <= last; i++) {
      int bytes = ends[i] - (i == 0 ? 0 : ends[i - 1]);
      if (bytes >= WORTH_TELLING_BYTES) {
        sizes.add(columns[i] + " " + bytes + " bytes");
      }
    }
    return String.format(
        Locale.ROOT,
        "it has %d bytes or more, and a record of a dump has %d at most; its longest columns: %s;"
            + " shorten the values in the database, or leave a column out of the schema",
        ends[last],
        PartWriter.MAX_RECORD_BYTES,
        sizes);
  }

  /** Returns the greatest value of the table's time column so far, in wall-clock ticks. */
  OptionalLong latestTicks() {
    return latestTime.map(LatestTimeEncoder::ticks).orElse(OptionalLong.empty());
  }

  /**
   * Encodes a table's time column and keeps its greatest value.
   *
   * <p>In legacy rows 9999-12-31 means "never". As a mark it would hide all later rows.
   */
  static final class LatestTimeEncoder implements ColumnEncoder {

    private static final LocalDate NEVER = LocalDate.of(9999, 12, 31);

    private long ticks = Long.MIN_VALUE;
    private boolean seen;

    @Override
    public void put(Object value, int field, WireRow row) {
      LocalDateTime time = (LocalDateTime) value;
      row.putWallClock(field, time);
      if (!time.toLocalDate().equals(NEVER)) {
        ticks = Math.max(ticks, WallClock.toTicks(time));
        seen = true;
      }
    }

    OptionalLong ticks() {
      return seen ? OptionalLong.of(ticks) : OptionalLong.empty();
    }
  }
}
