package com.happypancake.sample.random;

import java.util.function.IntToLongFunction;

/**
 * The number of a table's rows that each owner has. Rows are in the order of their owners: owner o
 * has the rows {@code start(o)} to {@code start(o + 1)} - 1.
 */
public final class RowsPerOwner {
  private static final int BLOCK = 64;

  private final int owners;
  private final long rows;
  private final IntToLongFunction start;

  private RowsPerOwner(int owners, long rows, IntToLongFunction start) {
    if (rows < 0 || (rows > 0 && owners < 1)) {
      throw new IllegalArgumentException("can't deal " + rows + " rows to " + owners + " owners");
    }
    this.owners = owners;
    this.rows = rows;
    this.start = start;
  }

  /**
   * Distributes rows in proportion to the owners' weights. The result is immutable.
   *
   * @throws IllegalArgumentException if {@code rows} is negative
   */
  public static RowsPerOwner weighted(ParetoWeights weights, long rows) {
    double rowsPerWeight = rows / (double) weights.before(weights.size());
    return new RowsPerOwner(
        weights.size(), rows, owner -> (long) (weights.before(owner) * rowsPerWeight));
  }

  /**
   * Distributes rows evenly to blocks of 64 owners, and within a block by weights from 1 to 8, most
   * of which are small. It uses no memory for owners.
   *
   * @param random draws the weights; the result moves it and is not thread-safe
   * @throws IllegalArgumentException if rows exist but no owners
   */
  public static RowsPerOwner even(RowRandom random, int owners, long rows) {
    return new RowsPerOwner(owners, rows, owner -> evenStart(random, owners, rows, owner));
  }

  private static long evenStart(RowRandom random, int owners, long rows, int owner) {
    int first = owner / BLOCK * BLOCK;
    int end = Math.min(owners, first + BLOCK);
    long start = Math.multiplyExact(first, rows) / owners;
    if (owner == first) {
      return start;
    }
    long before = 0;
    long total = 0;
    for (int i = first; i < end; i++) {
      if (i == owner) {
        before = total;
      }
      total += weight(random.at(i));
    }
    return start + (Math.multiplyExact(end, rows) / owners - start) * before / total;
  }

  private static int weight(RowRandom random) {
    int draw = random.below(64);
    return draw < 24 ? 1 : draw < 44 ? 2 : draw < 56 ? 4 : draw < 62 ? 6 : 8;
  }

  /** Returns the number of owners. */
  public int owners() {
    return owners;
  }

  /** Returns the number of all owners' rows. */
  public long rows() {
    return rows;
  }

  /** Returns the number of rows before those of {@code owner}, which is in [0, owners]. */
  public long start(int owner) {
    return owner == owners ? rows : start.applyAsLong(owner);
  }

  /** Returns the owner of a row, which is in [0, rows). */
  public int ownerOf(long row) {
    int low = 0;
    int high = owners - 1;
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
