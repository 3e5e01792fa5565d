package com.happypancake.seeder.audit;

import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Counts repeated, late and missing ordinals. Stores only the gaps. Not thread-safe. */
final class OrdinalAudit {

  /** The relation of an ordinal to the previous ones. */
  enum Kind {
    /** The ordinal after the highest so far. */
    NEXT,
    /** A higher ordinal. Those in between are missing until they arrive. */
    AHEAD,
    /** An ordinal that was missing. */
    LATE,
    /** An ordinal that arrived before. */
    DUPLICATE
  }

  /** Maps the first missing ordinal of each gap to its last. */
  private final TreeMap<Long, Long> gaps = new TreeMap<>();

  private long highest;
  private long received;
  private long duplicates;
  private long late;

  /**
   * Counts an ordinal.
   *
   * @param ordinal 1 or more
   */
  Kind add(long ordinal) {
    Kind kind = kind(ordinal);
    switch (kind) {
      case NEXT -> highest = ordinal;
      case AHEAD -> {
        gaps.put(highest + 1, ordinal - 1);
        highest = ordinal;
      }
      case LATE -> {
        fill(ordinal);
        late++;
      }
      case DUPLICATE -> duplicates++;
    }
    if (kind != Kind.DUPLICATE) {
      received++;
    }
    return kind;
  }

  private Kind kind(long ordinal) {
    if (ordinal == highest + 1) {
      return Kind.NEXT;
    }
    if (ordinal > highest) {
      return Kind.AHEAD;
    }
    Map.Entry<Long, Long> gap = gaps.floorEntry(ordinal);
    return gap != null && ordinal <= gap.getValue() ? Kind.LATE : Kind.DUPLICATE;
  }

  private void fill(long ordinal) {
    Map.Entry<Long, Long> gap = gaps.floorEntry(ordinal);
    if (gap == null) {
      return;
    }
    gaps.remove(gap.getKey());
    if (gap.getKey() < ordinal) {
      gaps.put(gap.getKey(), ordinal - 1);
    }
    if (ordinal < gap.getValue()) {
      gaps.put(ordinal + 1, gap.getValue());
    }
  }

  /** Returns how many different ordinals arrived. */
  long received() {
    return received;
  }

  /**
   * Returns the counts.
   *
   * @param last the highest expected ordinal
   */
  AuditResult.Ordinals result(long last) {
    return new AuditResult.Ordinals(received, duplicates, late, firstMissing(last));
  }

  private OptionalLong firstMissing(long last) {
    if (!gaps.isEmpty()) {
      return OptionalLong.of(gaps.firstKey());
    }
    return highest < last ? OptionalLong.of(highest + 1) : OptionalLong.empty();
  }
}
