package com.happypancake.sample.row;

import java.util.Arrays;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;

/**
 * A sorted set of distinct random numbers.
 *
 * <p>Repeated numbers are drawn again, a few times. Then the missing ones are taken from all
 * candidates in order. An instance keeps its buffer. Not thread-safe.
 */
final class DistinctKeys {
  private static final int ROUNDS = 8;

  private long[] keys = new long[64];
  private int size;

  /**
   * Draws {@code count} distinct keys.
   *
   * @param draw draws a key, which may repeat
   * @param candidate returns the n-th of all keys
   * @param candidates the number of all keys
   * @throws IllegalStateException if too few keys exist
   */
  void fill(int count, LongSupplier draw, LongUnaryOperator candidate, long candidates) {
    if (keys.length < count) {
      keys = new long[Math.max(count, 2 * keys.length)];
    }
    size = 0;
    for (int round = 0; round < ROUNDS && size < count; round++) {
      while (size < count) {
        keys[size++] = draw.getAsLong();
      }
      sortAndDeduplicate();
    }
    int drawn = size;
    for (long i = 0; i < candidates && size < count; i++) {
      long key = candidate.applyAsLong(i);
      if (Arrays.binarySearch(keys, 0, drawn, key) < 0) {
        keys[size++] = key;
      }
    }
    if (size < count) {
      throw new IllegalStateException(
          "an owner needs " + count + " distinct keys, but there are only " + size);
    }
    Arrays.sort(keys, 0, size);
  }

  private void sortAndDeduplicate() {
    Arrays.sort(keys, 0, size);
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (kept == 0 || keys[i] != keys[kept - 1]) {
        keys[kept++] = keys[i];
      }
    }
    size = kept;
  }

  /** Returns the key at {@code index} of the sorted set. */
  long get(int index) {
    return keys[index];
  }
}
