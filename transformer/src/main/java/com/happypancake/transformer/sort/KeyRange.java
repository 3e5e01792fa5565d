package com.happypancake.transformer.sort;

import java.util.Arrays;
import java.util.Optional;

/** The keys from one key up to, but without, another. Immutable. */
public final class KeyRange {

  static final KeyRange ALL = new KeyRange(new byte[0], Optional.empty());

  private final byte[] from;
  private final Optional<byte[]> to;

  /** Creates a range. The empty key is the least of all. No end means all keys from the first. */
  KeyRange(byte[] from, Optional<byte[]> to) {
    this.from = from;
    this.to = to;
  }

  /** Returns the first key of the range. */
  byte[] from() {
    return from;
  }

  /** Returns whether the current record of a cursor lies before the range. */
  boolean isAfter(SortCursor cursor) {
    return from.length > 0 && compare(cursor, from) < 0;
  }

  /** Returns whether the current record of a cursor lies after the range. */
  boolean isBefore(SortCursor cursor) {
    return to.isPresent() && compare(cursor, to.get()) >= 0;
  }

  private static int compare(SortCursor cursor, byte[] key) {
    return Arrays.compareUnsigned(
        cursor.bytes(), cursor.keyOffset(), cursor.payloadOffset(), key, 0, key.length);
  }
}
