package com.happypancake.transformer;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Timestamp;
import com.happypancake.schemas.event.Event;
import java.util.List;
import java.util.stream.Stream;

/** JSON Schemas of the ProtoJSON form of messages, by the messages' full names. */
final class JsonSchemas {

  private final JsonObject all = new JsonObject();
  private final ProtoComments comments;

  JsonSchemas(ProtoComments comments) {
    this.comments = comments;
  }

  JsonObject all() {
    return all;
  }

  void add(String name, JsonElement schema) {
    all.add(name, schema);
  }

  /** Returns a reference to a message's schema, which it adds if needed. */
  JsonObject ref(Descriptor message) {
    String name = message.getFullName();
    if (!all.has(name)) {
      all.add(name, new JsonObject());
      all.add(name, schema(message));
    }
    return object("$ref", text("#/components/schemas/" + name));
  }

  private JsonObject schema(Descriptor message) {
    JsonObject properties = new JsonObject();
    for (FieldDescriptor field : message.getFields()) {
      if (field.getRealContainingOneof() == null) {
        JsonObject one = schema(field);
        JsonObject schema = field.isRepeated() ? object("type", text("array"), "items", one) : one;
        if (!comments.of(field).isEmpty() && !schema.has("$ref")) {
          schema.add("description", text(comments.of(field)));
        }
        properties.add(field.getJsonName(), schema);
      }
    }
    JsonObject schema = object("type", text("object"), "properties", properties);
    if (!comments.of(message).isEmpty()) {
      schema.add("description", text(comments.of(message)));
    }
    if (message.equals(Event.getDescriptor())) {
      // Every event has these. Elsewhere ProtoJSON leaves out what has its default.
      schema.add("required", array(properties.keySet().stream().map(JsonSchemas::text).toList()));
    }
    return schema;
  }

  private JsonObject schema(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case BOOLEAN -> object("type", text("boolean"));
      case INT -> object("type", text("integer"));
      case LONG -> object("type", text("string"), "pattern", text("^-?[0-9]+$"));
      case FLOAT, DOUBLE -> object("type", text("number"));
      case STRING -> object("type", text("string"));
      case BYTE_STRING -> object("type", text("string"), "contentEncoding", text("base64"));
      case ENUM -> constants(field.getEnumType().getValues());
      case MESSAGE ->
          field.getMessageType().equals(Timestamp.getDescriptor())
              ? object("type", text("string"), "format", text("date-time"))
              : ref(field.getMessageType());
    };
  }

  /** ProtoJSON writes a number where the schema has no name for it. */
  private static JsonObject constants(List<EnumValueDescriptor> values) {
    Stream<JsonElement> names = values.stream().map(value -> text(value.getName()));
    return object(
        "anyOf",
        array(
            List.of(
                object("type", text("string"), "enum", array(names.toList())),
                object("type", text("integer")))));
  }

  static JsonElement text(String value) {
    return new JsonPrimitive(value);
  }

  static JsonArray array(List<? extends JsonElement> values) {
    JsonArray array = new JsonArray();
    values.forEach(array::add);
    return array;
  }

  /** Returns an object of names and values, which take turns. */
  static JsonObject object(Object... fields) {
    JsonObject object = new JsonObject();
    for (int i = 0; i < fields.length; i += 2) {
      object.add((String) fields[i], (JsonElement) fields[i + 1]);
    }
    return object;
  }
}
