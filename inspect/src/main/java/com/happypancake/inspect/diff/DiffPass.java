package com.happypancake.inspect.diff;

import com.google.protobuf.ByteString;
import com.happypancake.dumps.PartReader;
import com.happypancake.dumps.ReadListener;
import com.happypancake.dumps.block.Digests;
import com.happypancake.dumps.chain.MismatchedDumpException;
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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One pass over both sides. It compares the records of one partition of the keys. */
final class DiffPass {

  private final RecordComparison comparison;
  private final KeyPartition partition;
  private final long budgetBytes;
  private final DiffListener listener;

  /** The records of each side that have no equal record on the other side yet, by key. */
  private final Map<String, List<DiffRecord>> before = new LinkedHashMap<>();

  private final Map<String, List<DiffRecord>> after = new LinkedHashMap<>();
  private long heldBytes;
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

  /** Returns the counts. Returns empty, and has reported nothing, if the partition is too large. */
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
        if (heldBytes > budgetBytes) {
          if (partition.canSplit()) {
            return Optional.empty();
          }
          throw new MismatchedDumpException(
              String.format(
                  Locale.ROOT,
                  "too many records of one key differ to hold them in %d bytes; such a table cannot"
                      + " be compared by key",
                  budgetBytes));
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

    /** Returns the next record in the partition; empty at the end. */
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

  /** Holds a record unless the other side holds an equal one, which is then dropped. */
  private void take(
      DiffRecord record, Map<String, List<DiffRecord>> own, Map<String, List<DiffRecord>> others)
      throws IOException {
    List<DiffRecord> held = others.getOrDefault(record.key(), List.of());
    for (int i = 0; i < held.size(); i++) {
      DiffRecord other = held.get(i);
      if ((own == before ? differences(record, other) : differences(other, record)).isEmpty()) {
        held.remove(i);
        if (held.isEmpty()) {
          others.remove(record.key());
        }
        heldBytes -= other.heldBytes();
        equal++;
        return;
      }
    }
    own.computeIfAbsent(record.key(), key -> new ArrayList<>(1)).add(record);
    heldBytes += record.heldBytes();
  }

  private List<FieldChange> differences(DiffRecord one, DiffRecord other) throws IOException {
    return comparison.differences(one, other);
  }

  private void report() throws IOException {
    for (Map.Entry<String, List<DiffRecord>> entry : before.entrySet()) {
      List<DiffRecord> left = entry.getValue();
      List<DiffRecord> right = after.getOrDefault(entry.getKey(), List.of());
      after.remove(entry.getKey());
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
    for (List<DiffRecord> right : after.values()) {
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
}
