package com.happypancake.extractor.rows;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of up to a few thousand rows, as the driver returned them. A batch passes from the
 * reading thread to the writing thread, and is reused. Only one thread at a time may use it.
 */
final class RowBatch {

  /** The maximum rows of a batch. It holds fewer if rows have many columns. */
  static final int MAX_ROWS = 4096;

  /** A batch with this many bytes is handed over. A single long row may exceed it. */
  static final int MANY_BYTES = 1 << 19;

  private static final int MAX_CELLS = 1 << 14;
  private static final int BYTES_OF_A_NUMBER = 8;

  /** The heap bytes of a value besides its content. A LocalDateTime is three objects. */
  private static final int HEAP_BYTES_OF_A_VALUE = 72;

  private final int columns;
  private final @Nullable Object[] cells;
  private int filled;
  private long bytes;

  RowBatch(int columns) {
    this.columns = columns;
    this.cells = new Object[columns * Math.max(1, Math.min(MAX_ROWS, MAX_CELLS / columns))];
  }

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

  /** Returns whether the batch has no room for another row. */
  boolean isFull() {
    return filled == cells.length;
  }

  int rows() {
    return filled / columns;
  }

  /**
   * Returns the approximate bytes of the values in the source: one for each character, and {@value
   * #BYTES_OF_A_NUMBER} for any value that is neither a text nor binary.
   */
  long bytes() {
    return bytes;
  }

  /** Returns the approximate maximum of heap bytes that the values take. */
  long heapBytes() {
    return bytes + (long) filled * HEAP_BYTES_OF_A_VALUE;
  }

  /** Returns the value at a row and a column, both from 0; null for NULL. */
  @Nullable Object value(int row, int column) {
    return cells[row * columns + column];
  }
}
