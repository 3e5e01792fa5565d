package com.happypancake.dumps.chain;

import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.DumpLayout;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.PartReader;
import com.happypancake.dumps.PartWriter;
import com.happypancake.dumps.block.Closeables;
import com.happypancake.dumps.chain.DeltaRows.Place;
import com.happypancake.dumps.chain.DumpChain.DumpPart;
import com.happypancake.dumps.chain.KeyMap.KeyDigest;
import com.happypancake.dumps.chain.MergeResult.MergedTable;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.manifest.Rows;
import com.happypancake.schemas.value.RecordKey;
import java.io.Closeable;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Merges one table. Reads the keys that the deltas name, copies or rewrites each part of the base,
 * and appends the rows that the base does not have. Not thread-safe.
 */
final class TableMerge implements Closeable {

  /** The default of an extraction. */
  private static final long RECORDS_PER_NEW_PART = 1_000_000;

  /** The value of a deleted key. The value of another key is the place of its latest row. */
  private static final long GONE = -1;

  private final String table;
  private final List<DumpPart> base;
  private final List<DumpPart> changes;
  private final DeltaRows rows;
  private final DumpWriter writer;
  private final Map<String, Integer> numbers;
  private final MergeProgress progress;

  /** The keys that the deltas name. */
  private KeyMap keys = new KeyMap(0);

  /** The numbers of the keys found in the base so far. */
  private final BitSet met = new BitSet();

  /** The deltas' repaired texts, not counted by row. The next written part gets them all. */
  private long repairedTexts;

  private @Nullable PartWriter newPart;
  private long replaced;
  private long deleted;
  private long repeated;
  private long added;
  private long notInBase;

  /**
   * Creates a merge of a table of which the base has parts.
   *
   * @param chain dumps that fit together
   * @param numbers the number of parts of each series so far; updated
   */
  TableMerge(
      List<Dump> chain,
      String table,
      DumpWriter writer,
      Map<String, Integer> numbers,
      MergeProgress progress) {
    this.table = table;
    this.base = DumpChain.parts(chain.get(0), table, Rows.ROWS_WHOLE);
    this.changes =
        chain.stream().skip(1).flatMap(d -> DumpChain.changes(d, table).stream()).toList();
    this.rows = new DeltaRows(changes);
    this.writer = writer;
    this.numbers = numbers;
    this.progress = progress;
    this.repairedTexts = changes.stream().mapToLong(each -> each.part().getRepairedTexts()).sum();
  }

  /** Writes the table's parts. */
  MergedTable run() throws IOException {
    Optional<RecordKey> reads = base.get(0).keys();
    long named = records(changes);
    if (reads.isPresent() && named > 0) {
      readKeys(named);
      for (DumpPart part : base) {
        merge(part, reads.get());
      }
      appendNew();
    } else {
      for (DumpPart part : base) {
        progress.whole(part);
        copy(part);
      }
      appendAll();
    }
    if (newPart != null) {
      newPart.finish();
    }
    long kept = records(base) - replaced - deleted - repeated;
    return new MergedTable(table, kept, replaced, deleted, repeated, added, notInBase);
  }

  private static long records(List<DumpPart> parts) {
    return parts.stream().mapToLong(each -> each.part().getRecords()).sum();
  }

