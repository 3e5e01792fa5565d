package com.happypancake.extractor.tds;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What a client sends at once, in however many packets.
 *
 * @param type of its packets
 * @param body their payloads, little-endian
 */
record Message(PacketType type, ByteBuffer body) {

  private static final int TRANSACTION_DESCRIPTOR_HEADER = 2;

  /** Returns the text of a batch: "SQLBatch". */
  String sql() {
    ByteBuffer text = body.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    text.position(text.getInt(0));
    return StandardCharsets.UTF_16LE.decode(text).toString();
  }

  /** Returns the transaction that a batch wants to run in, 0 for none: "ALL_HEADERS Rule". */
  long transaction() {
    ByteBuffer headers = body.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int end = headers.getInt();
    while (headers.position() < end) {
      int start = headers.position();
      int length = headers.getInt();
      if (headers.getShort() == TRANSACTION_DESCRIPTOR_HEADER) {
        return headers.getLong();
      }
      headers.position(start + length);
    }
    return 0;
  }
}
