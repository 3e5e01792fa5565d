package com.happypancake.sample.text;

import com.happypancake.sample.random.RowRandom;

/**
 * A log-normal distribution of text lengths in UTF-16 units. Most texts are short, a few very long.
 *
 * <p>The normal variable is the sum of four uniform ones, which cuts the far tails. The exponential
 * comes from a table made with {@link StrictMath}, so lengths are the same on every machine.
 * Immutable.
 */
public final class TextLengths {
  private static final int STEPS = 1 << 10;

  private final int[] table = new int[STEPS];

  /**
   * Creates a distribution.
   *
   * @param median the median length, at least 1
   * @param spread the standard deviation of the length's natural logarithm
   * @param longest the maximum length, at least {@code median}
   */
  public TextLengths(double median, double spread, int longest) {
    for (int i = 0; i < STEPS; i++) {
      double deviations = (i + 0.5 - STEPS / 2.0) * 8 / STEPS;
      double length = median * StrictMath.exp(spread * deviations);
      table[i] = (int) Math.max(1, Math.min(longest, length));
    }
  }

  /** Draws a length. */
  public int draw(RowRandom random) {
    long bits = random.next();
    int sum = 0;
    for (int i = 0; i < 4; i++) {
      sum += (int) (bits >>> (16 * i) & 0xFFFF);
    }
    // Four uniform parts have a deviation of 0x10000 / sqrt(3). The table spans eight deviations.
    double deviations = (sum - 0x1FFFE) * 1.7320508075688772 / 0x10000;
    int step = (int) (deviations * STEPS / 8 + STEPS / 2.0);
    return table[Math.max(0, Math.min(STEPS - 1, step))];
  }
}
