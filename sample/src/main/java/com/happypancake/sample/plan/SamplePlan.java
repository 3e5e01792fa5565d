package com.happypancake.sample.plan;

/**
 * What a sample is made of: the same plan always gives the same rows.
 *
 * @param country the country
 * @param scale the size relative to the country's own, above 0 and at most {@value #LARGEST_SCALE}
 * @param seed chooses among samples of the same country and scale
 */
public record SamplePlan(SampleCountry country, double scale, long seed) {
  /** The greatest scale. */
  public static final double LARGEST_SCALE = 10;

  /** Checks the scale. */
  public SamplePlan {
    if (!(scale > 0 && scale <= LARGEST_SCALE)) {
      throw new IllegalArgumentException(
          "scale of a sample: expected above 0 and at most " + LARGEST_SCALE + ", got " + scale);
    }
  }
}
