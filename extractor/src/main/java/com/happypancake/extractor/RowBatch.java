package com.happypancake.extractor;

import com.happypancake.schemas.value.WireRow;

/**
 * Some thousands of encoded rows, one after another, on their way from the thread that reads to the
 * one that writes. It is used by one thread at a time, and over and over.
 */
final class RowBatch {

  /** How many rows it can hold. */
  static final int MAX_ROWS = 4096;

  /** How many bytes it holds before it is handed over; one long row may have more. */
  static final int MANY_BYTES = 1 << 18;

  private final WireRow encoded = new WireRow();
  private final int[] ends = new int[MAX_ROWS];
  private final int[] repairedTexts = new int[MAX_ROWS];
  private int rows;
  private long repairedBefore;

  /** Forgets all rows; a buffer that a row of unusual length took is given back. */
  void clear() {
    encoded.start();
    rows = 0;
    repairedBefore = encoded.repairedTexts();
  }

  /** Returns what the next row is put into, behind those that are there. */
  WireRow encoded() {
    return encoded;
  }

  /** The next row is whole. */
  void endRow() {
    ends[rows] = encoded.length();
    repairedTexts[rows] = (int) (encoded.repairedTexts() - repairedBefore);
    repairedBefore = encoded.repairedTexts();
    rows++;
  }

  /** Returns how many rows there are. */
  int rows() {
    return rows;
  }

  /** Returns how many bytes all rows have. */
  int length() {
    return encoded.length();
  }

  /** Returns the array that holds the rows. */
  byte[] bytes() {
    return encoded.array();
  }

  /** Returns where a row begins; the first is row 0. */
  int start(int row) {
    return row == 0 ? 0 : ends[row - 1];
  }

  /** Returns how many bytes a row has. */
  int length(int row) {
    return ends[row] - start(row);
  }

  /** Returns how many texts of a row had an unpaired surrogate replaced. */
  int repairedTexts(int row) {
    return repairedTexts[row];
  }
}
