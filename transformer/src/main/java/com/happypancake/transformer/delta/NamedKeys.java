package com.happypancake.transformer.delta;

import com.happypancake.dumps.OrdinalRange;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.index.IndexEntry;
import com.happypancake.transformer.event.VersionKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of the rows that the deltas of a chain name: all of them in a {@link KeyFilter}, and the
 * first ones of each table as they are, to seek their rows. Not thread-safe while it changes.
 */
public final class NamedKeys {

  /** Seeking a record takes about as long as reading so many. */
  private static final long ROWS_PER_SEEK = 1 << 10;

  /** The rows of a table with more keys than that are not sought. */
  private static final int MOST_SOUGHT = 1 << 16;

  private final KeyFilter all;
  private final Map<String, List<byte[]>> sought = new HashMap<>();

  /**
   * Creates an empty set.
   *
   * @param keys the number of keys that it will have, or more
   */
  public NamedKeys(long keys) {
    all = new KeyFilter(keys);
  }

  /** Adds a key. */
  public void add(LegacyTable table, byte[] key) {
    all.add(key, key.length);
    List<byte[]> keys = sought.computeIfAbsent(table.name(), name -> new ArrayList<>());
    if (keys.size() <= MOST_SOUGHT) {
      keys.add(key);
    }
  }

  /** Sorts the keys to seek. All keys must have been added. */
  public void sort() {
    sought.values().forEach(keys -> keys.sort(Arrays::compareUnsigned));
  }

  /** Forgets the keys to seek. */
  public void endSeeking() {
    sought.clear();
  }

  /** Returns whether the set may have the key in the first bytes of an array. */
  public boolean mayHave(byte[] key, int length) {
    return all.mayHave(key, length);
  }

  /**
   * Returns where a part in the order of its key may have rows with the keys.
   *
   * @param versions makes keys of the part's table
   * @param entries the part's index
   * @param records the number of the part's records
   * @return ranges in their order; empty if it is cheaper to read the whole part, or if the index
   *     has another text in place of a key
   */
  public Optional<List<OrdinalRange>> windows(
      LegacyTable table, VersionKey versions, List<IndexEntry> entries, long records) {
    List<byte[]> keys = sought.getOrDefault(table.name(), List.of());
    if (keys.size() > MOST_SOUGHT) {
      return Optional.empty();
    }
    try {
      return Optional.of(windows(versions, keys, entries, records + 1))
          .filter(windows -> windows.size() * ROWS_PER_SEEK < records);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Returns the ranges between two entries that may have one of the sorted keys. */
  private static List<OrdinalRange> windows(
      VersionKey versions, List<byte[]> keys, List<IndexEntry> entries, long end) {
    List<OrdinalRange> windows = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < entries.size(); i++) {
      IndexEntry entry = entries.get(i);
      while (at < keys.size() && compare(keys.get(at), versions.of(entry.getKey())) < 0) {
        at++;
      }
      boolean isLast = i + 1 == entries.size();
      // A dump that holds a row twice may have it on both sides of an entry.
      if (at < keys.size()
          && (isLast || compare(keys.get(at), versions.of(entries.get(i + 1).getKey())) <= 0)) {
        windows.add(
            new OrdinalRange(entry.getOrdinal(), isLast ? end : entries.get(i + 1).getOrdinal()));
      }
    }
    return windows;
  }

  /** Compares a key with the row of a version's key. */
  private static int compare(byte[] key, byte[] version) {
    return Arrays.compareUnsigned(
        key, 0, key.length, version, 0, VersionKey.rowLength(version.length));
  }
}
