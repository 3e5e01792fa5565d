package com.happypancake.dumps.chain;

import java.util.Arrays;
import java.util.OptionalInt;

/**
 * What is known of keys: a number for each key's digest.
 *
 * <p>Keys are numbered from 0 in the order in which they came. A key takes 30 to 60 bytes, however
 * long it is. Safe for {@link #find} and {@link #value} by several threads once all keys are in.
 */
public final class KeyMap {

  /** What the arrays' lengths allow. */
  static final int MAX_KEYS = 1 << 29;

  private static final int INITIAL_KEYS = 1 << 10;
  private static final int FREE = -1;

  private long[] high;
  private long[] low;
  private long[] values;

  /** Open addressing: the number of the key at each slot; at least a third of them is free. */
  private int[] slots;

  private int size;

  /** A map that grows from a thousand keys on. */
  public KeyMap() {
    this(INITIAL_KEYS);
  }

  /**
   * A map that grows beyond so many keys only.
   *
   * @param capacity at most {@link #MAX_KEYS}
   */
  KeyMap(int capacity) {
    high = new long[capacity];
    low = new long[capacity];
    values = new long[capacity];
    slots = freeSlots(capacity);
  }

  private static int[] freeSlots(int capacity) {
    int[] slots = new int[Integer.highestOneBit(capacity + capacity / 2 + 1) << 1];
    Arrays.fill(slots, FREE);
    return slots;
  }

  /**
   * Sets a key's value.
   *
   * @return the key's number
   */
  public int put(KeyDigest key, long value) {
    return put(key.high(), key.low(), value);
  }

  /**
   * Sets a key's value.
   *
   * @param keyHigh the first 64 bits of its digest
   * @param keyLow the next 64 bits
   * @return the key's number
   */
  public int put(long keyHigh, long keyLow, long value) {
    int slot = slot(keyHigh, keyLow);
    if (slots[slot] == FREE) {
      if (size == high.length) {
        grow();
        slot = slot(keyHigh, keyLow);
      }
      high[size] = keyHigh;
      low[size] = keyLow;
      slots[slot] = size++;
    }
    values[slots[slot]] = value;
    return slots[slot];
  }

  private void grow() {
    int capacity = Math.max(INITIAL_KEYS, 2 * size);
    high = Arrays.copyOf(high, capacity);
    low = Arrays.copyOf(low, capacity);
    values = Arrays.copyOf(values, capacity);
    slots = freeSlots(capacity);
    for (int number = 0; number < size; number++) {
      slots[slot(high[number], low[number])] = number;
    }
  }

  /** Returns the number of a key; empty for one that is not there. */
  public OptionalInt find(KeyDigest key) {
    return find(key.high(), key.low());
  }

  /** Returns the number of a key with this digest; empty for one that is not there. */
  public OptionalInt find(long keyHigh, long keyLow) {
    int number = slots[slot(keyHigh, keyLow)];
    return number == FREE ? OptionalInt.empty() : OptionalInt.of(number);
  }

  /** Returns the slot that holds a key, or the free one where it belongs. */
  private int slot(long keyHigh, long keyLow) {
    int mask = slots.length - 1;
    int slot = (int) keyLow & mask;
    while (slots[slot] != FREE && (low[slots[slot]] != keyLow || high[slots[slot]] != keyHigh)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** Returns the value of a numbered key. */
  public long value(int number) {
    return values[number];
  }

  /** Returns how many keys are there. */
  public int size() {
    return size;
  }

  /** Takes each key whose value is this one. */
  public void forEach(long wanted, DigestConsumer consumer) {
    for (int number = 0; number < size; number++) {
      if (values[number] == wanted) {
        consumer.accept(high[number], low[number]);
      }
    }
  }

  /** Takes a key's digest. */
  @FunctionalInterface
  public interface DigestConsumer {

    /** Takes the first and the next 64 bits. */
    void accept(long high, long low);
  }
}
