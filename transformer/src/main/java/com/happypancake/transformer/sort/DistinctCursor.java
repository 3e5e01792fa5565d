package com.happypancake.transformer.sort;

import java.io.IOException;
import java.util.Arrays;

/** A cursor that throws if two records have the same key. */
final class DistinctCursor extends SortCursor {

  private final SortCursor cursor;
  private final byte[] previous = new byte[RecordLayout.MAX_KEY_BYTES];
  private int previousLength;
  private boolean started;

  DistinctCursor(SortCursor cursor) {
    this.cursor = cursor;
  }

  @Override
  public boolean advance() throws IOException {
    if (!cursor.advance()) {
      return false;
    }
    byte[] bytes = cursor.bytes();
    int from = cursor.keyOffset();
    int length = cursor.keyLength();
    if (started && Arrays.equals(previous, 0, previousLength, bytes, from, from + length)) {
      throw new DuplicateKeyException(Arrays.copyOf(previous, previousLength));
    }
    System.arraycopy(bytes, from, previous, 0, length);
    previousLength = length;
    started = true;
    return true;
  }

  @Override
  public byte[] bytes() {
    return cursor.bytes();
  }

  @Override
  int offset() {
    return cursor.offset();
  }

  @Override
  long prefix() {
    return cursor.prefix();
  }

  @Override
  public void close() throws IOException {
    cursor.close();
  }
}
