package com.happypancake.sample.random;

/**
 * Random weights with a heavy tail: a few members have most of the weight.
 *
 * <p>A weight is u^-e for a random u in (0, 1], with e = 3/4 or 7/8. This is Pareto's distribution,
 * cut at the value that one of n members is expected to exceed. The powers are products of square
 * roots, which are exact in IEEE 754, so weights are the same on every machine. Prefix sums store
 * the weights in 8 bytes per member. Immutable.
 */
public final class ParetoWeights {
  private static final double SCALE = 64;

  private final long[] prefix;

  /**
   * Draws the weights of {@code size} members.
   *
   * @param random the cursor that draws them; this moves it
   * @param steep whether the exponent is 7/8 instead of 3/4
   */
  public ParetoWeights(RowRandom random, int size, boolean steep) {
    prefix = new long[size + 1];
    double least = 1.0 / size;
    for (int i = 0; i < size; i++) {
      double u = Math.max(least, random.at(i).unit());
      double half = Math.sqrt(u);
      double quarter = Math.sqrt(half);
      double power = half * quarter * (steep ? Math.sqrt(quarter) : 1);
      prefix[i + 1] = prefix[i] + (long) (SCALE / power);
    }
  }

  /** Returns the number of members. */
  public int size() {
    return prefix.length - 1;
  }

  /** Returns the sum of the weights of the first {@code count} members. */
  public long before(int count) {
    return prefix[count];
  }

  /**
   * Picks one of the members {@code from} to {@code to} - 1 with a probability proportional to its
   * weight.
   *
   * @throws IllegalArgumentException if the range is empty
   */
  public int pick(RowRandom random, int from, int to) {
    if (from >= to) {
      throw new IllegalArgumentException(
          "pick from an empty range of members: " + from + " to " + to);
    }
    long weight = prefix[from] + random.below(prefix[to] - prefix[from]);
    int low = from;
    int high = to - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (prefix[middle] <= weight) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
