package com.happypancake.sample.random;

/**
 * Where all random streams of a sample come from.
 *
 * @param country an ISO 3166 code
 * @param seed the sample's seed
 */
public record Origin(String country, long seed) {
  /** Returns a new cursor of the stream {@code name}, placed at id 0. */
  public RowRandom random(String name) {
    return new RowRandom(country, seed, name);
  }
}
