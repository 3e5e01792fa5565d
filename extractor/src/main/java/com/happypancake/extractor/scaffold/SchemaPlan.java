package com.happypancake.extractor.scaffold;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.List;

/**
 * The plan of the file of a database's messages.
 *
 * @param file its name, {@code finland.proto}
 * @param packageName its package, {@code legacy.finland}
 * @param outerClass the Java class of the file
 * @param origin where the tables are from, for people
 * @param messages its messages, in their order
 */
record SchemaPlan(
    String file, String packageName, String outerClass, String origin, List<MessagePlan> messages) {

  SchemaPlan {
    messages = List.copyOf(messages);
  }

  /** Tells whether a field is a message, whose file has to be imported. */
  boolean hasMessageFields() {
    return messages.stream()
        .flatMap(message -> message.fields().stream())
        .anyMatch(field -> field.type().fieldType() == FieldDescriptor.Type.MESSAGE);
  }
}
