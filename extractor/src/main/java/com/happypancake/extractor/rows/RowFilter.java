package com.happypancake.extractor.rows;

import java.io.IOException;

/** Decides which rows are written. Safe for use by several threads. */
@FunctionalInterface
public interface RowFilter {

  /**
   * Tells whether a row is left out.
   *
   * @param bytes hold a message of the table's type
   * @param offset where it begins
   * @param length how many bytes it has
   * @throws IOException if the bytes are no such row
   */
  boolean skips(byte[] bytes, int offset, int length) throws IOException;
}
