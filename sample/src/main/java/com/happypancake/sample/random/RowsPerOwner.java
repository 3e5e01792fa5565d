package com.happypancake.sample.random;

/**
 * How many of a table's rows each owner has. The rows are in the order of their owners: owner o has
 * the rows {@code start(o)} to {@code start(o + 1)} - 1.
 */
public abstract sealed class RowsPerOwner {
  private final int owners;
  private final long rows;

  private RowsPerOwner(int owners, long rows) {
    if (rows < 0 || (rows > 0 && owners < 1)) {
      throw new IllegalArgumentException("can't deal " + rows + " rows to " + owners + " owners");
    }
    this.owners = owners;
    this.rows = rows;
  }

  /**
   * Deals rows in proportion to the owners' weights. The result is immutable.
   *
   * @throws IllegalArgumentException if {@code rows} is negative
   */
  public static RowsPerOwner weighted(ParetoWeights weights, long rows) {
    return new Weighted(weights, rows);
  }

  /**
   * Deals rows evenly to blocks of 64 owners, and within a block by weights from 1 to 8, most of
   * which are small. It holds no memory for owners.
   *
   * @param random decides the weights; the result moves it, and so is not thread-safe
   * @throws IllegalArgumentException if there are rows and no owner
   */
  public static RowsPerOwner even(RowRandom random, int owners, long rows) {
    return new Even(random, owners, rows);
  }

  /** Returns the number of owners. */
  public final int owners() {
    return owners;
  }

  /** Returns the number of rows of all owners. */
  public final long rows() {
    return rows;
  }

  /** Returns the number of rows before those of {@code owner}, which is in [0, owners]. */
  public final long start(int owner) {
    return owner == owners ? rows : startOf(owner);
  }

  abstract long startOf(int owner);

  /** Returns the owner of the row {@code row}, which is in [0, rows). */
  public final int ownerOf(long row) {
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

  private static final class Weighted extends RowsPerOwner {
    private final ParetoWeights weights;

    Weighted(ParetoWeights weights, long rows) {
      super(weights.size(), rows);
      this.weights = weights;
    }

    @Override
    long startOf(int owner) {
      return (long) (weights.before(owner) * (rows() / (double) weights.before(owners())));
    }
  }

  private static final class Even extends RowsPerOwner {
    private static final int BLOCK = 64;

    private final RowRandom random;

    Even(RowRandom random, int owners, long rows) {
      super(owners, rows);
      this.random = random;
    }

    @Override
    long startOf(int owner) {
      int first = owner / BLOCK * BLOCK;
      long start = blockStart(first);
      if (owner == first) {
        return start;
      }
      int end = Math.min(owners(), first + BLOCK);
      long before = 0;
      long total = 0;
      for (int i = first; i < end; i++) {
        if (i == owner) {
          before = total;
        }
        total += weight(i);
      }
      return start + (blockStart(end) - start) * before / total;
    }

    private long blockStart(int first) {
      return Math.multiplyExact(first, rows()) / owners();
    }

    private int weight(int owner) {
      int draw = random.at(owner).below(64);
      return draw < 24 ? 1 : draw < 44 ? 2 : draw < 56 ? 4 : draw < 62 ? 6 : 8;
    }
  }
}
