package com.happypancake.seeder.audit;

import java.util.ArrayList;
import java.util.List;

/**
 * A set of the ordinals from 1 to a limit, a bit for each: 64 MB for 500 million. Not thread-safe.
 */
final class OrdinalSet {

  private final long[] bits;
  private final long last;

  /**
   * Creates an empty set.
   *
   * @param last the highest ordinal, at most 2^36
   */
  OrdinalSet(long last) {
    this.bits = new long[Math.toIntExact((last >>> 6) + 1)];
    this.last = last;
  }

  /**
   * Adds an ordinal.
   *
   * @param ordinal 1 to the limit
   * @return false if the set has it already
   */
  boolean add(long ordinal) {
    int word = (int) (ordinal >>> 6);
    long before = bits[word];
    bits[word] |= 1L << ordinal;
    return bits[word] != before;
  }

  /**
   * Returns the ordinals that the set lacks, as ranges in ascending order.
   *
   * @param most the maximum number of ranges
   */
  List<MissingRange> missing(int most) {
    List<MissingRange> ranges = new ArrayList<>();
    long next = next(1, false);
    while (next <= last && ranges.size() < most) {
      long end = next(next, true);
      ranges.add(new MissingRange(next, Math.min(end - 1, last)));
      next = next(end, false);
    }
    return ranges;
  }

  /** Returns the first ordinal from a given one on that is in the set, or is not. */
  private long next(long from, boolean present) {
    long ordinal = from;
    while (ordinal <= last) {
      int word = (int) (ordinal >>> 6);
      long wanted = (present ? bits[word] : ~bits[word]) & (-1L << ordinal);
      if (wanted != 0) {
        return ((long) word << 6) + Long.numberOfTrailingZeros(wanted);
      }
      ordinal = (word + 1L) << 6;
    }
    return last + 1;
  }
}
