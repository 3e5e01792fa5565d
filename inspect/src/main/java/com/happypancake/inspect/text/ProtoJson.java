package com.happypancake.inspect.text;

import com.google.gson.stream.JsonWriter;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.util.Base64;

/**
 * Writes records as ProtoJSON, which protobuf libraries can read back. 64-bit integers are text,
 * bytes are base64. Absent fields and defaults of fields without presence are left out.
 *
 * <p>The protobuf library's printer cannot select or order fields. It prints the well-known types.
 */
final class ProtoJson extends RecordJson {

  private final JsonFormat.Printer wellKnown =
      JsonFormat.printer().omittingInsignificantWhitespace();

  @Override
  boolean isShown(Message message, FieldDescriptor field) {
    if (field.isRepeated() || field.hasPresence()) {
      return RecordField.isSet(message, field);
    }
    return !message.getField(field).equals(field.getDefaultValue());
  }

  @Override
  boolean isNull(FieldDescriptor field) {
    return false;
  }

  @Override
  void value(JsonWriter json, FieldDescriptor field, Object value, Projection projection)
      throws IOException {
    switch (field.getJavaType()) {
      case BOOLEAN -> json.value((Boolean) value);
      case INT -> json.value(Long.parseLong(integerText(field, value)));
      case LONG -> json.value(integerText(field, value));
      case FLOAT, DOUBLE -> number(json, (Number) value);
      case STRING -> json.value((String) value);
      case BYTE_STRING ->
          json.value(Base64.getEncoder().encodeToString(((ByteString) value).toByteArray()));
      case ENUM -> constant(json, (EnumValueDescriptor) value);
      case MESSAGE -> message(json, field, (Message) value, projection);
    }
  }

  private static void number(JsonWriter json, Number value) throws IOException {
    if (Double.isFinite(value.doubleValue())) {
      json.value(value);
    } else {
      json.value(value.toString());
    }
  }

  private static void constant(JsonWriter json, EnumValueDescriptor constant) throws IOException {
    if (constant.getType().getFullName().equals("google.protobuf.NullValue")) {
      json.nullValue();
    } else if (constant.getIndex() < 0) {
      // The schema does not name this number.
      json.value(constant.getNumber());
    } else {
      json.value(constant.getName());
    }
  }

  private void message(
      JsonWriter json, FieldDescriptor field, Message message, Projection projection)
      throws IOException {
    if (!field.getMessageType().getFullName().startsWith("google.protobuf.")) {
      message(json, message, projection);
      return;
    }
    try {
      json.jsonValue(wellKnown.print(message));
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      // ProtoJSON has no text for this value, such as a time out of range, so write its fields.
      message(json, message, Projection.all());
    }
  }
}
