package com.happypancake.transformer.sort;

import java.io.IOException;

/** Iterates over those records of a sorted run whose keys lie within a range. */
final class RangeCursor extends SortCursor {

  private final SortCursor cursor;
  private final KeyRange range;
  private boolean started;

  /**
   * Creates a cursor. Closing it closes the other.
   *
   * @param cursor begins at or before the range
   */
  RangeCursor(SortCursor cursor, KeyRange range) {
    this.cursor = cursor;
    this.range = range;
  }

  @Override
  public boolean advance() throws IOException {
    boolean more = cursor.advance();
    while (more && !started && range.isAfter(cursor)) {
      more = cursor.advance();
    }
    started = true;
    return more && !range.isBefore(cursor);
  }

  @Override
  public byte[] bytes() {
    return cursor.bytes();
  }

  @Override
  int offset() {
    return cursor.offset();
  }

  @Override
  long prefix() {
    return cursor.prefix();
  }

  @Override
  public void close() throws IOException {
    cursor.close();
  }
}
