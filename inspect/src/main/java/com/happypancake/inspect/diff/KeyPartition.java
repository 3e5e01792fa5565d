package com.happypancake.inspect.diff;

import java.util.List;

/**
 * The keys whose hash leaves a remainder: those that one pass looks at.
 *
 * @param modulus a power of two
 * @param remainder from 0
 */
record KeyPartition(int modulus, int remainder) {

  static final KeyPartition ALL = new KeyPartition(1, 0);

  private static final int MOST = 1 << 16;

  boolean holds(String key) {
    int hash = key.hashCode();
    hash = (hash ^ hash >>> 16) * 0x7feb352d;
    hash = (hash ^ hash >>> 15) * 0x846ca68b;
    hash ^= hash >>> 16;
    return (hash & modulus - 1) == remainder;
  }

  /** Tells whether there may be more than one key in each half. */
  boolean canSplit() {
    return modulus < MOST;
  }

  List<KeyPartition> halves() {
    return List.of(
        new KeyPartition(2 * modulus, remainder),
        new KeyPartition(2 * modulus, remainder + modulus));
  }
}
