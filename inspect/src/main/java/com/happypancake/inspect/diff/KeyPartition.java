package com.happypancake.inspect.diff;

import java.util.List;

/**
 * A partition of the keys by their hash. One pass compares the records of one partition.
 *
 * @param modulus a power of two
 * @param remainder from 0
 */
record KeyPartition(int modulus, int remainder) {

  static final KeyPartition ALL = new KeyPartition(1, 0);

  private static final int MAX_MODULUS = 1 << 16;

  boolean holds(String key) {
    int hash = key.hashCode();
    hash = (hash ^ hash >>> 16) * 0x7feb352d;
    hash = (hash ^ hash >>> 15) * 0x846ca68b;
    hash ^= hash >>> 16;
    return (hash & modulus - 1) == remainder;
  }

  /** Tells whether the partition is large enough to be split. */
  boolean canSplit() {
    return modulus < MAX_MODULUS;
  }

  List<KeyPartition> halves() {
    return List.of(
        new KeyPartition(2 * modulus, remainder),
        new KeyPartition(2 * modulus, remainder + modulus));
  }
}
