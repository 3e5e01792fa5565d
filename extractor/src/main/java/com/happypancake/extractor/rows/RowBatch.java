package com.happypancake.extractor.rows;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of up to some thousands of rows, as the driver gave them. It passes from the thread
 * that reads to the one that writes, and is reused. For one thread at a time.
 */
final class RowBatch {

  /** The most rows of a batch; fewer if rows have many columns. */
  static final int MAX_ROWS = 4096;

  /** After so many bytes a batch is handed over; one long row may have more. */
  static final int MANY_BYTES = 1 << 19;

  private static final int MAX_CELLS = 1 << 14;
  private static final int BYTES_OF_A_NUMBER = 8;

  /** What a value takes on the heap beside its bytes. A LocalDateTime is three objects. */
  private static final int HEAP_BYTES_OF_A_VALUE = 72;

  private final int columns;
  private final @Nullable Object[] cells;
  private int filled;
  private long bytes;

  /** An empty batch. */
  RowBatch(int columns) {
    this.columns = columns;
    this.cells = new Object[columns * Math.max(1, Math.min(MAX_ROWS, MAX_CELLS / columns))];
  }

  /** Removes all rows. */
  void clear() {
    Arrays.fill(cells, 0, filled, null);
    filled = 0;
    bytes = 0;
  }

  /** Appends the next column's value, or the first of the next row. */
  void add(@Nullable Object value) {
    cells[filled++] = value;
    if (value instanceof byte[] binary) {
      bytes += binary.length;
    } else if (value instanceof String text) {
      bytes += text.length();
    } else if (value != null) {
      bytes += BYTES_OF_A_NUMBER;
    }
  }

  /** Tells whether there is no room for another row. */
  boolean isFull() {
    return filled == cells.length;
  }

  /** Returns how many rows there are. */
  int rows() {
    return filled / columns;
  }

  /**
   * Returns how many bytes the values have in about the source's own form: one a character, and
   * {@value #BYTES_OF_A_NUMBER} for any value that is neither a text nor binary.
   */
  long bytes() {
    return bytes;
  }

  /** Returns about the most heap bytes that the values take. */
  long heapBytes() {
    return bytes + (long) filled * HEAP_BYTES_OF_A_VALUE;
  }

  /** Returns the value at a row and a column, both from 0; null for NULL. */
  @Nullable Object value(int row, int column) {
    return cells[row * columns + column];
  }
}
