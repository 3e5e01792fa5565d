package com.happypancake.sample.random;

/**
 * How a table's rows are dealt to their owners, in the order of owners and exactly: owner o has the
 * rows {@code start(o)} to {@code start(o + 1)} - 1.
 */
public sealed interface RowsPerOwner permits WeightedRowsPerOwner, EvenRowsPerOwner {
  /** Returns the number of owners. */
  int owners();

  /**
   * Returns the number of rows before those of {@code owner}, which is in [0, owners]; for the
   * last, the table's rows.
   */
  long start(int owner);

  /** Returns the owner of the row {@code row}, which is in [0, start(owners)). */
  default int ownerOf(long row) {
    int low = 0;
    int high = owners() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (start(middle) <= row) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
