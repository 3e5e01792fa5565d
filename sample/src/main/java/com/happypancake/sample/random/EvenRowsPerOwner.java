package com.happypancake.sample.random;

/**
 * RowsPerOwner that are even between blocks of 64 owners and uneven within: an owner's weight is 1
 * to 8, most are light. No memory is held for owners. Not thread-safe, as it moves a random cursor.
 */
public final class EvenRowsPerOwner implements RowsPerOwner {
  private static final int BLOCK = 64;

  private final RowRandom random;
  private final int owners;
  private final long rows;

  /**
   * Deals {@code rows} rows to {@code owners} owners.
   *
   * @param random decides the weights; it is moved
   * @throws IllegalArgumentException if there are rows and no owner
   */
  public EvenRowsPerOwner(RowRandom random, int owners, long rows) {
    if (rows < 0 || (rows > 0 && owners < 1)) {
      throw new IllegalArgumentException("can't deal " + rows + " rows to " + owners + " owners");
    }
    this.random = random;
    this.owners = owners;
    this.rows = rows;
  }

  @Override
  public int owners() {
    return owners;
  }

  @Override
  public long start(int owner) {
    int first = owner / BLOCK * BLOCK;
    long start = blockStart(first);
    if (owner == first) {
      return start;
    }
    int end = Math.min(owners, first + BLOCK);
    long before = 0;
    long total = 0;
    for (int i = first; i < end; i++) {
      if (i == owner) {
        before = total;
      }
      total += weight(i);
    }
    if (owner == owners) {
      return rows;
    }
    return start + (blockStart(end) - start) * before / total;
  }

  private long blockStart(int first) {
    return owners == 0 ? 0 : Math.multiplyExact(first, rows) / owners;
  }

  private int weight(int owner) {
    int draw = random.at(owner).below(64);
    return draw < 24 ? 1 : draw < 44 ? 2 : draw < 56 ? 4 : draw < 62 ? 6 : 8;
  }
}
