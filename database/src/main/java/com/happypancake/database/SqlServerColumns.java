package com.happypancake.database;

import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.value.WireRow;
import java.util.Locale;
import java.util.Optional;

/**
 * SQL Server's columns, and how Microsoft's driver gives their values exactly.
 *
 * <p>An alias type is sent as the type that it is made of. A sql_variant is none of these: the
 * driver gives bytes that do not tell the value's own type, so that a number and a binary value
 * can't be told apart.
 */
final class SqlServerColumns {

  private static final String IDENTITY = " identity";

  /** The driver's own decoder would swallow the neighbour of an unpaired surrogate. */
  private static final ColumnReader UTF_16 = ColumnReaders.bytes(WireRow::putUtf16);

  /** Likewise; the driver puts a byte order mark before the text, which the server does not. */
  private static final ColumnReader XML =
      ColumnReaders.bytes(
          (row, field, value) ->
              row.putUtf16(field, value, beginsWithByteOrderMark(value) ? Character.BYTES : 0));

  private SqlServerColumns() {}

  private static boolean beginsWithByteOrderMark(byte[] text) {
    return text.length >= Character.BYTES && text[0] == (byte) 0xFF && text[1] == (byte) 0xFE;
  }

  /** Returns how a type is held; empty for a type that no field can hold. */
  static Optional<ColumnType> type(ActualColumn column) {
    return ColumnType.of(baseName(column));
  }

  /** Returns the type's name in lower case, without what the driver says of some columns. */
  static String baseName(ActualColumn column) {
    String name = column.typeName().toLowerCase(Locale.ROOT);
    return name.endsWith(IDENTITY) ? name.substring(0, name.length() - IDENTITY.length()) : name;
  }

  /**
   * Finds the reader for a column.
   *
   * @param wanted what the schema declares
   * @return empty where the field can't hold all that the column may
   */
  static Optional<ColumnReader> reader(LegacyColumn wanted, ActualColumn actual) {
    return type(actual)
        .flatMap(
            held ->
                ColumnReaders.lossless(wanted, held, actual.scale())
                    .map(
                        reader ->
                            switch (held) {
                              case UNICODE_TEXT -> UTF_16;
                              case XML -> XML;
                              default -> reader;
                            }));
  }
}
