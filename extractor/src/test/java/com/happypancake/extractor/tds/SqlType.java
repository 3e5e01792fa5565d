package com.happypancake.extractor.tds;

import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A column's type as DDL declares it, and how it is sent: "TYPE_INFO Rule Definition". */
final class SqlType {

  /** Finnish_Swedish_CI_AS: LCID 1035 and its flags, SQL sort order 0. "Collation Rule". */
  private static final byte[] COLLATION = {0x0B, 0x04, (byte) 0xD0, 0x00, 0x00};

  private static final int ROWVERSION_USER_TYPE = 80;
  private static final int ANY_USER_TYPE = 256;
  private static final int SYSNAME_BYTES = 256;
  private static final int MAX_BITS_OF_REAL = 24;
  private static final int MAX = 0xFFFF;

  private final int userType;
  private final byte[] info;
  private final Framing framing;
  private final ValueEncoder encoder;

  private SqlType(int userType, byte[] info, Framing framing, ValueEncoder encoder) {
    this.userType = userType;
    this.info = info;
    this.framing = framing;
    this.encoder = encoder;
  }

  /**
   * Returns a declared type.
   *
   * @param declared for example {@code nvarchar(32)}, {@code decimal(19, 4)}, {@code rowversion}
   * @param nullable fixed lengths are sent for what is NOT NULL
   */
  static SqlType of(String declared, boolean nullable) {
    String[] words = declared.toLowerCase(Locale.ROOT).split("[(), ]+", -1);
    List<Integer> lengths =
        Stream.of(words)
            .skip(1)
            .filter(word -> !word.isEmpty())
            .map(word -> word.equals("max") ? MAX : Integer.valueOf(word))
            .toList();
    int first = lengths.isEmpty() ? 1 : lengths.get(0);
    int scale = lengths.isEmpty() ? ValueEncoder.MAX_SCALE : first;
    return switch (words[0]) {
      case "bit" -> fixed(nullable, 0x32, 0x68, 1, ValueEncoder.bit());
      case "tinyint" -> fixed(nullable, 0x30, 0x26, 1, ValueEncoder.integer(1));
      case "smallint" -> fixed(nullable, 0x34, 0x26, 2, ValueEncoder.integer(2));
      case "int" -> fixed(nullable, 0x38, 0x26, 4, ValueEncoder.integer(4));
      case "bigint" -> fixed(nullable, 0x7F, 0x26, 8, ValueEncoder.integer(8));
      case "real" -> real(nullable);
      case "float" ->
          !lengths.isEmpty() && first <= MAX_BITS_OF_REAL
              ? real(nullable)
              : fixed(nullable, 0x3E, 0x6D, 8, ValueEncoder.floating());
      case "smallmoney" -> fixed(nullable, 0x7A, 0x6E, 4, ValueEncoder.money(4));
      case "money" -> fixed(nullable, 0x3C, 0x6E, 8, ValueEncoder.money(8));
      case "smalldatetime" -> fixed(nullable, 0x3A, 0x6F, 4, ValueEncoder.smalldatetime());
      case "datetime" -> fixed(nullable, 0x3D, 0x6F, 8, ValueEncoder.datetime());
      case "decimal" -> decimal(0x6A, first, lengths.size() < 2 ? 0 : lengths.get(1));
      case "numeric" -> decimal(0x6C, first, lengths.size() < 2 ? 0 : lengths.get(1));
      case "uniqueidentifier" -> byteLength(ValueEncoder.guid(), 0x24, 16);
      case "date" -> byteLength(ValueEncoder.date(), 0x28);
      case "time" -> byteLength(ValueEncoder.time(scale), 0x29, scale);
      case "datetime2" -> byteLength(ValueEncoder.datetime2(scale), 0x2A, scale);
      case "datetimeoffset" -> byteLength(ValueEncoder.datetimeoffset(scale), 0x2B, scale);
      case "char" -> shortLength(0xAF, first, COLLATION, ValueEncoder.narrow(first));
      case "varchar" -> shortLength(0xA7, first, COLLATION, ValueEncoder.narrow(0));
      case "nchar" -> shortLength(0xEF, 2 * first, COLLATION, ValueEncoder.wide(first));
      case "nvarchar" ->
          shortLength(0xE7, first == MAX ? MAX : 2 * first, COLLATION, ValueEncoder.wide(0));
      case "binary" -> shortLength(0xAD, first, new byte[0], ValueEncoder.binary(first));
      case "varbinary" -> shortLength(0xA5, first, new byte[0], ValueEncoder.binary(0));
      case "text" -> pointed(0x23, COLLATION, ValueEncoder.narrow(0));
      case "ntext" -> pointed(0x63, COLLATION, ValueEncoder.wide(0));
      case "image" -> pointed(0x22, new byte[0], ValueEncoder.binary(0));
      case "rowversion", "timestamp" -> rowversion();
      case "sysname" -> alias(shortLength(0xE7, SYSNAME_BYTES, COLLATION, ValueEncoder.wide(0)));
      case "xml" -> new SqlType(0, bytes(0xF1, 0), Framing.CHUNKS, ValueEncoder.wide(0));
      case "sql_variant" ->
          new SqlType(0, bytes(0x62, 0x49, 0x1F, 0, 0), Framing.LONG_LENGTH, Variant::encode);
      case "hierarchyid", "geography", "geometry" -> serialized(words[0]);
      default -> throw new IllegalArgumentException("no type that is sent here: " + declared);
    };
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static byte[] followed(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static SqlType fixed(
      boolean nullable, int token, int nullableToken, int length, ValueEncoder encoder) {
    return nullable
        ? new SqlType(0, bytes(nullableToken, length), Framing.BYTE_LENGTH, encoder)
        : new SqlType(0, bytes(token), Framing.FIXED, encoder);
  }

  private static SqlType real(boolean nullable) {
    return fixed(nullable, 0x3B, 0x6D, 4, ValueEncoder.real());
  }

  private static SqlType decimal(int token, int precision, int scale) {
    int length = precision < 10 ? 5 : precision < 20 ? 9 : precision < 29 ? 13 : 17;
    return byteLength(ValueEncoder.decimal(length, scale), token, length, precision, scale);
  }

  private static SqlType byteLength(ValueEncoder encoder, int... info) {
    return new SqlType(0, bytes(info), Framing.BYTE_LENGTH, encoder);
  }

  private static SqlType shortLength(
      int token, int length, byte[] collation, ValueEncoder encoder) {
    byte[] info = followed(bytes(token, length, length >> Byte.SIZE), collation);
    return new SqlType(0, info, length == MAX ? Framing.CHUNKS : Framing.SHORT_LENGTH, encoder);
  }

  /** "UDT_INFO_IN_COLMETADATA". */
  private static SqlType serialized(String name) {
    byte[] info = bytes(0xF0, MAX, MAX >> Byte.SIZE);
    for (String part : List.of("Workshop", "sys", name)) {
      info = followed(followed(info, bytes(part.length())), part.getBytes(UTF_16LE));
    }
    String assembly = "Microsoft.SqlServer.Types";
    info = followed(followed(info, bytes(assembly.length(), 0)), assembly.getBytes(UTF_16LE));
    return new SqlType(ANY_USER_TYPE, info, Framing.CHUNKS, ValueEncoder.binary(0));
  }

  /** A type that a user named after another is sent as the other. */
  private static SqlType alias(SqlType type) {
    return new SqlType(ANY_USER_TYPE, type.info, type.framing, type.encoder);
  }

  private static SqlType rowversion() {
    byte[] info = bytes(0xAD, Long.BYTES, 0);
    return new SqlType(
        ROWVERSION_USER_TYPE, info, Framing.SHORT_LENGTH, ValueEncoder.binary(Long.BYTES));
  }

  /** The name of the column's table, of one part, ends the metadata of these. */
  private static SqlType pointed(int token, byte[] collation, ValueEncoder encoder) {
    byte[] info = followed(bytes(token, 0xFF, 0xFF, 0xFF, 0x7F), collation);
    return new SqlType(0, followed(info, bytes(1, 1, 0, 'T', 0)), Framing.TEXT_POINTER, encoder);
  }

  static byte[] collation() {
    return COLLATION.clone();
  }

  int userType() {
    return userType;
  }

  void writeInfo(PacketOutput out) throws IOException {
    out.bytes(info);
  }

  void writeValue(PacketOutput out, @Nullable Object value) throws IOException {
    framing.write(out, value == null ? null : encoder.encode(value));
  }
}
