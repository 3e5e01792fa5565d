package com.happypancake.inspect.delimited;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.options.OptionsProto;
import com.happypancake.schemas.value.RecordKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Checks that records are of a message. Counts those that it does not describe wholly. */
final class RecordCheck {

  private final Descriptor message;
  private final Parser<DynamicMessage> parser;
  private final Optional<RecordKey> key;
  private final List<FieldDescriptor> keyFields;
  private final Set<String> otherTypes = new TreeSet<>();
  private long withUnknownFields;
  private long withOtherTypes;
  private long withoutKey;

  RecordCheck(Descriptor message) {
    this.message = message;
    this.parser = DynamicMessage.getDefaultInstance(message).getParserForType();
    this.key = RecordKey.of(message);
    this.keyFields =
        message.getOptions().hasExtension(OptionsProto.table)
            ? LegacyTable.of(message).key().stream().map(column -> column.field()).toList()
            : List.of();
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
    if (!keyFields.stream().allMatch(record::hasField)) {
      withoutKey++;
    }
    countUnread(record.getUnknownFields().asMap().keySet());
  }

  /** The parser takes a field whose wire type is not the message's for an unknown one. */
  private void countUnread(Set<Integer> numbers) {
    boolean unknown = false;
    boolean otherType = false;
    for (int number : numbers) {
      FieldDescriptor field = message.findFieldByNumber(number);
      if (field == null) {
        unknown = true;
      } else {
        otherType = true;
        otherTypes.add(field.getName());
      }
    }
    withUnknownFields += unknown ? 1 : 0;
    withOtherTypes += otherType ? 1 : 0;
  }

  /** Returns the counts of the records that were checked. */
  OddRecords odd() {
    return new OddRecords(withUnknownFields, withOtherTypes, List.copyOf(otherTypes), withoutKey);
  }

  /** Returns whether all fields of all records were read. */
  boolean allFieldsRead() {
    return withUnknownFields == 0 && withOtherTypes == 0;
  }
}
