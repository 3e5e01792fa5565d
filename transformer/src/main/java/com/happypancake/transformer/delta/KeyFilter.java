package com.happypancake.transformer.delta;

/**
 * A set of keys in little memory: 16 bits for each key. It has every key that was added, and claims
 * to have one in some hundred others (a Bloom filter). Not thread-safe while keys are added.
 */
final class KeyFilter {

  private static final int BITS_PER_KEY = 16;
  private static final int PROBES = 4;
  private static final int BITS_PER_WORD = 6;
  private static final int MAX_WORDS = 1 << 30;

  // FNV-1a, and the finalizer of SplitMix64, which spreads its bits.
  private static final long FNV_OFFSET = 0xCBF29CE484222325L;
  private static final long FNV_PRIME = 0x100000001B3L;
  private static final long MIX_1 = 0xBF58476D1CE4E5B9L;
  private static final long MIX_2 = 0x94D049BB133111EBL;

  private final long[] words;

  /**
   * Creates an empty set.
   *
   * @param keys the number of keys that it will have, or more
   */
  KeyFilter(long keys) {
    long wanted = Math.max(1, Math.min(MAX_WORDS, (keys * BITS_PER_KEY) >>> BITS_PER_WORD));
    words = new long[(int) Long.highestOneBit(2 * wanted - 1)];
  }

  /** Adds the key in the first bytes of an array. */
  void add(byte[] key, int length) {
    long hash = hash(key, length);
    for (int probe = 0; probe < PROBES; probe++) {
      long bit = bit(hash, probe);
      words[(int) (bit >>> BITS_PER_WORD)] |= 1L << bit;
    }
  }

  /** Returns whether the set may have the key in the first bytes of an array. */
  boolean mayHave(byte[] key, int length) {
    long hash = hash(key, length);
    for (int probe = 0; probe < PROBES; probe++) {
      long bit = bit(hash, probe);
      if ((words[(int) (bit >>> BITS_PER_WORD)] & (1L << bit)) == 0) {
        return false;
      }
    }
    return true;
  }

  private long bit(long hash, int probe) {
    long step = (hash >>> Integer.SIZE) | 1;
    return (hash + probe * step) & (((long) words.length << BITS_PER_WORD) - 1);
  }

  private static long hash(byte[] key, int length) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < length; i++) {
      hash = (hash ^ key[i]) * FNV_PRIME;
    }
    hash = (hash ^ (hash >>> 30)) * MIX_1;
    hash = (hash ^ (hash >>> 27)) * MIX_2;
    return hash ^ (hash >>> 31);
  }
}
