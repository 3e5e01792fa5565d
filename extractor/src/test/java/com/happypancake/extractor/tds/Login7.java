package com.happypancake.extractor.tds;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What a client logs in with: "LOGIN7".
 *
 * @param readOnly whether it would rather have a replica that is only read
 */
record Login7(
    String user,
    String password,
    String application,
    String database,
    int packetBytes,
    boolean readOnly) {

  private static final int PACKET_SIZE = 8;
  private static final int TYPE_FLAGS = 26;
  private static final int READ_ONLY_INTENT = 0x20;
  private static final int USER_NAME = 40;
  private static final int PASSWORD = 44;
  private static final int APP_NAME = 48;
  private static final int DATABASE = 68;

  static Login7 of(ByteBuffer body) {
    return new Login7(
        text(bytes(body, USER_NAME)),
        text(revealed(bytes(body, PASSWORD))),
        text(bytes(body, APP_NAME)),
        text(bytes(body, DATABASE)),
        body.getInt(PACKET_SIZE),
        (body.get(TYPE_FLAGS) & READ_ONLY_INTENT) != 0);
  }

  private static byte[] bytes(ByteBuffer body, int at) {
    byte[] bytes = new byte[2 * body.getShort(at + Short.BYTES)];
    body.duplicate().order(ByteOrder.LITTLE_ENDIAN).position(body.getShort(at)).get(bytes);
    return bytes;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_16LE);
  }

  /** A password's bytes have their halves changed over, and then some bits turned. */
  private static byte[] revealed(byte[] hidden) {
    byte[] plain = new byte[hidden.length];
    for (int i = 0; i < hidden.length; i++) {
      int turned = (hidden[i] & 0xFF) ^ 0xA5;
      plain[i] = (byte) (turned >> 4 | turned << 4);
    }
    return plain;
  }

  @Override
  public String toString() {
    return "Login7[" + application + ", database=" + database + ", readOnly=" + readOnly + "]";
  }
}
