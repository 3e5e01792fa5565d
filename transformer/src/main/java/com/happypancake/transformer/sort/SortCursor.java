package com.happypancake.transformer.sort;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;

/**
 * Records in the order of their keys, one at a time. What a record's accessors return holds until
 * the next {@link #advance}; before the first, and after it returned false, there is no record.
 */
public abstract class SortCursor implements Closeable {

  /** For cursors of this package. */
  SortCursor() {}

  /**
   * Goes to the next record.
   *
   * @return false where there is none
   * @throws IOException if a spilled run cannot be read, or is not what was written
   */
  public abstract boolean advance() throws IOException;

  /** Returns the array that holds the record; not to be changed. */
  public abstract byte[] bytes();

  /** Returns where in {@link #bytes} the record's header is. */
  abstract int offset();

  /** Returns the key's first 8 bytes as a number that is ordered like the keys. */
  abstract long prefix();

  /** Returns where in {@link #bytes} the key is. */
  public final int keyOffset() {
    return offset() + RecordLayout.HEADER_BYTES;
  }

  /** Returns how many bytes the key has. */
  public final int keyLength() {
    return RecordLayout.keyLength(bytes(), offset());
  }

  /** Returns where in {@link #bytes} the payload is. */
  public final int payloadOffset() {
    return keyOffset() + keyLength();
  }

  /** Returns how many bytes the payload has. */
  public final int payloadLength() {
    return RecordLayout.payloadLength(bytes(), offset());
  }

  /** Returns how many bytes the whole record has, its header included. */
  final int size() {
    return RecordLayout.size(keyLength(), payloadLength());
  }

  /** Compares the keys of two records. */
  static int compare(SortCursor one, SortCursor other) {
    int byPrefix = Long.compare(one.prefix(), other.prefix());
    if (byPrefix != 0) {
      return byPrefix;
    }
    return Arrays.compareUnsigned(
        one.bytes(),
        one.keyOffset(),
        one.payloadOffset(),
        other.bytes(),
        other.keyOffset(),
        other.payloadOffset());
  }

  @Override
  public abstract void close() throws IOException;
}
