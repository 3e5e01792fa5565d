package com.happypancake.transformer.sort;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The layout of a record in an array: the key's length (1 byte), the payload's length (4), the key,
 * and the payload.
 */
final class RecordLayout {

  static final int HEADER_BYTES = 1 + Integer.BYTES;
  static final int MAX_KEY_BYTES = 0xFF;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private RecordLayout() {}

  static int size(int keyLength, int payloadLength) {
    return Math.addExact(HEADER_BYTES + keyLength, payloadLength);
  }

  static int keyLength(byte[] bytes, int offset) {
    return bytes[offset] & 0xFF;
  }

  static int payloadLength(byte[] bytes, int offset) {
    return getInt(bytes, offset + 1);
  }

  static void putHeader(byte[] bytes, int offset, int keyLength, int payloadLength) {
    bytes[offset] = (byte) keyLength;
    putInt(bytes, offset + 1, payloadLength);
  }

  static int getInt(byte[] bytes, int offset) {
    return (int) INTS.get(bytes, offset);
  }

  static void putInt(byte[] bytes, int offset, int value) {
    INTS.set(bytes, offset, value);
  }

  /**
   * Returns the first 8 bytes of a key as a signed number. Different prefixes compare like their
   * keys.
   */
  static long prefix(byte[] bytes, int keyOffset, int keyLength) {
    if (keyLength >= Long.BYTES) {
      return (long) LONGS.get(bytes, keyOffset) ^ Long.MIN_VALUE;
    }
    long prefix = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      prefix = (prefix << Byte.SIZE) | (i < keyLength ? bytes[keyOffset + i] & 0xFF : 0);
    }
    return prefix ^ Long.MIN_VALUE;
  }
}
