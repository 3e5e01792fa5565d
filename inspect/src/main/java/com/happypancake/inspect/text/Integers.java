package com.happypancake.inspect.text;

import com.google.protobuf.Descriptors.FieldDescriptor;

/** Integers of protobuf, some of which are unsigned where Java's are not. */
final class Integers {

  private Integers() {}

  /** Tells whether a field's type is an unsigned integer. */
  static boolean isUnsigned(FieldDescriptor field) {
    return switch (field.getType()) {
      case UINT32, FIXED32, UINT64, FIXED64 -> true;
      default -> false;
    };
  }

  /** Returns a value as text, an unsigned integer as what it means. */
  static String text(FieldDescriptor field, Object value) {
    if (isUnsigned(field)) {
      return value instanceof Integer small
          ? Integer.toUnsignedString(small)
          : Long.toUnsignedString((Long) value);
    }
    return value.toString();
  }
}
