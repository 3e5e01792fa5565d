package com.happypancake.transformer.event;

import com.google.protobuf.MessageOrBuilder;
import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.nio.ByteBuffer;

/**
 * The key that brings the versions of a row together, from all dumps of a chain. Keys are compared
 * as unsigned bytes.
 *
 * <p>A key consists of the table's place (1 byte), the columns of the row's key as in {@link
 * SortKey}, and {@value #SUFFIX_BYTES} bytes that tell the row's versions apart: the dump's place
 * in the chain (2), and 0 for a deleted key or 1 for a row (1). So if a dump has both, the row
 * comes last.
 */
public final class VersionKey {

  /** The length of the part that differs between the versions of a row. */
  public static final int SUFFIX_BYTES = Short.BYTES + 1;

  private final LegacyTable table;
  private final ByteBuffer bytes;

  /**
   * Creates keys for the rows of one table in one dump.
   *
   * @param dump the dump's place in the chain
   * @param isDeleted whether the rows are deleted keys
   * @throws com.happypancake.schemas.catalogue.SchemaException as {@link SortKey}
   */
  public VersionKey(LegacyTable table, TableOrder order, int dump, boolean isDeleted) {
    this.table = table;
    int suffix = 1 + SortKey.check(table);
    this.bytes = ByteBuffer.allocate(suffix + SUFFIX_BYTES);
    bytes
        .put(0, (byte) order.place(table))
        .putShort(suffix, (short) dump)
        .put(suffix + Short.BYTES, (byte) (isDeleted ? 0 : 1));
  }

  /**
   * Returns the key of a row, which is valid until the next call.
   *
   * @param row a row with all columns of its key
   */
  public byte[] of(MessageOrBuilder row) {
    bytes.position(1);
    for (LegacyColumn column : table.key()) {
      SortKey.put(bytes, column.type(), row.getField(column.field()));
    }
    return bytes.array();
  }

  /**
   * Returns the key of a row, which is valid until the next call.
   *
   * @param keyText the row's key text, of a table with a key of integers
   * @throws IllegalArgumentException if it is no such text
   */
  public byte[] of(String keyText) {
    String[] values = keyText.split(",", -1);
    if (values.length != table.key().size()) {
      throw new IllegalArgumentException("not a key of " + table.name() + ": " + keyText);
    }
    bytes.position(1);
    for (int i = 0; i < values.length; i++) {
      ColumnType type = table.key().get(i).type();
      if (type == ColumnType.LONG) {
        SortKey.put(bytes, type, Long.valueOf(values[i]));
      } else {
        SortKey.put(bytes, type, Integer.valueOf(values[i]));
      }
    }
    return bytes.array();
  }

  /** Returns the length of the part that all versions of a row share. */
  public static int rowLength(int keyLength) {
    return keyLength - SUFFIX_BYTES;
  }

  /** Returns the table of a key. */
  public static LegacyTable table(byte[] bytes, int offset, TableOrder order) {
    return order.tables().get(bytes[offset]);
  }

  /** Returns a key's row as text for messages, for example {@code Messages 17}. */
  public static String describe(byte[] key, TableOrder order) {
    return SortKey.describe(key, 0, order);
  }

  /** Returns the place in the chain of the dump that has a key. */
  public static int dump(byte[] bytes, int offset, int length) {
    return ByteBuffer.wrap(bytes).getShort(offset + rowLength(length));
  }

  /** Returns whether a key is that of a deleted row. */
  public static boolean isDeleted(byte[] bytes, int offset, int length) {
    return bytes[offset + length - 1] == 0;
  }
}
