package com.happypancake.sample.row;

/**
 * The rows of one table, numbered from 0 in the order of the table's key. Any range of them can be
 * made alone. Not thread-safe: each thread makes its own.
 */
public interface TableRows {
  /** Returns the number of rows. */
  long count();

  /**
   * Makes the rows {@code from} to {@code to} - 1.
   *
   * @param from the first row, at least 0
   * @param to the end, at most {@link #count}
   * @param sink takes the rows in order
   */
  void write(long from, long to, RowSink sink);
}
