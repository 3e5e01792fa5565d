package com.happypancake.cli.extraction;

/**
 * Counts a table's rows in two ways: those in the dump, which fall when a chunk is read anew, and
 * those that this run has read, which never fall. Safe for use by several threads.
 */
final class Tally {

  private final long earlierRows;
  private final long earlierBytes;
  private long rows;
  private long bytes;

  /** What this run has read since the last count. */
  record Read(long rows, long bytes) {}

  /**
   * A tally.
   *
   * @param earlierRows that a resumed run has read
   * @param earlierBytes of these
   */
  Tally(long earlierRows, long earlierBytes) {
    this.earlierRows = earlierRows;
    this.earlierBytes = earlierBytes;
    this.rows = earlierRows;
    this.bytes = earlierBytes;
  }

  /**
   * Takes the present sums. They may begin below those of the resumed run, which are reported table
   * by table.
   *
   * @return what was read of the source since the last time
   */
  synchronized Read stands(long nowRows, long nowBytes) {
    long newRows = Math.max(earlierRows, nowRows);
    long newBytes = Math.max(earlierBytes, nowBytes);
    Read read = new Read(Math.max(0, newRows - rows), Math.max(0, newBytes - bytes));
    rows = newRows;
    bytes = newBytes;
    return read;
  }

  synchronized long rows() {
    return rows;
  }

  synchronized long bytes() {
    return bytes;
  }
}
