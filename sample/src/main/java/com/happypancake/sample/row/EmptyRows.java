package com.happypancake.sample.row;

/** A table that no rows are made for. */
record EmptyRows() implements TableRows {
  @Override
  public long count() {
    return 0;
  }

  @Override
  public void write(long from, long to, RowSink sink) {}
}
