package com.happypancake.inspect.text;

import com.google.gson.stream.JsonWriter;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.options.OptionsProto;
import com.happypancake.schemas.value.Guids;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HexFormat;

/**
 * Records as JSON for people: the schemas' options decide how a field is written.
 *
 * <p>Fields have their ProtoJSON names, in the order of their numbers. A value that does not fit
 * its column type, such as a GUID of 15 bytes, is written as the record has it.
 */
final class ReadableJson extends RecordJson {

  /** Readers that take numbers for doubles keep integers exact up to here. */
  private static final long MAX_EXACT_INTEGER = 1L << 53;

  private static final int MONEY_DIGITS = 4;

  private final ValueTypes types = new ValueTypes();

  /** Returns a record as one line of JSON. */
  String of(Message record) {
    return of(record, Projection.all());
  }

  /** Returns a value as text: without the quotation marks of JSON; a list or a message as JSON. */
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
    return switch (types.of(field)) {
      case MONEY -> BigDecimal.valueOf(value.longValue(), MONEY_DIGITS).toPlainString();
      case TIME -> TimeTexts.timeOfDay(value.longValue());
      case WALL_CLOCK -> TimeTexts.wallClock(value.longValue());
      case DATE -> TimeTexts.date(value.longValue());
      default -> plain(integerText(field, value), value.longValue());
    };
  }

  /** Returns a Long if the integer is exact, else its text; also for unsigned 64-bit integers. */
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
    return types.of(field) == ColumnType.GUID && bytes.size() == Guids.BYTES
        ? Guids.fromBytes(bytes).toString()
        : HexFormat.of().formatHex(bytes.toByteArray());
  }

  private static Object message(Message message) {
    return switch (message.getDescriptorForType().getFullName()) {
      case "google.protobuf.Timestamp" ->
          TimeTexts.instant(number(message, "seconds"), number(message, "nanos"));
      case "hpc.types.OffsetTime" ->
          TimeTexts.offsetTime(number(message, "ticks"), number(message, "offset_minutes"));
      case "hpc.types.Date" ->
          TimeTexts.day(number(message, "year"), number(message, "month"), number(message, "day"));
      default -> message;
    };
  }

  private static long number(Message message, String field) {
    FieldDescriptor descriptor = message.getDescriptorForType().findFieldByName(field);
    return ((Number) message.getField(descriptor)).longValue();
  }
}
