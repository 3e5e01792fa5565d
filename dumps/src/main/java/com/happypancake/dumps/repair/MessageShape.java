package com.happypancake.dumps.repair;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.happypancake.dumps.block.FramedRecord;
import java.util.Collection;

/** Tells whether bytes look like a message of a type. Immutable. */
final class MessageShape {

  private final Descriptor type;

  MessageShape(Descriptor type) {
    this.type = type;
  }

  /** Returns the type's full name. */
  String name() {
    return type.getFullName();
  }

  /**
   * Tells whether a record is a message of the type that is not empty, and that has no field,
   * however deep, that the type does not have.
   */
  boolean fits(FramedRecord record) {
    if (record.length() == 0) {
      return false;
    }
    try {
      DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
      message.mergeFrom(record.bytes(), record.offset(), record.length());
      return isKnown(message.build());
    } catch (InvalidProtocolBufferException e) {
      return false;
    }
  }

  private static boolean isKnown(Message message) {
    return message.getUnknownFields().asMap().isEmpty()
        && message.getAllFields().entrySet().stream()
            .filter(field -> field.getKey().getJavaType() == FieldDescriptor.JavaType.MESSAGE)
            .allMatch(field -> isValueKnown(field.getValue()));
  }

  private static boolean isValueKnown(Object value) {
    return value instanceof Collection<?> values
        ? values.stream().allMatch(each -> isKnown((Message) each))
        : isKnown((Message) value);
  }
}
