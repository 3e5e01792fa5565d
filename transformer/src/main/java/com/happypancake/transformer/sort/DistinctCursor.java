package com.happypancake.transformer.sort;

import java.io.IOException;
import java.util.Arrays;

/** A cursor that throws if two records have the same key. */
final class DistinctCursor extends FilterCursor {

  private final byte[] previous = new byte[RecordLayout.MAX_KEY_BYTES];
  private int previousLength;
  private boolean started;

  DistinctCursor(SortCursor cursor) {
    super(cursor);
  }

  @Override
  public boolean advance() throws IOException {
    if (!advanceOther()) {
      return false;
    }
    byte[] bytes = bytes();
    int from = keyOffset();
    int length = keyLength();
    if (started && Arrays.equals(previous, 0, previousLength, bytes, from, from + length)) {
      throw new DuplicateKeyException(Arrays.copyOf(previous, previousLength));
    }
    System.arraycopy(bytes, from, previous, 0, length);
    previousLength = length;
    started = true;
    return true;
  }
}
