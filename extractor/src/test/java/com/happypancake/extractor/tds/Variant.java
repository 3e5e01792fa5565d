package com.happypancake.extractor.tds;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A value of a sql_variant column: "sql_variant Values".
 *
 * @param baseType the token of the value's own type
 * @param properties its collation, length, scale and the like
 * @param value as its own type has it
 */
public record Variant(int baseType, ByteBuffer properties, ByteBuffer value) {

  private static final int INT = 0x38;
  private static final int VARBINARY = 0xA5;
  private static final short MAX_LENGTH = 8_000;

  /** Returns an {@code int}. */
  public static Variant of(int value) {
    return new Variant(
        INT, ByteBuffer.allocate(0), ByteBuffer.wrap(ValueEncoder.integer(4).encode(value)));
  }

  /** Returns a {@code varbinary}. */
  public static Variant of(byte[] value) {
    ByteBuffer properties =
        ByteBuffer.allocate(Short.BYTES).order(ByteOrder.LITTLE_ENDIAN).putShort(MAX_LENGTH).flip();
    return new Variant(VARBINARY, properties, ByteBuffer.wrap(value.clone()));
  }

  static byte[] encode(Object variant) {
    Variant one = (Variant) variant;
    return ByteBuffer.allocate(2 + one.properties.remaining() + one.value.remaining())
        .put((byte) one.baseType)
        .put((byte) one.properties.remaining())
        .put(one.properties.duplicate())
        .put(one.value.duplicate())
        .array();
  }
}
