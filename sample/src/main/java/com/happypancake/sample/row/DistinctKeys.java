package com.happypancake.sample.row;

import java.util.Arrays;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;

/**
 * A set of distinct numbers of a given size, drawn at random and then sorted.
 *
 * <p>Numbers that were drawn twice are drawn anew a few times; what is then still missing is taken
 * from all candidates in their order. An instance keeps its buffer and is not thread-safe.
 */
final class DistinctKeys {
  private static final int ROUNDS = 8;

  private long[] keys = new long[64];
  private int size;

  /**
   * Draws {@code count} distinct keys.
   *
   * @param draw gives a key, perhaps one that it gave before
   * @param candidate gives the n-th of all keys there are
   * @param candidates how many there are
   * @throws IllegalStateException if there are too few
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
      settle();
    }
    for (long i = 0; i < candidates && size < count; i++) {
      insert(candidate.applyAsLong(i));
    }
    if (size < count) {
      throw new IllegalStateException(
          "an owner needs " + count + " distinct keys, but there are only " + size);
    }
  }

  private void settle() {
    Arrays.sort(keys, 0, size);
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (kept == 0 || keys[i] != keys[kept - 1]) {
        keys[kept++] = keys[i];
      }
    }
    size = kept;
  }

  private void insert(long key) {
    int place = Arrays.binarySearch(keys, 0, size, key);
    if (place < 0) {
      place = -place - 1;
      System.arraycopy(keys, place, keys, place + 1, size - place);
      keys[place] = key;
      size++;
    }
  }

  /** Returns the key at {@code index} of the sorted set. */
  long get(int index) {
    return keys[index];
  }
}
