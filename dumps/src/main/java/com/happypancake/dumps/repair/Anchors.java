package com.happypancake.dumps.repair;

import com.google.protobuf.InvalidProtocolBufferException;
import com.happypancake.dumps.PartIndex;
import com.happypancake.dumps.block.FramedRecord;
import com.happypancake.dumps.block.VirtualOffset;
import com.happypancake.schemas.index.IndexEntry;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.value.RecordKey;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a part's index knows of a file that may be damaged. An entry counts only if the record at
 * its place has its key. Immutable.
 *
 * <p>Where the file has another size than the part should have, entries are looked for at their
 * distance from the file's end too, since bytes that are missing or too many shift what follows.
 */
final class Anchors {

  private final List<IndexEntry> entries;
  private final Optional<RecordKey> key;
  private final long shift;

  /**
   * The anchors of a file.
   *
   * @param index of the part; empty if there is none
   * @param key of the part's records
   * @param part as the manifest has it
   * @param fileBytes the file's size
   */
  Anchors(Optional<PartIndex> index, Optional<RecordKey> key, Part part, long fileBytes) {
    this.entries = index.map(PartIndex::entries).orElse(List.of());
    this.key = key;
    this.shift = fileBytes - part.getBytes();
  }

  /** Returns a record's ordinal, if the index has it. */
  OptionalLong ordinal(FramedRecord record) {
    VirtualOffset at = record.at();
    return matching(at.block(), at.offset(), record)
        .or(() -> matching(at.block() - shift, at.offset(), record))
        .map(entry -> OptionalLong.of(entry.getOrdinal()))
        .orElse(OptionalLong.empty());
  }

  /** Tells whether the index has another record than this one at its place. */
  boolean contradict(FramedRecord record) {
    return shift == 0
        && key.isPresent()
        && find(record.at().block(), record.at().offset()).isPresent()
        && ordinal(record).isEmpty();
  }

  private Optional<IndexEntry> matching(long block, int offset, FramedRecord record) {
    return find(block, offset).filter(entry -> isAt(entry, record));
  }

  private boolean isAt(IndexEntry entry, FramedRecord record) {
    if (key.isEmpty()) {
      return shift == 0;
    }
    try {
      return entry.getKey().equals(key.get().of(record.bytes(), record.offset(), record.length()));
    } catch (InvalidProtocolBufferException e) {
      return false;
    }
  }

  /** Returns where in a block the index knows that a record begins; the first such place. */
  OptionalInt firstIn(long block) {
    int at = ceiling(block, 0);
    boolean found = shift == 0 && at < entries.size() && entries.get(at).getBlock() == block;
    return found ? OptionalInt.of(entries.get(at).getOffset()) : OptionalInt.empty();
  }

  private Optional<IndexEntry> find(long block, int offset) {
    int at = ceiling(block, offset);
    return at < entries.size()
            && entries.get(at).getBlock() == block
            && entries.get(at).getOffset() == offset
        ? Optional.of(entries.get(at))
        : Optional.empty();
  }

  /** Returns the position of the first entry at or after a place. */
  private int ceiling(long block, int offset) {
    int low = 0;
    int high = entries.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      IndexEntry entry = entries.get(middle);
      boolean before =
          entry.getBlock() < block || (entry.getBlock() == block && entry.getOffset() < offset);
      if (before) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
