package com.happypancake.extractor;

import com.happypancake.dumps.PartWriter;
import com.happypancake.extractor.pseudonym.Pseudonyms;
import com.happypancake.extractor.source.ColumnReader;
import com.happypancake.extractor.source.RowCursor;
import com.happypancake.extractor.source.SourceException;
import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.value.WireRow;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.StringJoiner;

/** Encodes the rows of one table, column by column, straight from the cursor to wire format. */
final class RowEncoder {

  private static final int WORTH_TELLING_BYTES = 1 << 20;

  private final int[] fields;
  private final ColumnReader[] readers;
  private final String[] columns;
  private final Optional<HighMark> highMark;
  private final int[] ends;
  private final WireRow own = new WireRow();

  /**
   * An encoder.
   *
   * @param pseudonyms what is put in the place of what the schema marks as personal
   */
  RowEncoder(TablePlan plan, Optional<Pseudonyms> pseudonyms) {
    List<TablePlan.PlannedColumn> planned = plan.columns();
    fields = new int[planned.size()];
    readers = new ColumnReader[planned.size()];
    columns = new String[planned.size()];
    ends = new int[planned.size()];
    highMark =
        plan.table()
            .timeColumn()
            .filter(column -> column.type() == ColumnType.WALL_CLOCK)
            .map(column -> new HighMark());
    for (int i = 0; i < fields.length; i++) {
      TablePlan.PlannedColumn column = planned.get(i);
      boolean marks = plan.table().timeColumn().filter(column.column()::equals).isPresent();
      fields[i] = column.column().field().getNumber();
      readers[i] =
          marks && highMark.isPresent()
              ? highMark.get()
              : pseudonyms
                  .map(names -> names.reader(column.column(), column.reader()))
                  .orElse(column.reader());
      columns[i] = column.column().name() + " (" + column.column().sqlType() + ")";
    }
  }

  /**
   * Encodes the row that a cursor stands at.
   *
   * @return a message of the table's type, the caller's own
   * @throws SourceException if a value can't be read or held
   */
  byte[] encode(RowCursor cursor) throws SourceException {
    own.start();
    encode(cursor, own);
    return own.toByteArray();
  }

  /**
   * Encodes the row that a cursor stands at.
   *
   * @param row takes it, behind what it holds already: a message of the table's type
   * @throws SourceException if a value can't be read or held, or the row is longer than a record
   *     may be
   */
  void encode(RowCursor cursor, WireRow row) throws SourceException {
    int start = row.length();
    cursor.rowBegins();
    try {
      for (int i = 0; i < fields.length; i++) {
        cursor.read(readers[i], i + 1, fields[i], row, columns[i]);
        ends[i] = row.length() - start;
        if (ends[i] > PartWriter.MAX_RECORD_BYTES) {
          throw cursor.refusal(tooLong(i));
        }
      }
    } finally {
      cursor.rowEnds();
    }
  }

  /** Tells of all columns up to one that makes the row too long, and nothing of what they hold. */
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
  OptionalLong highMarkTicks() {
    return highMark.map(HighMark::ticks).orElse(OptionalLong.empty());
  }
}
