package com.happypancake.schemas.value;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.UUID;

/** Converts GUIDs to 16 bytes in the order of RFC 9562, which is the order of their text. */
public final class Guids {

  /** The length of a GUID in bytes. */
  public static final int BYTES = 16;

  private Guids() {}

  /** Returns a GUID's 16 bytes. */
  public static byte[] toBytes(UUID guid) {
    return ByteBuffer.allocate(BYTES)
        .putLong(guid.getMostSignificantBits())
        .putLong(guid.getLeastSignificantBits())
        .array();
  }

  /**
   * Returns the GUID of 16 bytes.
   *
   * @throws IllegalArgumentException if the length is not 16
   */
  public static UUID fromBytes(ByteString bytes) {
    if (bytes.size() != BYTES) {
      throw new IllegalArgumentException("a GUID has 16 bytes, not " + bytes.size());
    }
    ByteBuffer buffer = bytes.asReadOnlyByteBuffer();
    return new UUID(buffer.getLong(), buffer.getLong());
  }
}
