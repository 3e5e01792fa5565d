package com.happypancake.extractor;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/** Rows of the example's table of every type, in the order of their keys, at the types' edges. */
final class Specimens {

  static final UUID FIRST = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");

  /** NULL where anything may be NULL. */
  static final Object[] NOTHING = row(0, new Object[24]);

  /** The least of everything, and empty texts. */
  static final Object[] LEAST =
      row(
          1,
          false,
          0,
          Short.MIN_VALUE,
          Integer.MIN_VALUE,
          Long.MIN_VALUE,
          new BigDecimal("-922337203685477.5808"),
          LocalDate.parse("0001-01-01"),
          LocalDateTime.parse("1753-01-01T00:00:00"),
          LocalDateTime.parse("0001-01-01T00:00:00"),
          OffsetDateTime.parse("0001-01-02T00:00:00-14:00"),
          "  ",
          "",
          "",
          "",
          new byte[0],
          new UUID(0, 0),
          new BigDecimal("-9999999999999999999999999999.9999999999"),
          -Float.MAX_VALUE,
          -Double.MAX_VALUE,
          LocalTime.MIN,
          "",
          new byte[0],
          bytes("E6100000010C00000000000000000000000000000000"),
          bytes("00000000010400000000000000000001000000FFFFFFFFFFFFFFFF03"));

  /** The most of everything, and characters of every plane that has any. */
  static final Object[] MOST =
      row(
          2,
          true,
          255,
          Short.MAX_VALUE,
          Integer.MAX_VALUE,
          Long.MAX_VALUE,
          new BigDecimal("922337203685477.5807"),
          LocalDate.parse("9999-12-31"),
          LocalDateTime.parse("2021-03-28T03:30:00.997"),
          LocalDateTime.parse("9999-12-31T23:59:59.9999999"),
          OffsetDateTime.parse("9999-12-30T23:59:59.9999999+14:00"),
          "ÅÖ",
          "192.0.2.1",
          "Älskling 😀 \uD840\uDC00 \uDB40\uDC01 \uDBFF\uDFFD \u0001\t",
          "x".repeat(5_000) + "€",
          new byte[] {0, -1, 127, -128},
          new UUID(-1, -1),
          new BigDecimal("9999999999999999999999999999.9999999999"),
          Float.MAX_VALUE,
          Double.MAX_VALUE,
          LocalTime.parse("23:59:59.9999999"),
          "<rad>€ Å 😀</rad>",
          bytes("5AC0"),
          bytes("E6100000010C00000000000056C000000000008066C0"),
          bytes("00000000010C000000000000F03F0000000000000040"));

  /** Unpaired surrogates: high amid, low amid, high at the end. */
  static final Object[] BROKEN =
      row(
          255,
          null,
          128,
          null,
          0,
          0L,
          new BigDecimal("0.0001"),
          LocalDate.parse("1970-01-01"),
          LocalDateTime.parse("1970-01-01T00:00:00"),
          LocalDateTime.parse("1969-12-31T23:59:59.9999999"),
          OffsetDateTime.parse("1970-01-01T01:00:00.0000001+05:45"),
          null,
          null,
          "A\uD800B",
          "\uDC00x\uD800",
          null,
          null,
          new BigDecimal("-0.5"),
          0.1f,
          0.1,
          LocalTime.parse("02:30:00.0000001"),
          null,
          null,
          null,
          null);

  static final List<Object[]> ALL = List.of(NOTHING, LEAST, MOST, BROKEN);

  private Specimens() {}

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static Object[] row(int slot, Object... values) {
    Object[] row = new Object[values.length + 2];
    row[0] = FIRST;
    row[1] = slot;
    System.arraycopy(values, 0, row, 2, values.length);
    return row;
  }
}
