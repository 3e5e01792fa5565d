package com.happypancake.transformer.merge;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Payloads one after another in one array, each after its length in 4 bytes. */
final class PayloadBuffer {

  private static final int MIN_BYTES = 1 << 10;

  private byte[] bytes;
  private int end;
  private int next;
  private int offset;

  /**
   * Creates an empty buffer.
   *
   * @param expectedBytes about the size of the payloads and their lengths
   */
  PayloadBuffer(long expectedBytes) {
    bytes = new byte[(int) Math.max(MIN_BYTES, Math.min(expectedBytes, Integer.MAX_VALUE / 2))];
  }

  void add(byte[] from, int fromOffset, int length) {
    int needed = Math.addExact(end + Integer.BYTES, length);
    if (needed > bytes.length) {
      long doubled = Math.min(2L * bytes.length, Integer.MAX_VALUE - Long.BYTES);
      bytes = Arrays.copyOf(bytes, Math.max(needed, (int) doubled));
    }
    ByteBuffer.wrap(bytes).putInt(end, length);
    System.arraycopy(from, fromOffset, bytes, end + Integer.BYTES, length);
    end = needed;
  }

  /** Moves to the next payload and returns whether there is one. */
  boolean advance() {
    if (next == end) {
      return false;
    }
    offset = next + Integer.BYTES;
    next = offset + length();
    return true;
  }

  byte[] bytes() {
    return bytes;
  }

  int offset() {
    return offset;
  }

  int length() {
    return ByteBuffer.wrap(bytes).getInt(offset - Integer.BYTES);
  }
}
