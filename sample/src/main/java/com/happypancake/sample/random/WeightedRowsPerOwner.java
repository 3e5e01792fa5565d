package com.happypancake.sample.random;

/**
 * RowsPerOwner in proportion to the weights of a {@link ParetoWeights}, rounded so that the sum is
 * exact. Immutable.
 *
 * @param skew the owners' weights
 * @param rows the number of rows, at least 0
 */
public record WeightedRowsPerOwner(ParetoWeights skew, long rows) implements RowsPerOwner {
  /** Checks the number of rows. */
  public WeightedRowsPerOwner {
    if (rows < 0) {
      throw new IllegalArgumentException("rows to share: expected at least 0, got " + rows);
    }
  }

  @Override
  public int owners() {
    return skew.members();
  }

  @Override
  public long start(int owner) {
    if (owner == owners()) {
      return rows;
    }
    return (long) (skew.before(owner) * (rows / (double) skew.before(owners())));
  }
}
