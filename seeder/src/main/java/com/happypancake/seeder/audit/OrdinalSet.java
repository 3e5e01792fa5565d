package com.happypancake.seeder.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A set of the ordinals from 1 to a limit, a bit for each: 64 MB for 500 million. Not thread-safe.
 */
final class OrdinalSet {

  private final long[] bits;
  private final long last;
  private long size;

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
    if (bits[word] == before) {
      return false;
    }
    size++;
    return true;
  }

  /** Returns whether the set has an ordinal, 1 to the limit. */
  boolean contains(long ordinal) {
    return (bits[(int) (ordinal >>> 6)] >>> ordinal & 1) != 0;
  }

  /** Returns the number of ordinals. */
  long size() {
    return size;
  }

  /**
   * Returns the ordinals that the set lacks, as ranges in ascending order.
   *
   * @param wanted the ordinals that it should have, with the same limit; empty for all
   * @param most the maximum number of ranges
   */
  List<MissingRange> missing(Optional<OrdinalSet> wanted, int most) {
    List<MissingRange> ranges = new ArrayList<>();
    long next = next(1, wanted, true);
    while (next <= last && ranges.size() < most) {
      long end = next(next, wanted, false);
      ranges.add(new MissingRange(next, Math.min(end - 1, last)));
      next = next(end, wanted, true);
    }
    return ranges;
  }

  /** Returns the first ordinal from a given one on that the set lacks, or does not lack. */
  private long next(long from, Optional<OrdinalSet> wanted, boolean lacking) {
    long ordinal = from;
    while (ordinal <= last) {
      int word = (int) (ordinal >>> 6);
      long lacks = ~bits[word] & (wanted.isPresent() ? wanted.get().bits[word] : -1L);
      long found = (lacking ? lacks : ~lacks) & (-1L << ordinal);
      if (found != 0) {
        return ((long) word << 6) + Long.numberOfTrailingZeros(found);
      }
      ordinal = (word + 1L) << 6;
    }
    return last + 1;
  }
}
