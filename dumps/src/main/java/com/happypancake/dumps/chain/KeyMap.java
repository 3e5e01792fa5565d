package com.happypancake.dumps.chain;

import com.happypancake.dumps.block.Digests;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * Maps keys to long values. Holds each key as a digest of 128 bits.
 *
 * <p>Keys are numbered from 0 in the order in which they were first put. A key of any length takes
 * 30 to 60 bytes. Once all keys are in, several threads may call {@link #find} and {@link #value}.
 */
public final class KeyMap {

  /** The maximum number of keys. The arrays' lengths allow no more. */
  static final int MAX_KEYS = 1 << 29;

  private static final int INITIAL_KEYS = 1 << 10;
  private static final int FREE = -1;

  private long[] high;
  private long[] low;
  private long[] values;

  /** The key's number at each slot (open addressing). At least a third of the slots is free. */
  private int[] slots;

  private int size;

  /** Creates an empty map for a thousand keys, which grows. */
  public KeyMap() {
    this(INITIAL_KEYS);
  }

  /**
   * Creates an empty map.
   *
   * @param capacity the number of keys that fit before the map grows, at most {@link #MAX_KEYS}
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

  /** Returns the number of a key; empty if the map does not have it. */
  public OptionalInt find(KeyDigest key) {
    return find(key.high(), key.low());
  }

  /** Returns the number of a key with this digest; empty if the map does not have it. */
  public OptionalInt find(long keyHigh, long keyLow) {
    int number = slots[slot(keyHigh, keyLow)];
    return number == FREE ? OptionalInt.empty() : OptionalInt.of(number);
  }

  /** Returns the slot of a key, or a free slot for it. */
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

  public int size() {
    return size;
  }

  /** Passes on each key that has the wanted value. */
  public void forEach(long wanted, DigestConsumer consumer) {
    for (int number = 0; number < size; number++) {
      if (values[number] == wanted) {
        consumer.accept(high[number], low[number]);
      }
    }
  }

  /** Receives the first and the next 64 bits of a key's digest. */
  @FunctionalInterface
  public interface DigestConsumer {

    void accept(long high, long low);
  }

  /**
   * The digest of a key: the first 128 bits of the SHA-256 of its text. Two keys with the same
   * digest do not occur, not even on purpose. Mutable. Not thread-safe.
   */
  public static final class KeyDigest {

    private final MessageDigest sha256 = Digests.sha256();
    private long high;
    private long low;

    /** Computes the digest of a key. Returns this. */
    public KeyDigest of(String key) {
      ByteBuffer digest = ByteBuffer.wrap(sha256.digest(key.getBytes(StandardCharsets.UTF_8)));
      high = digest.getLong();
      low = digest.getLong();
      return this;
    }

    /** Returns the first 64 bits. */
    public long high() {
      return high;
    }

    /** Returns the next 64 bits. */
    public long low() {
      return low;
    }
  }
}
