package com.happypancake.cli.extraction;

/**
 * What was read of a table, in two ways: what stands, which goes back where a chunk is read anew,
 * and what this run has read of the source, which only rises. Safe for use by several threads.
 */
final class Tally {

  private final long earlierRows;
  private final long earlierBytes;
  private long rows;
  private long bytes;

  /** What this run has read of the source within a time. */
  record Read(long rows, long bytes) {}

  /**
   * A tally.
   *
   * @param earlierRows that stand already, of an earlier run
   * @param earlierBytes of these
   */
  Tally(long earlierRows, long earlierBytes) {
    this.earlierRows = earlierRows;
    this.earlierBytes = earlierBytes;
    this.rows = earlierRows;
    this.bytes = earlierBytes;
  }

  /**
   * Takes what stands now; the earlier run's rows, which are told bit by bit, do all the time.
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
