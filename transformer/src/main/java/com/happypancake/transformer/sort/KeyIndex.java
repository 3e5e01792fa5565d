package com.happypancake.transformer.sort;

import java.util.Arrays;

/**
 * Sorts the records of an arena by key. Two arrays hold each key's prefix and each record's
 * address.
 *
 * <p>The merge sort makes few comparisons and is fast for rows in time order, as most rows of a
 * dump are. Most comparisons need only the prefixes. If these are equal, the comparison reads the
 * arena.
 */
final class KeyIndex {

  /** The bytes of an entry, including the space for sorting. */
  static final int BYTES_PER_ENTRY = 3 * Long.BYTES;

  private static final int INITIAL_ENTRIES = 256;
  private static final int INSERTION_SORT_ENTRIES = 12;

  private final Arena arena;
  private final int maxEntries;
  private long[] prefixes;
  private long[] addresses;
  private long[] otherPrefixes = new long[0];
  private long[] otherAddresses = new long[0];
  private int size;

  KeyIndex(Arena arena, int maxEntries) {
    this.arena = arena;
    this.maxEntries = maxEntries;
    this.prefixes = new long[Math.min(INITIAL_ENTRIES, maxEntries)];
    this.addresses = new long[prefixes.length];
  }

  int size() {
    return size;
  }

  boolean isFull() {
    return size == maxEntries;
  }

  void add(long prefix, long address) {
    if (size == prefixes.length) {
      int entries = (int) Math.min(maxEntries, 2L * size);
      // Free the space for sorting first, so that growth stays within the limit.
      otherPrefixes = new long[0];
      otherAddresses = new long[0];
      prefixes = Arrays.copyOf(prefixes, entries);
      addresses = Arrays.copyOf(addresses, entries);
    }
    prefixes[size] = prefix;
    addresses[size] = address;
    size++;
  }

  long prefix(int place) {
    return prefixes[place];
  }

  long address(int place) {
    return addresses[place];
  }

  void clear() {
    size = 0;
  }

  /** Sorts the entries from one place to before another. */
  void sort(int from, int to) {
    // A merge copies its left half, which holds at most half of all entries.
    if (otherPrefixes.length < size / 2) {
      otherPrefixes = new long[(prefixes.length + 1) / 2];
      otherAddresses = new long[otherPrefixes.length];
    }
    sortRange(from, to);
  }

  private void sortRange(int from, int to) {
    if (to - from <= INSERTION_SORT_ENTRIES) {
      sortByInsertion(from, to);
      return;
    }
    int middle = (from + to) >>> 1;
    sortRange(from, middle);
    sortRange(middle, to);
    if (compare(prefixes[middle - 1], addresses[middle - 1], prefixes[middle], addresses[middle])
        > 0) {
      merge(from, middle, to);
    }
  }

  private void sortByInsertion(int from, int to) {
    for (int next = from + 1; next < to; next++) {
      long prefix = prefixes[next];
      long address = addresses[next];
      int place = next;
      while (place > from
          && compare(prefixes[place - 1], addresses[place - 1], prefix, address) > 0) {
        prefixes[place] = prefixes[place - 1];
        addresses[place] = addresses[place - 1];
        place--;
      }
      prefixes[place] = prefix;
      addresses[place] = address;
    }
  }

  private void merge(int from, int middle, int to) {
    int lefts = middle - from;
    System.arraycopy(prefixes, from, otherPrefixes, 0, lefts);
    System.arraycopy(addresses, from, otherAddresses, 0, lefts);
    int left = 0;
    int right = middle;
    int place = from;
    while (left < lefts && right < to) {
      if (compare(otherPrefixes[left], otherAddresses[left], prefixes[right], addresses[right])
          <= 0) {
        prefixes[place] = otherPrefixes[left];
        addresses[place++] = otherAddresses[left++];
      } else {
        prefixes[place] = prefixes[right];
        addresses[place++] = addresses[right++];
      }
    }
    System.arraycopy(otherPrefixes, left, prefixes, place, lefts - left);
    System.arraycopy(otherAddresses, left, addresses, place, lefts - left);
  }

  private int compare(long prefix, long address, long otherPrefix, long otherAddress) {
    if (prefix != otherPrefix) {
      return prefix < otherPrefix ? -1 : 1;
    }
    byte[] one = arena.chunk(address);
    int at = Arena.offset(address);
    byte[] other = arena.chunk(otherAddress);
    int otherAt = Arena.offset(otherAddress);
    return Arrays.compareUnsigned(
        one,
        at + RecordLayout.HEADER_BYTES,
        at + RecordLayout.HEADER_BYTES + RecordLayout.keyLength(one, at),
        other,
        otherAt + RecordLayout.HEADER_BYTES,
        otherAt + RecordLayout.HEADER_BYTES + RecordLayout.keyLength(other, otherAt));
  }
}
