package com.happypancake.extractor.rows;

import com.happypancake.extractor.ExtractionListener;
import com.happypancake.schemas.catalogue.LegacyTable;

/** Adds up what several readers have read of one table. */
public final class TableProgress {

  private final LegacyTable table;
  private final ExtractionListener listener;
  private long rows;
  private long bytes;

  public TableProgress(LegacyTable table, ExtractionListener listener) {
    this.table = table;
    this.listener = listener;
  }

  /**
   * Adds rows; takes them away again where the numbers are negative, since their chunk is read
   * anew.
   *
   * @param moreBytes as the dump holds them, before deflate
   */
  public synchronized void add(long moreRows, long moreBytes) {
    rows += moreRows;
    bytes += moreBytes;
    listener.rowsRead(table, rows, bytes);
  }

  /** Returns how many rows were read so far. */
  synchronized long rows() {
    return rows;
  }
}
