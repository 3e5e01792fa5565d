package com.happypancake.sample.row;

import com.happypancake.sample.random.RowsPerOwner;

/**
 * The rows of one table, numbered from 0 in key order. Any range of them can be made separately.
 * Not thread-safe: each thread creates its own instance.
 */
public abstract sealed class TableRows {
  private TableRows() {}

  /** Returns the rows of an empty table. */
  static TableRows none() {
    return new Single(0) {
      @Override
      void row(long row, RowSink sink) {
        throw new IllegalArgumentException("row " + row + " of a table without rows");
      }
    };
  }

  /** Returns the number of rows. */
  public abstract long count();

  /**
   * Makes the rows {@code from} to {@code to} - 1.
   *
   * @param from the first row, at least 0
   * @param to the end, exclusive, at most {@link #count}
   * @param sink receives the rows in order
   */
  public abstract void write(long from, long to, RowSink sink);

  /** Rows that are made one by one from their number. */
  abstract static non-sealed class Single extends TableRows {
    private final long count;

    Single(long count) {
      this.count = count;
    }

    @Override
    public final long count() {
      return count;
    }

    @Override
    public final void write(long from, long to, RowSink sink) {
      for (long row = from; row < to; row++) {
        row(row, sink);
        sink.end();
      }
    }

    /** Writes the values of a row without ending it. */
    abstract void row(long row, RowSink sink);
  }

  /**
   * The rows of a table whose key starts with an owner. The rows of an owner are made together,
   * because their keys must differ.
   */
  abstract static non-sealed class Owned extends TableRows {
    private final RowsPerOwner perOwner;

    Owned(RowsPerOwner perOwner) {
      this.perOwner = perOwner;
    }

    @Override
    public final long count() {
      return perOwner.rows();
    }

    @Override
    public final void write(long from, long to, RowSink sink) {
      if (from >= to) {
        return;
      }
      long row = from;
      for (int owner = perOwner.ownerOf(from); row < to; owner++) {
        long start = perOwner.start(owner);
        long end = perOwner.start(owner + 1);
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
     * @param owner the owner's number, starting at 0
     * @param start the number of its first row
     * @param count the number of its rows, at least 1
     */
    abstract void prepare(int owner, long start, int count);

    /**
     * Writes the values of a row without ending it.
     *
     * @param owner the owner for which {@link #prepare} was called
     * @param row the row's number in the table
     * @param index the row's number among the owner's rows, starting at 0
     */
    abstract void row(int owner, long row, int index, RowSink sink);
  }
}
