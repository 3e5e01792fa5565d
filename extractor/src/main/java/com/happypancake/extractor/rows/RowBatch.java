package com.happypancake.extractor.rows;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Some thousands of rows as the driver gave them, on their way from the thread that reads to the
 * one that writes. It is used by one thread at a time, and over and over.
 */
final class RowBatch {

  /** How many rows it can hold, unless they have many columns. */
  static final int MAX_ROWS = 4096;

  /** How many bytes it holds before it is handed over; one long row may have more. */
  static final int MANY_BYTES = 1 << 19;

  private static final int MAX_CELLS = 1 << 14;
  private static final int BYTES_OF_A_NUMBER = 8;

  /** What a value takes on the heap beside its bytes: of a LocalDateTime three objects. */
  private static final int HEAP_BYTES_OF_A_VALUE = 72;

  private final int columns;
  private final @Nullable Object[] cells;
  private int filled;
  private long bytes;

  /** An empty one, for rows of so many columns: one at least. */
  RowBatch(int columns) {
    this.columns = columns;
    this.cells = new Object[columns * Math.max(1, Math.min(MAX_ROWS, MAX_CELLS / columns))];
  }

  /** Forgets all rows. */
  void clear() {
    Arrays.fill(cells, 0, filled, null);
    filled = 0;
    bytes = 0;
  }

  /** Appends a value: the next column's, or the next row's first. */
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
   * Returns how many bytes the values have, as the source sends them: a text one or two for each
   * character, anything but texts and binary values {@value #BYTES_OF_A_NUMBER}.
   */
  long bytes() {
    return bytes;
  }

  /** Returns how much of the heap the values take, at most about. */
  long heapBytes() {
    return bytes + (long) filled * HEAP_BYTES_OF_A_VALUE;
  }

  /** Returns a value, both counted from 0; null for NULL. */
  @Nullable Object value(int row, int column) {
    return cells[row * columns + column];
  }
}