  /** Reads all keys of the deltas. This also checks all of their parts. */
  private void readKeys(long most) throws IOException {
    if (most > KeyMap.MAX_KEYS) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s: the deltas name %d keys; a merge holds at most %d; extract a full dump",
              table,
              most,
              KeyMap.MAX_KEYS));
    }
    keys = new KeyMap((int) most);
    KeyDigest key = new KeyDigest();
    for (int i = 0; i < changes.size(); i++) {
      DumpPart part = changes.get(i);
      RecordKey reads = part.keys().orElseThrow();
      try (PartReader reader = part.open()) {
        while (part.advance(reader)) {
          key.of(part.reading(() -> reader.key(reads)));
          if (part.part().getRows() == Rows.ROWS_DELETED_KEYS) {
            keys.put(key, GONE);
          } else {
            refuseTwice(part, reader, keys.find(key));
            keys.put(key, new Place(i, reader.ordinal()).packed());
          }
          progress.step(part, reader);
        }
      }
      progress.end(part);
    }
  }

  private void refuseTwice(DumpPart part, PartReader reader, OptionalInt known)
      throws DamagedDumpException {
    Optional<Place> before = known.isPresent() ? row(known.getAsInt()) : Optional.empty();
    if (before.isPresent() && changes.get(before.get().part()).dump().equals(part.dump())) {
      throw reader
          .damaged("has a key that an earlier row of " + table + " in this delta has")
          .in(part.dump().folder())
          .advising("extract it again");
    }
  }

  /** Returns the place of a key's latest row; empty if the key was deleted. */
  private Optional<Place> row(int number) {
    long value = keys.value(number);
    return value == GONE ? Optional.empty() : Optional.of(Place.unpack(value));
  }

  private void merge(DumpPart part, RecordKey reads) throws IOException {
    PartHits hits = PartHits.of(part, reads, keys, progress);
    progress.end(part);
    if (hits.isEmpty()) {
      copy(part);
      return;
    }
    try (PartReader reader = part.open();
        PartWriter written = begin(part.part(), part.part().getRepairedTexts())) {
      written.entry().setKeyOrder(part.part().getKeyOrder());
      hits.forEach(
          (ordinal, number) -> {
            keep(part, reader, ordinal - 1, written);
            part.advance(reader);
            change(number, written);
          });
      keep(part, reader, Long.MAX_VALUE, written);
      written.finish();
    }
  }

  /** Copies a part of the base unchanged, with its index. */
  private void copy(DumpPart part) throws IOException {
    part.reading(
        () -> {
          String path = nextPath(part.part().getPath());
          boolean isIndexRight = part.dump().usableIndex(part.part()).isPresent();
          writer.copy(part.dump(), part.part(), path, isIndexRight);
          return path;
        });
  }

  private String nextPath(String likePath) {
    String series = DumpLayout.series(likePath);
    return DumpLayout.partPath(series, numbers.merge(series, 1, Integer::sum) - 1);
  }

  /** Begins a part in the series of a part of the base. */
  private PartWriter begin(Part like, long itsRepairedTexts) throws IOException {
    PartWriter begun = writer.partAt(nextPath(like.getPath()), like.getMessage());
    begun.entry().setTable(like.getTable()).setRepairedTexts(itsRepairedTexts + repairedTexts);
    repairedTexts = 0;
    return begun;
  }

  /** Writes the records up to an ordinal, or to the end, unchanged. */
  private void keep(DumpPart part, PartReader reader, long last, PartWriter written)
      throws IOException {
    while (reader.ordinal() < last && part.advance(reader)) {
      written.write(reader.bytes(), reader.offset(), reader.length());
      progress.check(reader.ordinal());
    }
  }

  private void change(int number, PartWriter written) throws IOException {
    Optional<Place> row = row(number);
    if (met.get(number)) {
      repeated++;
    } else if (row.isPresent()) {
      rows.write(row.get(), written);
      replaced++;
    } else {
      deleted++;
    }
    met.set(number);
  }

  /** Appends the rows that the base does not have, in the order of their keys' numbers. */
  private void appendNew() throws IOException {
    for (int number = met.nextClearBit(0);
        number < keys.size();
        number = met.nextClearBit(number + 1)) {
      Optional<Place> row = row(number);
      if (row.isPresent()) {
        rows.write(row.get(), partToAppendTo());
        added++;
      } else {
        notInBase++;
      }
      progress.check(number);
    }
  }

  /** Appends the rows of a table without a key, whose rows never change. */
  private void appendAll() throws IOException {
    for (DumpPart part : changes) {
      try (PartReader reader = part.open()) {
        while (part.advance(reader)) {
          partToAppendTo().write(reader.bytes(), reader.offset(), reader.length());
          added++;
          progress.step(part, reader);
        }
      }
      progress.end(part);
    }
  }

  private PartWriter partToAppendTo() throws IOException {
    PartWriter open = newPart;
    if (open != null && open.records() == RECORDS_PER_NEW_PART) {
      open.finish();
      open.close();
      open = null;
    }
    if (open == null) {
      open = begin(base.get(base.size() - 1).part(), 0);
      newPart = open;
    }
    return open;
  }

  @Override
  public void close() throws IOException {
    PartWriter open = newPart;
    Closeables.closeAll(open == null ? List.of(rows) : List.of(rows, open));
  }
}
