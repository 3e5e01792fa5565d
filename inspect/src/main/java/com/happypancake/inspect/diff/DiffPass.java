package com.happypancake.inspect.diff;

import com.happypancake.inspect.diff.DiffSide.DiffRecord;
import com.happypancake.inspect.diff.FolderDiff.DiffCounts;
import com.happypancake.inspect.diff.FolderDiff.DiffListener;
import com.happypancake.inspect.diff.FolderDiff.RecordDifference;
import com.happypancake.inspect.diff.FolderDiff.RecordDifference.FieldChange;
import com.happypancake.inspect.diff.FolderDiff.RecordDifference.Kind;
import com.happypancake.inspect.diff.TableDiff.KeyPartition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One walk through both sides, which compares the records of one partition of the keys. */
final class DiffPass {

  private final RecordComparison comparison;
  private final KeyPartition partition;
  private final long budgetBytes;
  private final DiffListener listener;
  private final PendingRecords before = new PendingRecords();
  private final PendingRecords after = new PendingRecords();
  private long removed;
  private long added;
  private long changed;
  private long equal;

  DiffPass(
      RecordComparison comparison,
      KeyPartition partition,
      long budgetBytes,
      DiffListener listener) {
    this.comparison = comparison;
    this.partition = partition;
    this.budgetBytes = budgetBytes;
    this.listener = listener;
  }

  /** Returns the counts; empty if the partition is too large, and then nothing was reported. */
  Optional<DiffCounts> run(int number, DiffSide left, DiffSide right)
      throws IOException, InterruptedException {
    try (DiffSideReader one = open(number, left);
        DiffSideReader other = open(number, right)) {
      Optional<DiffRecord> fromOne = one.next();
      Optional<DiffRecord> fromOther = other.next();
      while (fromOne.isPresent() || fromOther.isPresent()) {
        if (fromOne.isPresent()) {
          take(fromOne.get(), before, after);
          fromOne = one.next();
        }
        if (fromOther.isPresent()) {
          take(fromOther.get(), after, before);
          fromOther = other.next();
        }
        if (before.heldBytes() + after.heldBytes() > budgetBytes) {
          checkCanSplit();
          return Optional.empty();
        }
      }
    }
    report();
    return Optional.of(new DiffCounts(removed, added, changed, equal));
  }

  private DiffSideReader open(int number, DiffSide side) {
    return new DiffSideReader(side, partition, comparison, listener.walk(number, side));
  }

  private void checkCanSplit() throws IncomparableException {
    if (!partition.canSplit()) {
      throw new IncomparableException(
          "too many records of one key differ to hold them in "
              + budgetBytes
              + " bytes; such a table cannot be compared by key");
    }
  }

  private void take(DiffRecord record, PendingRecords own, PendingRecords others)
      throws IOException {
    boolean isBefore = own == before;
    if (others.removeEqual(
        record.key(),
        held -> (isBefore ? differences(record, held) : differences(held, record)).isEmpty())) {
      equal++;
    } else {
      own.add(record);
    }
  }

  private List<FieldChange> differences(DiffRecord one, DiffRecord other) throws IOException {
    return comparison.differences(one, other);
  }

  private void report() throws IOException {
    for (Map.Entry<String, List<DiffRecord>> entry : before.byKey().entrySet()) {
      List<DiffRecord> left = entry.getValue();
      List<DiffRecord> right = after.removeAll(entry.getKey());
      for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
        if (i >= right.size()) {
          report(Kind.REMOVED, left.get(i), List.of());
        } else if (i >= left.size()) {
          report(Kind.ADDED, right.get(i), List.of());
        } else {
          report(Kind.CHANGED, left.get(i), differences(left.get(i), right.get(i)));
        }
      }
    }
    for (List<DiffRecord> right : after.byKey().values()) {
      for (DiffRecord record : right) {
        report(Kind.ADDED, record, List.of());
      }
    }
  }

  private void report(Kind kind, DiffRecord record, List<FieldChange> fields) throws IOException {
    switch (kind) {
      case REMOVED -> removed++;
      case ADDED -> added++;
      case CHANGED -> changed++;
    }
    listener.difference(new RecordDifference(kind, record, fields));
  }

  /** The records of one side without an equal on the other side yet, by key. */
  private static final class PendingRecords {

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
}
