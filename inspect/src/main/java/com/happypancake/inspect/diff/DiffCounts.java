package com.happypancake.inspect.diff;

/**
 * How many records of a table differ.
 *
 * @param removed that the first side alone has
 * @param added that the second side alone has
 * @param changed whose key both have
 * @param equal that both have
 */
public record DiffCounts(long removed, long added, long changed, long equal) {

  /** No records. */
  public static final DiffCounts NONE = new DiffCounts(0, 0, 0, 0);

  /** Returns the sums of both. */
  public DiffCounts plus(DiffCounts other) {
    return new DiffCounts(
        removed + other.removed, added + other.added, changed + other.changed, equal + other.equal);
  }

  /** Tells whether nothing differs. */
  public boolean isEqual() {
    return removed == 0 && added == 0 && changed == 0;
  }
}
