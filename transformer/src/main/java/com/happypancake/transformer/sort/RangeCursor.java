package com.happypancake.transformer.sort;

import java.io.IOException;

/** Iterates over those records of a sorted run whose keys lie within a range. */
final class RangeCursor extends FilterCursor {

  private final KeyRange range;
  private boolean started;

  /**
   * Creates a cursor.
   *
   * @param cursor begins at or before the range
   */
  RangeCursor(SortCursor cursor, KeyRange range) {
    super(cursor);
    this.range = range;
  }

  @Override
  public boolean advance() throws IOException {
    boolean more = advanceOther();
    while (more && !started && range.isAfter(this)) {
      more = advanceOther();
    }
    started = true;
    return more && !range.isBefore(this);
  }
}
