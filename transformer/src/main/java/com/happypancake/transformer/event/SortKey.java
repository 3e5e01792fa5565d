package com.happypancake.transformer.event;

import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.MessageOrBuilder;
import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.catalogue.EventDefinition;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.catalogue.SchemaException;
import com.happypancake.schemas.value.Guids;
import com.happypancake.schemas.value.KeyText;
import java.nio.ByteBuffer;

/**
 * The key that gives events their total order. Keys are compared as unsigned bytes.
 *
 * <p>A key consists of the instant's ticks (8 bytes, sign flipped), a flag for events that come
 * last at their instant (1), the table's place (1), the columns of the row's key (integers
 * big-endian with the sign flipped, GUIDs unchanged), and the fact's place in its row (1). No two
 * facts have the same key.
 */
public final class SortKey {

  private static final int TABLE_OFFSET = Long.BYTES + 1;
  private static final int SOURCE_KEY_OFFSET = TABLE_OFFSET + 1;

  private final LegacyTable table;
  private final byte tablePlace;
  private final ByteBuffer bytes;

  /**
   * Creates keys for the facts of one table.
   *
   * @throws SchemaException if the table has no key, or a key of an unsupported type
   */
  public SortKey(LegacyTable table, TableOrder order) {
    this.table = table;
    this.tablePlace = (byte) order.place(table);
    this.bytes = ByteBuffer.allocate(SOURCE_KEY_OFFSET + check(table) + 1);
  }

  /** Checks a table's key and returns its length in bytes. */
  static int check(LegacyTable table) {
    if (table.key().isEmpty()) {
      throw new SchemaException(table.name() + ": has no key, so its facts have no order");
    }
    return table.key().stream().mapToInt(SortKey::size).sum();
  }

  private static int size(LegacyColumn column) {
    return switch (column.type()) {
      case INTEGER, DATE, UNSIGNED_BYTE -> Integer.BYTES;
      case LONG, MONEY, TIME, WALL_CLOCK -> Long.BYTES;
      case GUID -> Guids.BYTES;
      case BOOLEAN,
          DECIMAL,
          REAL,
          FLOAT,
          OFFSET_TIME,
          TEXT,
          UNICODE_TEXT,
          XML,
          BINARY,
          ROWVERSION,
          HIERARCHY_ID,
          GEOGRAPHY,
          GEOMETRY ->
          throw new SchemaException(
              column.field().getFullName()
                  + ": a key column of the type "
                  + column.sqlType()
                  + " has no order here; expected an integer, a date, a time or a GUID");
    };
  }

  /**
   * Sets the row of the next facts.
   *
   * @param row a row with all columns of its key, and GUIDs of 16 bytes
   */
  public void row(MessageOrBuilder row) {
    bytes.position(SOURCE_KEY_OFFSET);
    for (LegacyColumn column : table.key()) {
      put(bytes, column.type(), row.getField(column.field()));
    }
  }

  /** Puts a column of a row's key. */
  static void put(ByteBuffer bytes, ColumnType type, Object value) {
    switch (type) {
      case INTEGER, DATE, UNSIGNED_BYTE -> bytes.putInt((Integer) value ^ Integer.MIN_VALUE);
      case LONG, MONEY, TIME, WALL_CLOCK -> bytes.putLong((Long) value ^ Long.MIN_VALUE);
      default -> bytes.put(((ByteString) value).asReadOnlyByteBuffer());
    }
  }

  /**
   * Sets a fact of the row.
   *
   * @param event the fact's event type
   * @param instantTicks the fact's time, in ticks of UTC
   */
  public void fact(EventDefinition event, long instantTicks) {
    bytes
        .putLong(0, instantTicks ^ Long.MIN_VALUE)
        .put(Long.BYTES, (byte) (event.lastAtInstant() ? 1 : 0))
        .put(TABLE_OFFSET, tablePlace)
        .put(bytes.capacity() - 1, (byte) event.place());
  }

  /** Returns the key's bytes, which are valid until the next fact. */
  public byte[] bytes() {
    return bytes.array();
  }

  /** Returns a key's row as text for messages, for example {@code Messages 17}. */
  public static String describe(byte[] key, TableOrder order) {
    return describe(key, TABLE_OFFSET, order);
  }

  /** Returns the row of a key that has the table's place, and then the row's key, at an offset. */
  static String describe(byte[] key, int offset, TableOrder order) {
    LegacyTable table = order.tables().get(key[offset]);
    ByteBuffer bytes = ByteBuffer.wrap(key).position(offset + 1);
    DynamicMessage.Builder row = DynamicMessage.newBuilder(table.descriptor());
    for (LegacyColumn column : table.key()) {
      row.setField(column.field(), get(column.type(), bytes));
    }
    return table.name() + " " + KeyText.of(table, row);
  }

  private static Object get(ColumnType type, ByteBuffer bytes) {
    return switch (type) {
      case INTEGER, DATE, UNSIGNED_BYTE -> bytes.getInt() ^ Integer.MIN_VALUE;
      case LONG, MONEY, TIME, WALL_CLOCK -> bytes.getLong() ^ Long.MIN_VALUE;
      default -> ByteString.copyFrom(bytes, Guids.BYTES);
    };
  }
}
