package com.happypancake.seeder.audit;

/**
 * A range of ordinals that did not arrive.
 *
 * @param first the first
 * @param last the last
 */
public record MissingRange(long first, long last) {

  /** Returns the number of ordinals. */
  public long count() {
    return last - first + 1;
  }

  @Override
  public String toString() {
    return first == last ? Long.toString(first) : first + " to " + last;
  }
}
