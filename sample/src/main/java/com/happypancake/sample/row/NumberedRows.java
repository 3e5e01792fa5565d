package com.happypancake.sample.row;

/** The rows of a table that are made one by one from their number. */
abstract class NumberedRows implements TableRows {
  private final long count;

  NumberedRows(long count) {
    this.count = count;
  }

  @Override
  public final long count() {
    return count;
  }

  @Override
  public final void write(long from, long to, RowSink sink) {
    for (long row = from; row < to; row++) {
      row(row, sink);
      sink.end();
    }
  }

  /** Puts the values of {@code row} into {@code sink}, without ending it. */
  abstract void row(long row, RowSink sink);
}
