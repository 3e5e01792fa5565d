package com.happypancake.transformer.mapping;

import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.types.OffsetTime;
import com.happypancake.schemas.value.WallClock;
import java.time.LocalDateTime;
import java.util.List;

/** Rows that have a value in every column, made from the catalogue alone. */
public final class LegacyRows {

  private static final LegacyCatalogue TABLES = LegacyCatalogue.hpc();

  private LegacyRows() {}

  /** Returns the ticks of a time like 2014-03-01T12:34:56. */
  public static long ticks(String time) {
    return WallClock.toTicks(LocalDateTime.parse(time));
  }

  /** Returns a row with increasing times and different numbers. */
  public static Message.Builder full(String table) {
    LegacyTable legacy = TABLES.table(table);
    Message.Builder row = DynamicMessage.newBuilder(legacy.descriptor());
    for (LegacyColumn column : legacy.columns()) {
      row.setField(column.field(), value(column, 0));
    }
    return row;
  }

  /**
   * Returns a value for a column.
   *
   * @param variant that selects the value
   */
  public static Object value(LegacyColumn column, int variant) {
    int number = column.field().getNumber();
    long time = ticks("2014-01-15T12:00:00") + number * 10_000_000L + variant;
    return switch (column.type()) {
      case BOOLEAN -> (variant == 0) == column.name().equals("IsPortrait");
      case UNSIGNED_BYTE -> number % 2 + 1 - variant;
      case INTEGER -> number * 10 + variant;
      case LONG, MONEY, TIME -> number * 10L + variant;
      case DECIMAL -> number + "." + variant;
      case REAL -> (float) number + variant;
      case FLOAT -> (double) number + variant;
      case DATE -> 3000 + number + variant;
      case WALL_CLOCK -> time;
      case OFFSET_TIME -> OffsetTime.newBuilder().setTicks(time).setOffsetMinutes(120).build();
      case TEXT, UNICODE_TEXT, XML -> column.name() + " " + variant;
      case BINARY, ROWVERSION, HIERARCHY_ID, GEOGRAPHY, GEOMETRY ->
          ByteString.copyFromUtf8(column.name() + variant);
      case GUID -> ByteString.copyFrom(new byte[15]).concat(bytes(number + variant));
    };
  }

  private static ByteString bytes(int value) {
    return ByteString.copyFrom(new byte[] {(byte) value});
  }

  /** Maps a row of any builder. */
  static <R extends Message> List<Outcome> map(Mapping<R> mapping, Message row, Lookups lookups) {
    try {
      return mapping.map(mapping.parser().parseFrom(row.toByteString()), lookups);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }
}
