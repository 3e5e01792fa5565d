package com.happypancake.extractor.tds;

import java.io.IOException;

/** What a packet holds: "Type", of "Packet Header". */
enum PacketType {
  SQL_BATCH(1),
  RPC(3),
  TABULAR_RESULT(4),
  ATTENTION(6),
  BULK_LOAD(7),
  TRANSACTION_MANAGER(14),
  LOGIN7(16),
  PRELOGIN(18);

  private final int code;

  PacketType(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static PacketType of(int code) throws IOException {
    for (PacketType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    throw new IOException("a packet of type " + code + ", which no client sends");
  }
}
