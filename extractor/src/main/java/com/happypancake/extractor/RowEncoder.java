package com.happypancake.extractor;

import com.happypancake.extractor.source.ColumnReader;
import com.happypancake.extractor.source.RowCursor;
import com.happypancake.extractor.source.SourceException;
import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.value.WireRow;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Encodes the rows of one table, column by column, straight from the cursor to wire format. */
final class RowEncoder {

  private final int[] fields;
  private final ColumnReader[] readers;
  private final String[] columns;
  private final Optional<HighMark> highMark;
  private final WireRow row = new WireRow();

  RowEncoder(TablePlan plan) {
    List<TablePlan.PlannedColumn> planned = plan.columns();
    fields = new int[planned.size()];
    readers = new ColumnReader[planned.size()];
    columns = new String[planned.size()];
    highMark =
        plan.table()
            .timeColumn()
            .filter(column -> column.type() == ColumnType.WALL_CLOCK)
            .map(column -> new HighMark());
    for (int i = 0; i < fields.length; i++) {
      TablePlan.PlannedColumn column = planned.get(i);
      boolean marks = plan.table().timeColumn().filter(column.column()::equals).isPresent();
      fields[i] = column.column().field().getNumber();
      readers[i] = marks && highMark.isPresent() ? highMark.get() : column.reader();
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
    row.start();
    for (int i = 0; i < fields.length; i++) {
      cursor.read(readers[i], i + 1, fields[i], row, columns[i]);
    }
    return row.toByteArray();
  }

  /** Returns how many texts of all rows so far had an unpaired surrogate replaced. */
  long repairedTexts() {
    return row.repairedTexts();
  }

  /** Returns the greatest value of the table's time column so far, in wall-clock ticks. */
  OptionalLong highMarkTicks() {
    return highMark.map(HighMark::ticks).orElse(OptionalLong.empty());
  }
}
