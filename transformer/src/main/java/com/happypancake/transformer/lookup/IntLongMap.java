package com.happypancake.transformer.lookup;

import java.util.BitSet;

/**
 * A map from int to long without boxing. It uses open addressing with linear probing, is at most
 * two thirds full, and takes 18 to 37 bytes per entry.
 */
final class IntLongMap {

  private static final int INITIAL_SLOTS = 16;

  /** The multiplier of Fibonacci hashing: 2^32 divided by the golden ratio. */
  private static final int GOLDEN = 0x9E3779B9;

  private int[] keys = new int[INITIAL_SLOTS];
  private long[] values = new long[INITIAL_SLOTS];
  private BitSet taken = new BitSet(INITIAL_SLOTS);
  private int size;

  /**
   * Adds an entry.
   *
   * @return false if the key already has an entry, which stays unchanged
   */
  boolean put(int key, long value) {
    if (size >= keys.length / 3 * 2) {
      grow();
    }
    int slot = slot(key);
    if (taken.get(slot)) {
      return false;
    }
    set(slot, key, value);
    size++;
    return true;
  }

  private void set(int slot, int key, long value) {
    keys[slot] = key;
    values[slot] = value;
    taken.set(slot);
  }

  boolean contains(int key) {
    return taken.get(slot(key));
  }

  /** Returns the value of a key that the map contains. */
  long get(int key) {
    int slot = slot(key);
    if (!taken.get(slot)) {
      throw new IllegalArgumentException("no entry of the key " + key);
    }
    return values[slot];
  }

  /** Returns the key's slot, or a free slot for it. */
  private int slot(int key) {
    int mask = keys.length - 1;
    int slot = (key * GOLDEN) >>> (Integer.numberOfLeadingZeros(keys.length) + 1);
    while (taken.get(slot) && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    int[] oldKeys = keys;
    long[] oldValues = values;
    BitSet oldTaken = taken;
    int slots = Math.multiplyExact(2, keys.length);
    keys = new int[slots];
    values = new long[slots];
    taken = new BitSet(slots);
    for (int old = oldTaken.nextSetBit(0); old >= 0; old = oldTaken.nextSetBit(old + 1)) {
      set(slot(oldKeys[old]), oldKeys[old], oldValues[old]);
    }
  }
}
