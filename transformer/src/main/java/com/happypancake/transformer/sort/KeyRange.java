package com.happypancake.transformer.sort;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** The keys from one key up to, but without, another. Immutable. */
public final class KeyRange {

  /** All keys. */
  public static final KeyRange ALL = new KeyRange(new byte[0], Optional.empty(), 0);

  /**
   * The keys of records that follow all others and have nothing to do with them. A spilled run has
   * either these or others.
   */
  public static final KeyRange TAIL = KeyRange.from(new byte[] {(byte) 0xFF});

  private final byte[] from;
  private final byte[] to;
  private final long fromPrefix;
  private final long toPrefix;
  private final boolean bounded;
  private final long bytes;

  /**
   * Creates a range. The empty key is the least of all.
   *
   * @param to the first key after the range; empty if the range has all keys from the first
   * @param bytes about the size of the range's records
   */
  KeyRange(byte[] from, Optional<byte[]> to, long bytes) {
    this.from = from;
    this.to = to.orElse(from);
    this.bounded = to.isPresent();
    this.fromPrefix = RecordLayout.prefix(from, 0, from.length);
    this.toPrefix = RecordLayout.prefix(this.to, 0, this.to.length);
    this.bytes = bytes;
  }

  /** Returns the range of all keys from one on. */
  public static KeyRange from(byte[] key) {
    return new KeyRange(key.clone(), Optional.empty(), 0);
  }

  /** Returns the range of all keys from one up to, but without, another. */
  public static KeyRange between(byte[] from, byte[] to) {
    return new KeyRange(from.clone(), Optional.of(to.clone()), 0);
  }

  /** Returns about the size of the records in the range. */
  public long bytes() {
    return bytes;
  }

  /** Returns the first key of the range. */
  public byte[] from() {
    return from.clone();
  }

  /** Returns the first key after the range; empty if there is none. */
  Optional<byte[]> to() {
    return bounded ? Optional.of(to) : Optional.empty();
  }

  /** Returns whether the range has a key. */
  public boolean contains(byte[] key) {
    return Arrays.compareUnsigned(key, from) >= 0
        && (!bounded || Arrays.compareUnsigned(key, to) < 0);
  }

  /** Returns whether the current record of a cursor lies before the range. */
  boolean isAfter(SortCursor cursor) {
    return compare(cursor, fromPrefix, from) < 0;
  }

  /** Returns whether the current record of a cursor lies after the range. */
  boolean isBefore(SortCursor cursor) {
    return bounded && compare(cursor, toPrefix, to) >= 0;
  }

  private static int compare(SortCursor cursor, long prefix, byte[] key) {
    int byPrefix = Long.compare(cursor.prefix(), prefix);
    return byPrefix != 0
        ? byPrefix
        : Arrays.compareUnsigned(
            cursor.bytes(), cursor.keyOffset(), cursor.payloadOffset(), key, 0, key.length);
  }

  /** Returns the first key in hexadecimal. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(from);
  }
}
