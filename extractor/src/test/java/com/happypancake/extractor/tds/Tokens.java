package com.happypancake.extractor.tds;

import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of an answer: "Packet Data Token Stream Definition". */
final class Tokens {

  static final int MAJOR_VERSION = 15;
  static final int BUILD = 4_400;

  private static final int COLUMN_METADATA = 0x81;
  private static final int ERROR = 0xAA;
  private static final int INFO = 0xAB;
  private static final int LOGIN_ACKNOWLEDGED = 0xAD;
  private static final int ROW = 0xD1;
  private static final int ROW_WITH_NULL_BITMAP = 0xD2;
  private static final int ENVIRONMENT_CHANGE = 0xE3;
  private static final int DONE = 0xFD;

  private static final int DONE_ERROR = 0x02;
  private static final int DONE_COUNT = 0x10;
  private static final int DONE_ATTENTION = 0x20;

  private static final int DATABASE = 1;
  private static final int PACKET_SIZE = 4;
  private static final int COLLATION = 7;

  private static final String SERVER = "DB1";
  private static final String PRODUCT = "Microsoft SQL Server";

  private final PacketOutput out;

  Tokens(PacketOutput out) {
    this.out = out;
  }

  /** "LOGINACK": TDS 7.4, and the product's version. */
  void loginAcknowledged() throws IOException {
    out.u8(LOGIN_ACKNOWLEDGED).u16(10 + 2 * PRODUCT.length());
    out.u8(1).u8(0x74).u8(0).u8(0).u8(4).shortText(PRODUCT);
    out.u8(MAJOR_VERSION).u8(0).u8(BUILD >> Byte.SIZE).u8(BUILD);
  }

  void database(String name) throws IOException {
    textChange(DATABASE, name, "master");
  }

  void packetSize(int bytes) throws IOException {
    textChange(PACKET_SIZE, Integer.toString(bytes), "4096");
  }

  private void textChange(int type, String now, String before) throws IOException {
    out.u8(ENVIRONMENT_CHANGE).u16(3 + 2 * (now.length() + before.length()));
    out.u8(type).shortText(now).shortText(before);
  }

  void collation() throws IOException {
    out.u8(ENVIRONMENT_CHANGE).u16(3 + SqlType.collation().length);
    out.u8(COLLATION).u8(SqlType.collation().length).bytes(SqlType.collation()).u8(0);
  }

  /** "ENVCHANGE" of a transaction, which has a descriptor of 8 bytes. */
  void transaction(TransactionChange change, long descriptor) throws IOException {
    out.u8(ENVIRONMENT_CHANGE).u16(3 + Long.BYTES).u8(change.code());
    if (change == TransactionChange.BEGUN) {
      out.u8(Long.BYTES).u64(descriptor).u8(0);
    } else {
      out.u8(0).u8(Long.BYTES).u64(descriptor);
    }
  }

  void error(int number, int severity, String text) throws IOException {
    said(ERROR, number, severity, text);
  }

  void info(int number, String text) throws IOException {
    said(INFO, number, 0, text);
  }

  private void said(int token, int number, int severity, String text) throws IOException {
    out.u8(token).u16(14 + 2 * (text.length() + SERVER.length()));
    out.u32(number).u8(1).u8(severity);
    out.longText(text).shortText(SERVER).shortText("").u32(1);
  }

  void columns(List<Column> columns) throws IOException {
    out.u8(COLUMN_METADATA).u16(columns.size());
    for (Column column : columns) {
      column.write(out);
    }
  }

  void row(List<SqlType> types, @Nullable Object[] values) throws IOException {
    out.u8(ROW);
    for (int i = 0; i < values.length; i++) {
      types.get(i).writeValue(out, values[i]);
    }
  }

  /** "NBCROW": a bit for each column says whether it is NULL, and then nothing follows of it. */
  void rowWithNullBitmap(List<SqlType> types, @Nullable Object[] values) throws IOException {
    BitSet nulls = new BitSet(values.length);
    for (int i = 0; i < values.length; i++) {
      nulls.set(i, values[i] == null);
    }
    out.u8(ROW_WITH_NULL_BITMAP);
    byte[] bitmap = nulls.toByteArray();
    for (int i = 0; i < (values.length + 7) / Byte.SIZE; i++) {
      out.u8(i < bitmap.length ? bitmap[i] : 0);
    }
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null) {
        types.get(i).writeValue(out, values[i]);
      }
    }
  }

  void done(boolean failed) throws IOException {
    out.u8(DONE).u16(failed ? DONE_ERROR : 0).u16(0).u64(0);
  }

  void doneWithCount(boolean failed, long rows) throws IOException {
    out.u8(DONE).u16(DONE_COUNT | (failed ? DONE_ERROR : 0)).u16(0xC1).u64(rows);
  }

  void doneWithAttention() throws IOException {
    out.u8(DONE).u16(DONE_ATTENTION).u16(0).u64(0);
  }
}
