package com.happypancake.cli.folder;

import com.google.gson.stream.JsonWriter;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.options.OptionsProto;
import com.happypancake.schemas.value.Guids;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;

/**
 * Records as JSON for people: what the schemas' options say of a field decides how it is written.
 *
 * <p>Fields have their ProtoJSON names, in the order of their numbers. A value that its type cannot
 * mean, such as a GUID of 15 bytes, is written as it lies in the record.
 */
final class ReadableJson {

  private static final BigInteger MAX_EXACT_INTEGER = BigInteger.TWO.pow(53);
  private static final int MONEY_DIGITS = 4;

  private ReadableJson() {}

  /** Returns a record as one line of JSON. */
  static String of(Message record) {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.setHtmlSafe(false);
      write(json, record);
    } catch (IOException e) {
      throw new IllegalStateException("a StringWriter does not fail", e);
    }
    return text.toString();
  }

  private static void write(JsonWriter json, MessageOrBuilder message) throws IOException {
    json.beginObject();
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      boolean column = field.getOptions().hasExtension(OptionsProto.column);
      if (field.isRepeated() ? message.getRepeatedFieldCount(field) > 0 : isShown(message, field)) {
        json.name(field.getJsonName());
        writeField(json, field, message.getField(field));
      } else if (column) {
        json.name(field.getJsonName()).nullValue();
      }
    }
    json.endObject();
  }

  /** Fields without presence are there always; 0 is a value as any other. */
  private static boolean isShown(MessageOrBuilder message, FieldDescriptor field) {
    return !field.hasPresence() || message.hasField(field);
  }

  private static void writeField(JsonWriter json, FieldDescriptor field, Object value)
      throws IOException {
    if (!field.isRepeated()) {
      writeValue(json, field, value);
      return;
    }
    json.beginArray();
    for (Object element : (List<?>) value) {
      writeValue(json, field, element);
    }
    json.endArray();
  }

  private static void writeValue(JsonWriter json, FieldDescriptor field, Object value)
      throws IOException {
    if (value instanceof Boolean truth) {
      json.value(truth.booleanValue());
    } else if (value instanceof ByteString bytes) {
      json.value(text(field, bytes));
    } else if (value instanceof EnumValueDescriptor constant) {
      json.value(constant.getName());
    } else if (value instanceof Message message) {
      writeMessage(json, message);
    } else if (value instanceof Integer || value instanceof Long) {
      writeInteger(json, field, integer(field, (Number) value));
    } else {
      json.value(value.toString());
    }
  }

  private static long integer(FieldDescriptor field, Number value) {
    boolean unsigned =
        field.getType() == FieldDescriptor.Type.UINT32
            || field.getType() == FieldDescriptor.Type.FIXED32;
    return unsigned ? Integer.toUnsignedLong(value.intValue()) : value.longValue();
  }

  private static void writeInteger(JsonWriter json, FieldDescriptor field, long value)
      throws IOException {
    switch (ValueTypes.of(field)) {
      case MONEY -> json.value(BigDecimal.valueOf(value, MONEY_DIGITS).toPlainString());
      case WALL_CLOCK -> json.value(TimeTexts.wallClock(value));
      case DATE -> json.value(TimeTexts.date(value));
      default -> {
        String text = integerText(field, value);
        if (new BigInteger(text).abs().compareTo(MAX_EXACT_INTEGER) <= 0) {
          json.value(value);
        } else {
          json.value(text);
        }
      }
    }
  }

  private static String integerText(FieldDescriptor field, long value) {
    boolean unsigned =
        field.getType() == FieldDescriptor.Type.UINT64
            || field.getType() == FieldDescriptor.Type.FIXED64;
    return unsigned ? Long.toUnsignedString(value) : Long.toString(value);
  }

  private static String text(FieldDescriptor field, ByteString bytes) {
    return ValueTypes.of(field) == ColumnType.GUID && bytes.size() == Guids.BYTES
        ? Guids.fromBytes(bytes).toString()
        : HexFormat.of().formatHex(bytes.toByteArray());
  }

  private static void writeMessage(JsonWriter json, Message message) throws IOException {
    switch (message.getDescriptorForType().getFullName()) {
      case "google.protobuf.Timestamp" ->
          json.value(TimeTexts.instant(number(message, "seconds"), number(message, "nanos")));
      case "hpc.types.OffsetTime" ->
          json.value(
              TimeTexts.offsetTime(number(message, "ticks"), number(message, "offset_minutes")));
      case "hpc.types.Date" ->
          json.value(
              TimeTexts.day(
                  number(message, "year"), number(message, "month"), number(message, "day")));
      default -> write(json, message);
    }
  }

  private static long number(Message message, String field) {
    FieldDescriptor descriptor = message.getDescriptorForType().findFieldByName(field);
    return ((Number) message.getField(descriptor)).longValue();
  }
}
