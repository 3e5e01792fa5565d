package com.happypancake.inspect;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.catalogue.DecimalType;
import com.happypancake.schemas.options.OptionsProto;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/** Orders a column's values: texts by UTF-16 unit, decimals numerically, bytes unsigned. */
final class ValueOrder {

  /** Messages whose fields are all numbers, the most significant field first. */
  private static final Set<String> NUMBERS =
      Set.of(
          "google.protobuf.Timestamp",
          "google.protobuf.Duration",
          "hpc.types.OffsetTime",
          "hpc.types.Date");

  /** The digits, plus a sign, a leading zero and a point. */
  private static final int MOST_DIGITS = DecimalType.MAX_PRECISION + 3;

  private ValueOrder() {}

  /** Returns the order of a field's values; empty for lists and other messages. */
  static Optional<Comparator<Object>> of(FieldDescriptor field) {
    if (field.isRepeated()) {
      return Optional.empty();
    }
    return switch (field.getType()) {
      case UINT32, FIXED32 ->
          Optional.of((one, other) -> Integer.compareUnsigned((Integer) one, (Integer) other));
      case UINT64, FIXED64 ->
          Optional.of((one, other) -> Long.compareUnsigned((Long) one, (Long) other));
      case INT32, SINT32, SFIXED32, INT64, SINT64, SFIXED64, FLOAT, DOUBLE, BOOL ->
          Optional.of(ValueOrder::compareNatural);
      case STRING ->
          Optional.of(
              isDecimal(field)
                  ? Comparator.comparing(value -> decimal((String) value))
                  : ValueOrder::compareNatural);
      case BYTES ->
          Optional.of(
              (one, other) ->
                  ByteString.unsignedLexicographicalComparator()
                      .compare((ByteString) one, (ByteString) other));
      case ENUM ->
          Optional.of(
              Comparator.comparingInt((Object value) -> ((EnumValueDescriptor) value).getNumber()));
      case MESSAGE, GROUP ->
          NUMBERS.contains(field.getMessageType().getFullName())
              ? Optional.of((one, other) -> compare((Message) one, (Message) other))
              : Optional.empty();
    };
  }

  @SuppressWarnings("unchecked") // Both values are of the same field's type.
  private static int compareNatural(Object one, Object other) {
    return ((Comparable<Object>) one).compareTo(other);
  }

  private static boolean isDecimal(FieldDescriptor field) {
    return ColumnType.of(field.getOptions().getExtension(OptionsProto.column).getType())
        .filter(type -> type == ColumnType.DECIMAL)
        .isPresent();
  }

  /** Treats a text that is not a decimal as 0. No extraction writes such a text. */
  private static BigDecimal decimal(String text) {
    return text.length() <= MOST_DIGITS && text.matches("-?[0-9]+(\\.[0-9]+)?")
        ? new BigDecimal(text)
        : BigDecimal.ZERO;
  }

  private static int compare(Message one, Message other) {
    for (FieldDescriptor field : one.getDescriptorForType().getFields()) {
      int order =
          Long.compare(
              ((Number) one.getField(field)).longValue(),
              ((Number) other.getField(field)).longValue());
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
