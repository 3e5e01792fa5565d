package com.happypancake.extractor.scaffold;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.List;

/**
 * The file that a database's tables become.
 *
 * @param file its name, {@code finland.proto}
 * @param packageName its package, {@code legacy.finland}
 * @param outerClass the Java class of the file
 * @param origin where the tables are, for people
 * @param messages its messages, in their order
 */
record SchemaPlan(
    String file, String packageName, String outerClass, String origin, List<MessagePlan> messages) {

  SchemaPlan {
    messages = List.copyOf(messages);
  }

  /** Tells whether a field is a message, whose file must then be imported. */
  boolean hasMessageFields() {
    return messages.stream()
        .flatMap(message -> message.fields().stream())
        .anyMatch(field -> field.type().fieldType() == FieldDescriptor.Type.MESSAGE);
  }
}
