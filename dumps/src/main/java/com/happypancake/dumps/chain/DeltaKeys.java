package com.happypancake.dumps.chain;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a chain of deltas says of one table: of each key that it names, where the latest row with it
 * lies, or that it is gone.
 *
 * <p>Keys are numbered from 0 in the order in which they were first named. A key takes some 35
 * bytes, however long it is; no row is held. Safe for {@link #find} by several threads once all
 * keys are in.
 */
final class DeltaKeys {

  /** What the arrays' lengths allow. */
  static final long MAX_KEYS = 1 << 29;

  private static final int FREE = -1;

  private final long[] high;
  private final long[] low;
  private final int[] parts;
  private final long[] ordinals;
  private final BitSet gone = new BitSet();

  /** Open addressing: the number of the key at each slot; at least a third of them is free. */
  private final int[] slots;

  private final int mask;
  private int size;

  /**
   * No keys yet.
   *
   * @param capacity how many keys can be put in, at most {@link #MAX_KEYS}
   */
  DeltaKeys(int capacity) {
    high = new long[capacity];
    low = new long[capacity];
    parts = new int[capacity];
    ordinals = new long[capacity];
    int most = capacity + capacity / 2 + 1;
    slots = new int[Integer.highestOneBit(most) << 1];
    mask = slots.length - 1;
    Arrays.fill(slots, FREE);
  }

  /** Says that a key is gone, whatever was said of it before. */
  void putGone(KeyDigest key) {
    gone.set(enter(key));
  }

  /**
   * Says where the row with a key lies, whatever was said of it before.
   *
   * @param part a number of the caller's own
   * @param ordinal of the row in that part
   * @return the part of the row that had the key before; empty if none had, or it was gone
   */
  OptionalInt putRow(KeyDigest key, int part, long ordinal) {
    boolean known = find(key).isPresent();
    int number = enter(key);
    OptionalInt before =
        known && !gone.get(number) ? OptionalInt.of(parts[number]) : OptionalInt.empty();
    gone.clear(number);
    parts[number] = part;
    ordinals[number] = ordinal;
    return before;
  }

  private int enter(KeyDigest key) {
    int slot = slot(key);
    if (slots[slot] == FREE) {
      high[size] = key.high();
      low[size] = key.low();
      slots[slot] = size++;
    }
    return slots[slot];
  }

  /** Returns the number of a key; empty if no delta names it. */
  OptionalInt find(KeyDigest key) {
    int number = slots[slot(key)];
    return number == FREE ? OptionalInt.empty() : OptionalInt.of(number);
  }

  /** Returns the slot that holds a key, or the free one where it belongs. */
  private int slot(KeyDigest key) {
    int slot = (int) key.low() & mask;
    while (slots[slot] != FREE
        && (low[slots[slot]] != key.low() || high[slots[slot]] != key.high())) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** Returns how many keys there are. */
  int size() {
    return size;
  }

  /**
   * Where a row lies.
   *
   * @param part as given to {@link #putRow}
   * @param ordinal of the row in that part
   */
  record Place(int part, long ordinal) {}

  /** Returns where the row of a numbered key lies; empty if the key is gone. */
  Optional<Place> row(int number) {
    return gone.get(number)
        ? Optional.empty()
        : Optional.of(new Place(parts[number], ordinals[number]));
  }
}
