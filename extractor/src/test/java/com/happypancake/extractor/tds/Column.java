package com.happypancake.extractor.tds;

import java.io.IOException;

/**
 * A column of a result.
 *
 * @param sqlType as DDL declares it: {@code nvarchar(32)}
 * @param identity whether the server numbers it
 */
public record Column(String name, String sqlType, boolean nullable, boolean identity) {

  private static final int NULLABLE = 0x01;
  private static final int READ_WRITE = 0x08;
  private static final int IDENTITY = 0x10;

  /** Returns a column that may be NULL. */
  public static Column of(String name, String sqlType) {
    return new Column(name, sqlType, true, false);
  }

  SqlType type() {
    return SqlType.of(sqlType, nullable);
  }

  /** "COLMETADATA": ColumnData. */
  void write(PacketOutput out) throws IOException {
    SqlType type = type();
    int flags = (nullable ? NULLABLE : 0) | (identity ? IDENTITY : READ_WRITE);
    out.u32(type.userType()).u16(flags);
    type.writeInfo(out);
    out.shortText(name);
  }
}
