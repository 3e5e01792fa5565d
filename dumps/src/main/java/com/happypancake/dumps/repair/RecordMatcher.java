package com.happypancake.dumps.repair;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.block.FramedRecord;
import com.happypancake.dumps.block.VirtualOffset;
import com.happypancake.schemas.index.IndexEntry;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.value.RecordKey;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Tells which bytes of a damaged file are records of its part, and their ordinals, by the part's
 * message and by its index. An index entry counts only if the record at its place has its key.
 * Immutable.
 *
 * <p>Bytes that are missing or too many shift what follows. So where the file's size is not the
 * part's, entries are also looked for at their distance from the file's end.
 */
final class RecordMatcher {

  private final Descriptor message;
  private final Optional<RecordKey> key;
  private final NavigableMap<VirtualOffset, IndexEntry> entries = new TreeMap<>();
  private final long shift;

  /**
   * A matcher.
   *
   * @param message the records' type
   * @param entries of the part's index; empty if there is none
   * @param shift how many bytes the file has more than the part
   */
  RecordMatcher(Descriptor message, List<IndexEntry> entries, long shift) {
    this.message = message;
    this.key = RecordKey.of(message);
    entries.forEach(entry -> this.entries.put(VirtualOffset.of(entry), entry));
    this.shift = shift;
  }

  /**
   * Returns the matcher of a part.
   *
   * @param fileBytes the size of its file
   */
  static RecordMatcher of(Dump dump, Part part, long fileBytes) throws IOException {
    List<IndexEntry> entries =
        dump.usableIndex(part).map(index -> index.entries()).orElse(List.of());
    return new RecordMatcher(dump.descriptor(part), entries, fileBytes - part.getBytes());
  }

  /** Returns the full name of the records' type. */
  String messageName() {
    return message.getFullName();
  }

  /**
   * Tells whether a record is a message of the type that is not empty, and has no field at any
   * depth that the type does not have.
   */
  boolean isMessage(FramedRecord record) {
    if (record.length() == 0) {
      return false;
    }
    try {
      DynamicMessage.Builder parsed = DynamicMessage.newBuilder(message);
      parsed.mergeFrom(record.bytes(), record.offset(), record.length());
      return isKnown(parsed.build());
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

  /** Returns a record's ordinal, if the index has it. */
  OptionalLong ordinal(FramedRecord record) {
    return matching(record.at().block(), record)
        .or(() -> matching(record.at().block() - shift, record))
        .map(entry -> OptionalLong.of(entry.getOrdinal()))
        .orElse(OptionalLong.empty());
  }

  /** Tells whether the index has another record at the place of this one. */
  boolean isContradicted(FramedRecord record) {
    return shift == 0
        && key.isPresent()
        && entries.containsKey(record.at())
        && ordinal(record).isEmpty();
  }

  private Optional<IndexEntry> matching(long block, FramedRecord record) {
    VirtualOffset place = new VirtualOffset(block, record.at().offset());
    return Optional.ofNullable(entries.get(place)).filter(entry -> hasKey(record, entry));
  }

  private boolean hasKey(FramedRecord record, IndexEntry entry) {
    if (key.isEmpty()) {
      return shift == 0;
    }
    try {
      return entry.getKey().equals(key.get().of(record.bytes(), record.offset(), record.length()));
    } catch (InvalidProtocolBufferException e) {
      return false;
    }
  }

  /** Returns the first place in a block at which the index has a record. */
  OptionalInt firstIn(long block) {
    VirtualOffset first = entries.ceilingKey(new VirtualOffset(block, 0));
    return shift == 0 && first != null && first.block() == block
        ? OptionalInt.of(first.offset())
        : OptionalInt.empty();
  }
}
