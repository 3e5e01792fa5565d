package com.happypancake.extractor.delta;

/**
 * Keys' hashes, each with a few bits of what is known of it: 17 bytes a place, half of them used.
 */
final class KeySet {

  private static final int INITIAL_PLACES = 1 << 10;

  /** A place that holds no key has no bits; a key that is there has this one at least. */
  private static final byte USED = (byte) 0x80;

  private long[] high = new long[INITIAL_PLACES];
  private long[] low = new long[INITIAL_PLACES];
  private byte[] bits = new byte[INITIAL_PLACES];
  private int size;

  /** Returns a key's bits; 0 for one that is not there. */
  byte get(long keyHigh, long keyLow) {
    return (byte) (bits[place(keyHigh, keyLow)] & ~USED);
  }

  /** Sets a key's bits. */
  void put(long keyHigh, long keyLow, byte keyBits) {
    int place = place(keyHigh, keyLow);
    if (bits[place] == 0) {
      if (2 * (size + 1) > bits.length) {
        grow();
        place = place(keyHigh, keyLow);
      }
      size++;
      high[place] = keyHigh;
      low[place] = keyLow;
    }
    bits[place] = (byte) (keyBits | USED);
  }

  /** Returns how many keys are there. */
  int size() {
    return size;
  }

  /** Takes each key that has just these bits. */
  void forEach(byte wanted, KeyConsumer consumer) {
    for (int i = 0; i < bits.length; i++) {
      if (bits[i] != 0 && (byte) (bits[i] & ~USED) == wanted) {
        consumer.take(high[i], low[i]);
      }
    }
  }

  /** Takes a key's hash. */
  @FunctionalInterface
  interface KeyConsumer {

    /** Takes it. */
    void take(long high, long low);
  }

  private int place(long keyHigh, long keyLow) {
    int mask = bits.length - 1;
    int place = (int) keyLow & mask;
    while (bits[place] != 0 && (high[place] != keyHigh || low[place] != keyLow)) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private void grow() {
    long[] oldHigh = high;
    long[] oldLow = low;
    byte[] oldBits = bits;
    high = new long[2 * oldHigh.length];
    low = new long[2 * oldLow.length];
    bits = new byte[2 * oldBits.length];
    for (int i = 0; i < oldBits.length; i++) {
      if (oldBits[i] != 0) {
        int place = place(oldHigh[i], oldLow[i]);
        high[place] = oldHigh[i];
        low[place] = oldLow[i];
        bits[place] = oldBits[i];
      }
    }
  }
}
