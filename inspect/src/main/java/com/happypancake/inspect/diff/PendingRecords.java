package com.happypancake.inspect.diff;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The records of one side without an equal on the other side yet, by key. */
final class PendingRecords {

  private final Map<String, List<DiffRecord>> records = new LinkedHashMap<>();
  private long heldBytes;

  /** Tells whether two records are the same. */
  interface Equality {
    boolean test(DiffRecord held) throws IOException;
  }

  void add(DiffRecord record) {
    records.computeIfAbsent(record.key(), key -> new ArrayList<>(1)).add(record);
    heldBytes += record.heldBytes();
  }

  /** Removes one record with the key that equals another; tells whether there was one. */
  boolean removeEqual(String key, Equality equality) throws IOException {
    List<DiffRecord> held = records.getOrDefault(key, List.of());
    for (int i = 0; i < held.size(); i++) {
      DiffRecord record = held.get(i);
      if (equality.test(record)) {
        held.remove(i);
        heldBytes -= record.heldBytes();
        if (held.isEmpty()) {
          records.remove(key);
        }
        return true;
      }
    }
    return false;
  }

  /** Removes the records with a key. */
  List<DiffRecord> removeAll(String key) {
    List<DiffRecord> held = records.remove(key);
    return held == null ? List.of() : held;
  }

  /** Returns the records by key, in the order of the keys' first records. */
  Map<String, List<DiffRecord>> byKey() {
    return records;
  }

  /** Returns about how much memory the records take. */
  long heldBytes() {
    return heldBytes;
  }
}
