package com.happypancake.dumps;

import java.util.Locale;

/**
 * A range of a part's records.
 *
 * @param first the ordinal of the first record, from 1
 * @param end the ordinal after the last one; equal to {@code first} for an empty range
 */
public record OrdinalRange(long first, long end) {

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if it begins before 1 or ends before its beginning
   */
  public OrdinalRange {
    if (first < 1 || end < first) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "no range of ordinals: %d to before %d", first, end));
    }
  }

  /** Returns the number of records in the range. */
  public long records() {
    return end - first;
  }
}
