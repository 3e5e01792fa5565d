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
 * Recognises the records of a damaged file and their ordinals, by the part's message and its index.
 * An index entry counts only if the record at its place has the entry's key. Immutable.
 *
 * <p>Missing or additional bytes shift everything after them. So if the file's size is wrong,
 * entries are also matched by their distance from the file's end.
 */
final class RecordMatcher {

  private final Descriptor message;
  private final Optional<RecordKey> key;
  private final NavigableMap<VirtualOffset, IndexEntry> entries = new TreeMap<>();
  private final long shift;

  /**
   * Creates a matcher.
   *
   * @param message the records' type
   * @param entries the entries of the part's index; empty if there is no index
   * @param shift the file's actual size minus the manifest's
   */
  RecordMatcher(Descriptor message, List<IndexEntry> entries, long shift) {
    this.message = message;
    this.key = RecordKey.of(message);
    entries.forEach(entry -> this.entries.put(VirtualOffset.of(entry), entry));
    this.shift = shift;
  }

  /** Returns the matcher of a part whose file has the given size. */
  static RecordMatcher of(Dump dump, Part part, long fileBytes) throws IOException {
    List<IndexEntry> entries =
        dump.usableIndex(part).map(index -> index.entries()).orElse(List.of());
    return new RecordMatcher(dump.descriptor(part), entries, fileBytes - part.getBytes());
  }

  /** Returns the full name of the records' type. */
  String messageName() {
    return message.getFullName();
  }

  /** Returns whether a record is a non-empty message without unknown fields at any depth. */
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

  /** Returns a record's ordinal; empty if the index does not have it. */
  OptionalLong ordinal(FramedRecord record) {
    return matching(record.at().block(), record)
        .or(() -> matching(record.at().block() - shift, record))
        .map(entry -> OptionalLong.of(entry.getOrdinal()))
        .orElse(OptionalLong.empty());
  }

  /** Returns whether the index has another record at this one's place. */
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
    return key.isPresent()
        ? entry.getKey().equals(key.get().orEmpty(record.bytes(), record.offset(), record.length()))
        : shift == 0;
  }

  /** Returns the offset of a block's first record in the index, if the file's size is right. */
  OptionalInt firstIn(long block) {
    VirtualOffset first = entries.ceilingKey(new VirtualOffset(block, 0));
    return shift == 0 && first != null && first.block() == block
        ? OptionalInt.of(first.offset())
        : OptionalInt.empty();
  }
}
