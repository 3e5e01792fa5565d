package com.happypancake.sample.plan;

/** The countries that a sample can be made of; the constants' names are their ISO 3166 codes. */
public enum SampleCountry {
  /** Finland. */
  FI(40),

  /** Sweden, whose tables have 60 to 200 times as many rows. */
  SE(1);

  private final double wordFlattening;

  SampleCountry(double wordFlattening) {
    this.wordFlattening = wordFlattening;
  }

  /**
   * Returns by how many ranks Zipf's law is shifted for the country's language, so that its text
   * compresses as natural text does.
   */
  public double wordFlattening() {
    return wordFlattening;
  }
}
