package com.happypancake.inspect.query;

import com.happypancake.dumps.Dump;
import com.happypancake.dumps.OrdinalRange;
import com.happypancake.dumps.PartIndex;
import com.happypancake.schemas.catalogue.DescriptorSets;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.index.IndexEntry;
import com.happypancake.schemas.manifest.KeyRange;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finds where in a part a row with an integer key can be. Keys of other types need a full read: the
 * server orders texts and GUIDs by its own rules.
 */
final class IntegerKeys {

  private IntegerKeys() {}

  /**
   * Returns the ordinals to search.
   *
   * @param part rows of a table
   * @param key as the user wrote it
   * @return all of the part if the key is no integer column, or the index is not in its order
   * @throws IOException if the part's index cannot be read
   */
  static OrdinalRange range(Dump dump, Part part, String key) throws IOException {
    OrdinalRange all = new OrdinalRange(1, part.getRecords() + 1);
    LegacyTable table = LegacyTable.of(DescriptorSets.message(dump.schemas(), part.getMessage()));
    OptionalLong wanted = integer(key);
    if (table.key().size() != 1 || !isInteger(table.key().get(0)) || wanted.isEmpty()) {
      return all;
    }
    KeyRange keys = part.getKeyRange();
    OptionalLong first = integer(keys.getFirst());
    OptionalLong last = integer(keys.getLast());
    if (first.isEmpty() || last.isEmpty() || first.getAsLong() > last.getAsLong()) {
      return all;
    }
    if (wanted.getAsLong() < first.getAsLong() || wanted.getAsLong() > last.getAsLong()) {
      return new OrdinalRange(1, 1);
    }
    Optional<PartIndex> index = dump.index(part);
    return index.isPresent() ? within(all, index.get().entries(), wanted.getAsLong()) : all;
  }

  private static boolean isInteger(LegacyColumn column) {
    return switch (column.type()) {
      case UNSIGNED_BYTE, INTEGER, LONG -> true;
      default -> false;
    };
  }

  /** The row is between the last entry below the key and the first one above it. */
  private static OrdinalRange within(OrdinalRange all, List<IndexEntry> entries, long wanted) {
    long begin = all.first();
    long end = all.end();
    long before = Long.MIN_VALUE;
    for (IndexEntry entry : entries) {
      OptionalLong key = integer(entry.getKey());
      if (key.isEmpty() || key.getAsLong() < before) {
        return all;
      }
      before = key.getAsLong();
      if (before < wanted) {
        begin = entry.getOrdinal();
      } else if (before > wanted) {
        end = Math.min(end, entry.getOrdinal());
      }
    }
    return new OrdinalRange(begin, end);
  }

  private static OptionalLong integer(String key) {
    return key.matches("0|-?[1-9][0-9]{0,17}")
        ? OptionalLong.of(Long.parseLong(key))
        : OptionalLong.empty();
  }
}
