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
  private long readRows;
  private long readBytes;

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
   * @return how many rows were read of the source since the last time
   */
  synchronized long stands(long nowRows, long nowBytes) {
    long newRows = Math.max(earlierRows, nowRows);
    long newBytes = Math.max(earlierBytes, nowBytes);
    long more = Math.max(0, newRows - rows);
    readRows += more;
    readBytes += Math.max(0, newBytes - bytes);
    rows = newRows;
    bytes = newBytes;
    return more;
  }

  synchronized long rows() {
    return rows;
  }

  synchronized long bytes() {
    return bytes;
  }

  synchronized long readRows() {
    return readRows;
  }

  synchronized long readBytes() {
    return readBytes;
  }
}
