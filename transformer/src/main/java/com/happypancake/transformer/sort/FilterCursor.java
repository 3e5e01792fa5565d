package com.happypancake.transformer.sort;

import java.io.IOException;

/** A cursor that stands on the records of another one. Closing it closes the other. */
abstract class FilterCursor extends SortCursor {

  private final SortCursor cursor;

  FilterCursor(SortCursor cursor) {
    this.cursor = cursor;
  }

  /** Moves the other cursor to its next record and returns whether there is one. */
  final boolean advanceOther() throws IOException {
    return cursor.advance();
  }

  @Override
  public final byte[] bytes() {
    return cursor.bytes();
  }

  @Override
  final int offset() {
    return cursor.offset();
  }

  @Override
  final long prefix() {
    return cursor.prefix();
  }

  @Override
  public final void close() throws IOException {
    cursor.close();
  }
}
