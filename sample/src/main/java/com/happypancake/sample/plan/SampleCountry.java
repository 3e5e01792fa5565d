package com.happypancake.sample.plan;

/** The countries of samples. The names of the constants are ISO 3166 codes. */
public enum SampleCountry {
  /** Finland. */
  FI(40),

  /** Sweden. Its tables have 60 to 200 times as many rows. */
  SE(1);

  private final double wordFlattening;

  SampleCountry(double wordFlattening) {
    this.wordFlattening = wordFlattening;
  }

  /**
   * Returns the shift of Zipf's law, in ranks, with which the text compresses like natural text.
   */
  public double wordFlattening() {
    return wordFlattening;
  }
}
