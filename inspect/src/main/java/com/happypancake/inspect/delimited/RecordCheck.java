package com.happypancake.inspect.delimited;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import com.happypancake.schemas.value.RecordKey;
import java.util.Optional;

/** Checks that records are of a message. Counts those with fields that the message lacks. */
final class RecordCheck {

  private final Parser<DynamicMessage> parser;
  private final Optional<RecordKey> key;
  private long withUnknownFields;

  RecordCheck(Descriptor message) {
    this.parser = DynamicMessage.getDefaultInstance(message).getParserForType();
    this.key = RecordKey.of(message);
  }

  /**
   * Checks a record.
   *
   * @throws InvalidProtocolBufferException if the bytes are no such message, or its key has a value
   *     that its column's type can't have
   */
  void check(byte[] bytes, int length) throws InvalidProtocolBufferException {
    DynamicMessage record = parser.parseFrom(bytes, 0, length);
    if (key.isPresent()) {
      key.get().of(bytes, 0, length);
    }
    if (!record.getUnknownFields().asMap().isEmpty()) {
      withUnknownFields++;
    }
  }

  /** Returns the number of records that had fields which the message does not define. */
  long withUnknownFields() {
    return withUnknownFields;
  }
}
