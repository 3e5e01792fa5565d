package com.happypancake.transformer.sort;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;

/**
 * Iterates over records in the order of their keys. Accessors need a current record, and their
 * results are valid until the next {@link #advance}.
 */
public abstract class SortCursor implements Closeable {

  /** Restricts subclasses to this package. */
  SortCursor() {}

  /**
   * Moves to the next record.
   *
   * @return false if no record is left
   * @throws IOException if a spilled run cannot be read or is damaged
   */
  public abstract boolean advance() throws IOException;

  /** Returns the array that contains the record. Callers must not change it. */
  public abstract byte[] bytes();

  /** Returns the offset of the record's header in {@link #bytes}. */
  abstract int offset();

  /** Returns the key's {@link RecordLayout#prefix}. */
  abstract long prefix();

  /** Returns the offset of the key in {@link #bytes}. */
  public final int keyOffset() {
    return offset() + RecordLayout.HEADER_BYTES;
  }

  /** Returns the key's length in bytes. */
  public final int keyLength() {
    return RecordLayout.keyLength(bytes(), offset());
  }

  /** Returns a copy of the key. */
  final byte[] key() {
    return Arrays.copyOfRange(bytes(), keyOffset(), payloadOffset());
  }

  /** Returns the offset of the payload in {@link #bytes}. */
  public final int payloadOffset() {
    return keyOffset() + keyLength();
  }

  /** Returns the payload's length in bytes. */
  public final int payloadLength() {
    return RecordLayout.payloadLength(bytes(), offset());
  }

  /** Returns the record's length in bytes, including its header. */
  final int size() {
    return RecordLayout.size(keyLength(), payloadLength());
  }

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
