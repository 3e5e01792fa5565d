package com.happypancake.inspect.diff;

import com.google.protobuf.ByteString;
import com.happypancake.dumps.PartReader;
import com.happypancake.dumps.ReadListener;
import com.happypancake.dumps.block.Digests;
import com.happypancake.inspect.diff.DiffSide.DiffRecord;
import com.happypancake.inspect.diff.FolderDiff.DiffCounts;
import com.happypancake.inspect.diff.FolderDiff.DiffListener;
import com.happypancake.inspect.diff.FolderDiff.RecordDifference;
import com.happypancake.inspect.diff.FolderDiff.RecordDifference.FieldChange;
import com.happypancake.inspect.diff.FolderDiff.RecordDifference.Kind;
import com.happypancake.inspect.diff.TableDiff.KeyPartition;
import com.happypancake.inspect.query.Query;
import com.happypancake.inspect.query.QueryCursor;
import com.happypancake.schemas.value.RecordKey;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
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
    try (SideReader one = open(number, left);
        SideReader other = open(number, right)) {
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

  private SideReader open(int number, DiffSide side) {
    return new SideReader(side, listener.walk(number, side));
  }

  /** Reads the records of one side whose keys are in the partition. */
  private final class SideReader implements Closeable {

    private final DiffSide side;
    private final Optional<RecordKey> keys;
    private final QueryCursor cursor;

    SideReader(DiffSide side, ReadListener reading) {
      this.side = side;
      this.keys = side.keys();
      this.cursor = new QueryCursor(Query.ofParts(side.dump(), side.parts()), reading);
    }

    /** Returns the next record; empty at the end. */
    Optional<DiffRecord> next() throws IOException, InterruptedException {
      while (cursor.advance()) {
        PartReader reader = cursor.reader();
        String key = keys.isPresent() ? reader.key(keys.get()) : digest(reader);
        if (partition.holds(key)) {
          ByteString bytes = ByteString.copyFrom(reader.bytes(), reader.offset(), reader.length());
          return Optional.of(
              new DiffRecord(side, key, cursor.part().getPath(), reader.ordinal(), bytes));
        }
      }
      return Optional.empty();
    }

    private String digest(PartReader reader) throws IOException {
      MessageDigest digest = Digests.sha256();
      if (comparison.isOneSchema()) {
        digest.update(reader.bytes(), reader.offset(), reader.length());
      } else {
        String text = comparison.canonical(cursor.message());
        digest.update(text.getBytes(StandardCharsets.UTF_8));
      }
      return Digests.hex(digest);
    }

    @Override
    public void close() throws IOException {
      cursor.close();
    }
  }

  private void checkCanSplit() throws IncomparableException {
    if (!partition.canSplit()) {
      throw new IncomparableException(
          "too many records of one key differ to hold them in %d bytes; such a table cannot be"
              + " compared by key",
          budgetBytes);
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
