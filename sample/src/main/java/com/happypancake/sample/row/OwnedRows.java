package com.happypancake.sample.row;

import com.happypancake.sample.random.RowsPerOwner;

/**
 * The rows of a table whose key starts with an owner: the owners' shares follow each other, and an
 * owner's rows are made together, since their keys must differ.
 */
abstract class OwnedRows implements TableRows {
  /** The part of an owner's random numbers that draws its keys; its rows have the parts from 0. */
  static final long KEYS = -1;

  private final RowsPerOwner shares;

  OwnedRows(RowsPerOwner shares) {
    this.shares = shares;
  }

  @Override
  public final long count() {
    return shares.start(shares.owners());
  }

  @Override
  public final void write(long from, long to, RowSink sink) {
    if (from >= to) {
      return;
    }
    long row = from;
    for (int owner = shares.ownerOf(from); row < to; owner++) {
      long start = shares.start(owner);
      long end = shares.start(owner + 1);
      if (end > row) {
        prepare(owner, start, Math.toIntExact(end - start));
        for (long stop = Math.min(end, to); row < stop; row++) {
          row(owner, row, (int) (row - start), sink);
          sink.end();
        }
      }
    }
  }

  /**
   * Makes the keys of an owner's rows.
   *
   * @param owner the owner's rank
   * @param start the number of its first row
   * @param count how many rows it has, at least 1
   */
  abstract void prepare(int owner, long start, int count);

  /**
   * Puts the values of a row into {@code sink}, without ending it.
   *
   * @param owner the owner's rank, for which {@link #prepare} was called
   * @param row the row's number in the table
   * @param index its number among the owner's rows, from 0
   */
  abstract void row(int owner, long row, int index, RowSink sink);
}
