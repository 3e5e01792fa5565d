package com.happypancake.sample.random;

/**
 * A random permutation of the numbers below a power of two. Each image is computed separately.
 *
 * <p>Each round multiplies by an odd number and folds the upper half onto the lower. Both steps are
 * reversible, so no two numbers have the same image. Immutable.
 */
public final class Permutation {
  private static final int ROUNDS = 3;

  private final long mask;
  private final int fold;
  private final long[] factors = new long[ROUNDS];
  private final long[] shifts = new long[ROUNDS];

  /**
   * Creates a permutation of [0, 2^{@code bits}) with keys drawn from {@code random}.
   *
   * @throws IllegalArgumentException if {@code bits} is not between 2 and 62
   */
  public Permutation(int bits, RowRandom random) {
    if (bits < 2 || bits > 62) {
      throw new IllegalArgumentException("bits of a permutation: expected 2 to 62, got " + bits);
    }
    this.mask = (1L << bits) - 1;
    this.fold = (bits + 1) / 2;
    for (int i = 0; i < ROUNDS; i++) {
      factors[i] = random.next() | 1;
      shifts[i] = random.next();
    }
  }

  /** Returns the image of {@code number}. Both are in [0, 2^bits). */
  public long of(long number) {
    long image = number;
    for (int i = 0; i < ROUNDS; i++) {
      image = (image * factors[i] + shifts[i]) & mask;
      image ^= image >>> fold;
    }
    return image;
  }
}
