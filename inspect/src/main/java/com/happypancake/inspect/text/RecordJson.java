package com.happypancake.inspect.text;

import com.google.gson.stream.JsonWriter;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;

/** Writes records as JSON. Subclasses define the form of values. */
abstract class RecordJson {

  private final StringWriter text = new StringWriter();

  /** Returns a record's selected fields as one line of JSON. */
  final String of(Message record, Projection projection) {
    return written(json -> message(json, record, projection));
  }

  /** Returns a value, or the list of a repeated field's values, as JSON. */
  final String json(FieldDescriptor field, Object value) {
    return written(json -> field(json, field, value, Projection.all()));
  }

  private interface Writing {
    void to(JsonWriter json) throws IOException;
  }

  private String written(Writing writing) {
    text.getBuffer().setLength(0);
    try (JsonWriter json = new JsonWriter(text)) {
      json.setHtmlSafe(false);
      json.setSerializeNulls(true);
      writing.to(json);
    } catch (IOException e) {
      throw new IllegalStateException("a StringWriter does not fail", e);
    }
    return text.toString();
  }

  final void message(JsonWriter json, Message message, Projection projection) throws IOException {
    json.beginObject();
    for (FieldDescriptor field : projection.fields(message.getDescriptorForType())) {
      if (isShown(message, field)) {
        json.name(field.getJsonName());
        field(json, field, message.getField(field), projection.within(field));
      } else if (isNull(field)) {
        json.name(field.getJsonName()).nullValue();
      }
    }
    json.endObject();
  }

  private void field(JsonWriter json, FieldDescriptor field, Object value, Projection projection)
      throws IOException {
    if (field.isMapField()) {
      entries(json, (List<?>) value);
    } else if (field.isRepeated()) {
      json.beginArray();
      for (Object element : (List<?>) value) {
        value(json, field, element, Projection.all());
      }
      json.endArray();
    } else {
      value(json, field, value, projection);
    }
  }

  private void entries(JsonWriter json, List<?> entries) throws IOException {
    json.beginObject();
    for (Object element : entries) {
      Message entry = (Message) element;
      FieldDescriptor key = entry.getDescriptorForType().findFieldByNumber(1);
      FieldDescriptor value = entry.getDescriptorForType().findFieldByNumber(2);
      json.name(integerText(key, entry.getField(key)));
      value(json, value, entry.getField(value), Projection.all());
    }
    json.endObject();
  }

  /** Returns an integer as text. The field may be unsigned, although Java's type is signed. */
  static String integerText(FieldDescriptor field, Object value) {
    return switch (field.getType()) {
      case UINT32, FIXED32 -> Integer.toUnsignedString((Integer) value);
      case UINT64, FIXED64 -> Long.toUnsignedString((Long) value);
      default -> value.toString();
    };
  }

  /** Returns whether to write a field's value. */
  abstract boolean isShown(Message message, FieldDescriptor field);

  /** Returns whether to write null for a field without a value. */
  abstract boolean isNull(FieldDescriptor field);

  /** Writes a single value; the elements of a list are written one by one. */
  abstract void value(JsonWriter json, FieldDescriptor field, Object value, Projection projection)
      throws IOException;
}
