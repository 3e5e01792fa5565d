package com.happypancake.inspect.text;

import com.google.gson.stream.JsonWriter;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.options.OptionsProto;
import com.happypancake.schemas.value.Guids;
import com.happypancake.schemas.value.WallClock;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Writes records as JSON for people. The schemas' options determine how a field is written.
 *
 * <p>Fields have their ProtoJSON names. A value that does not fit its column type, such as a GUID
 * of 15 bytes, is written without conversion.
 */
final class ReadableJson extends RecordJson {

  /** The largest integer up to which readers that parse numbers as doubles stay exact. */
  private static final long MAX_EXACT_INTEGER = 1L << 53;

  private static final int MONEY_DIGITS = 4;

  private static final long TICKS_PER_MINUTE = 60 * WallClock.TICKS_PER_SECOND;
  private static final String EVENT_ID = "hpc.event.Event.id";

  /** Loads the catalogue on first use. */
  private static final class Tables {
    private static final LegacyCatalogue HPC = LegacyCatalogue.hpc();
  }

  private final Map<FieldDescriptor, ColumnType> types = new HashMap<>();

  /** Returns a value as text without the quotation marks of JSON, or a list or message as JSON. */
  String text(FieldDescriptor field, Object value) {
    if (field.isRepeated()) {
      return json(field, value);
    }
    Object readable = readable(field, value);
    return readable instanceof Message ? json(field, value) : readable.toString();
  }

  @Override
  boolean isShown(Message message, FieldDescriptor field) {
    return RecordField.isSet(message, field);
  }

  @Override
  boolean isNull(FieldDescriptor field) {
    return field.getOptions().hasExtension(OptionsProto.column);
  }

  @Override
  void value(JsonWriter json, FieldDescriptor field, Object value, Projection projection)
      throws IOException {
    Object readable = readable(field, value);
    if (readable instanceof Message message) {
      message(json, message, projection);
    } else if (readable instanceof Boolean truth) {
      json.value(truth.booleanValue());
    } else if (readable instanceof Number number) {
      json.value(number);
    } else {
      json.value(readable.toString());
    }
  }

  /** Returns a Boolean, a Number that JSON can hold, a String, or a Message with fields. */
  private Object readable(FieldDescriptor field, Object value) {
    if (value instanceof ByteString bytes) {
      return text(field, bytes);
    } else if (value instanceof EnumValueDescriptor constant) {
      return constant.getName();
    } else if (value instanceof Message message) {
      return message(message);
    } else if (value instanceof Integer || value instanceof Long) {
      return integer(field, (Number) value);
    } else if (value instanceof Float || value instanceof Double) {
      return Double.isFinite(((Number) value).doubleValue()) ? value : value.toString();
    }
    return value;
  }

  private Object integer(FieldDescriptor field, Number value) {
    return switch (columnType(field)) {
      case MONEY -> BigDecimal.valueOf(value.longValue(), MONEY_DIGITS).toPlainString();
      case TIME -> time(value.longValue(), WallClock::timeOfDayText);
      case WALL_CLOCK -> time(value.longValue(), WallClock::toText);
      case DATE -> time(value.longValue(), days -> LocalDate.ofEpochDay(days).toString());
      default -> plain(integerText(field, value), value.longValue());
    };
  }

  /** Returns a Long if a double can hold the integer exactly, else its text. */
  private static Object plain(String text, long value) {
    boolean exact =
        value >= -MAX_EXACT_INTEGER
            && value <= MAX_EXACT_INTEGER
            && (value < 0) == text.startsWith("-");
    if (exact) {
      return value;
    }
    return text.length() <= 10 ? (Object) Long.valueOf(text) : text;
  }

  private String text(FieldDescriptor field, ByteString bytes) {
    return columnType(field) == ColumnType.GUID && bytes.size() == Guids.BYTES
        ? Guids.fromBytes(bytes).toString()
        : HexFormat.of().formatHex(bytes.toByteArray());
  }

  private static Object message(Message message) {
    return switch (message.getDescriptorForType().getFullName()) {
      case "google.protobuf.Timestamp" ->
          instant(number(message, "seconds"), number(message, "nanos"));
      case "hpc.types.OffsetTime" ->
          offsetTime(number(message, "ticks"), number(message, "offset_minutes"));
      case "hpc.types.Date" ->
          String.format(
              Locale.ROOT,
              "%04d-%02d-%02d",
              number(message, "year"),
              number(message, "month"),
              number(message, "day"));
      default -> message;
    };
  }

  private static long number(Message message, String field) {
    FieldDescriptor descriptor = message.getDescriptorForType().findFieldByName(field);
    return ((Number) message.getField(descriptor)).longValue();
  }

  /** Returns the text of a time, or the plain number if the time is out of range. */
  private static String time(long number, LongFunction<String> text) {
    try {
      return text.apply(number);
    } catch (DateTimeException e) {
      return Long.toString(number);
    }
  }

  /** Returns the text of an instant in UTC. */
  private static String instant(long seconds, long nanos) {
    try {
      long ticks = Math.multiplyExact(seconds, WallClock.TICKS_PER_SECOND);
      return WallClock.toText(Math.addExact(ticks, nanos / WallClock.NANOS_PER_TICK)) + "Z";
    } catch (ArithmeticException | DateTimeException e) {
      return seconds + " s " + nanos + " ns";
    }
  }

  /** Returns the text of an instant at its recorded offset. */
  private static String offsetTime(long ticks, long offsetMinutes) {
    try {
      ZoneOffset offset = ZoneOffset.ofTotalSeconds(Math.toIntExact(offsetMinutes * 60));
      return WallClock.toText(Math.addExact(ticks, offsetMinutes * TICKS_PER_MINUTE)) + offset;
    } catch (ArithmeticException | DateTimeException e) {
      return ticks + " ticks at " + offsetMinutes + " min";
    }
  }

  /**
   * Returns the type of the column that a field holds or, in an event, carries. Without one,
   * returns {@link ColumnType#BINARY} for bytes and {@link ColumnType#LONG} for the rest.
   */
  private ColumnType columnType(FieldDescriptor field) {
    return types.computeIfAbsent(field, ReadableJson::type);
  }

  private static ColumnType type(FieldDescriptor field) {
    return declared(field)
        .filter(type -> type.fieldType() == field.getType())
        .orElse(
            field.getType() == FieldDescriptor.Type.BYTES ? ColumnType.BINARY : ColumnType.LONG);
  }

  private static Optional<ColumnType> declared(FieldDescriptor field) {
    if (field.getFullName().equals(EVENT_ID)) {
      return Optional.of(ColumnType.GUID);
    }
    if (field.getOptions().hasExtension(OptionsProto.column)) {
      return ColumnType.of(field.getOptions().getExtension(OptionsProto.column).getType());
    }
    return field.getOptions().getExtension(OptionsProto.carries).stream()
        .flatMap(name -> carried(name).stream())
        .filter(type -> type.fieldType() == field.getType())
        .findFirst();
  }

  private static Optional<ColumnType> carried(String name) {
    int dot = name.lastIndexOf('.');
    return Tables.HPC
        .find(name.substring(0, Math.max(dot, 0)))
        .flatMap(
            table ->
                table.columns().stream()
                    .filter(column -> column.name().equals(name.substring(dot + 1)))
                    .findFirst())
        .map(LegacyColumn::type);
  }
}
