package com.happypancake.schemas.value;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.types.OffsetTime;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.StringJoiner;

/**
 * Formats keys as text. A comma joins the columns. Integers are decimal, GUIDs lower case, binary
 * values hexadecimal, times ISO 8601 with 7 fractional digits. Decimals have all digits of their
 * scale. Floating-point numbers are the shortest decimal that denotes them ({@code 1.0E10}). A
 * backslash escapes backslashes and commas in texts, and NULL is {@code \N}, so different keys have
 * different texts.
 */
public final class KeyText {

  /** The text of NULL. No text value equals it, because backslashes in texts are doubled. */
  public static final String NULL = "\\N";

  private KeyText() {}

  /**
   * Returns the text of a row's primary key.
   *
   * @param table the row's table
   * @param row a message of the table's descriptor
   * @return for example {@code 17,4,2014-03-01T12:34:56.1230000}; empty for a table without a key
   */
  public static String of(LegacyTable table, MessageOrBuilder row) {
    StringJoiner text = new StringJoiner(",");
    for (LegacyColumn column : table.key()) {
      text.add(
          row.hasField(column.field()) ? text(column.type(), row.getField(column.field())) : NULL);
    }
    return text.toString();
  }

  /**
   * Returns a column's value as text.
   *
   * @param value a value of the field's Java type
   */
  static String text(ColumnType type, Object value) {
    return switch (type) {
      case GUID -> Guids.fromBytes((ByteString) value).toString();
      case TIME -> WallClock.timeOfDayText((Long) value);
      case WALL_CLOCK -> WallClock.toText((Long) value);
      case DATE -> LocalDate.ofEpochDay((Integer) value).toString();
      case OFFSET_TIME -> WallClock.toText(ticks((Message) value)) + "Z";
      case BINARY, ROWVERSION, HIERARCHY_ID, GEOGRAPHY, GEOMETRY ->
          HexFormat.of().formatHex(((ByteString) value).toByteArray());
      case TEXT, UNICODE_TEXT, XML, DECIMAL ->
          value.toString().replace("\\", "\\\\").replace(",", "\\,");
      case BOOLEAN, UNSIGNED_BYTE, INTEGER, LONG, MONEY, REAL, FLOAT -> value.toString();
    };
  }

  /** An OffsetTime is a dynamic message if its schema was read from a descriptor set. */
  private static long ticks(Message offsetTime) {
    return (Long)
        offsetTime.getField(
            offsetTime.getDescriptorForType().findFieldByNumber(OffsetTime.TICKS_FIELD_NUMBER));
  }
}
