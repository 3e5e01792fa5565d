package com.happypancake.dumps.chain;

import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.PartReader;
import com.happypancake.dumps.PartWriter;
import com.happypancake.dumps.chain.DeltaRows.Place;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.manifest.Rows;
import com.happypancake.schemas.value.RecordKey;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Merges one table: takes in the keys that the deltas name, then goes through the base's parts, and
 * at last appends the rows that the base has not. For one thread, which is joined by others.
 */
final class TableMerge {

  private final String table;
  private final List<DumpPart> base;
  private final List<DumpPart> changes;
  private final DumpWriter writer;
  private final MergeProgress progress;

  /** The value of a key that is gone; that of another is the place of its latest row. */
  private static final long GONE = -1;

  /** Which keys of the deltas the base has, as far as it was read. */
  private final BitSet met = new BitSet();

  private long replaced;
  private long deleted;
  private long repeated;
  private long added;
  private long notInBase;

  /** A table of a chain that was checked; the base has parts of it. */
  TableMerge(List<Dump> chain, String table, DumpWriter writer, MergeProgress progress) {
    this.table = table;
    this.base = DumpChain.parts(chain.get(0), table, Rows.ROWS_WHOLE);
    this.changes =
        chain.stream().skip(1).flatMap(d -> DumpChain.changes(d, table).stream()).toList();
    this.writer = writer;
    this.progress = progress;
  }

  /**
   * Writes the table's parts.
   *
   * @param numbers how many parts each series has already; kept
   */
  MergedTable run(Map<String, Integer> numbers) throws IOException {
    long repairedTexts = changes.stream().mapToLong(each -> each.part().getRepairedTexts()).sum();
    Optional<RecordKey> reads = base.get(0).keys();
    try (MergedParts parts = new MergedParts(writer, numbers, repairedTexts);
        DeltaRows rows = new DeltaRows(changes)) {
      if (reads.isPresent() && changes.stream().anyMatch(each -> each.part().getRecords() > 0)) {
        KeyMap keys = readKeys();
        for (DumpPart part : base) {
          merge(part, reads.get(), keys, rows, parts);
        }
        addNew(keys, rows, parts);
      } else {
        for (DumpPart part : base) {
          progress.whole(part);
          parts.copy(part);
        }
        append(parts);
      }
      parts.finish();
    }
    long all = base.stream().mapToLong(part -> part.part().getRecords()).sum();
    long kept = all - replaced - deleted - repeated;
    return new MergedTable(table, kept, replaced, deleted, repeated, added, notInBase);
  }

  /** Reads all keys of the deltas; with them, all of their parts are held against checksums. */
  private KeyMap readKeys() throws IOException {
    long most = changes.stream().mapToLong(each -> each.part().getRecords()).sum();
    if (most > KeyMap.MAX_KEYS) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s: the deltas name %d keys; a merge holds at most %d; extract a full dump",
              table,
              most,
              KeyMap.MAX_KEYS));
    }
    KeyMap keys = new KeyMap((int) most);
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
            refuseTwice(part, reader, keys.find(key), keys);
            keys.put(key, new Place(i, reader.ordinal()).packed());
          }
          progress.step(part, reader);
        }
      }
      progress.end(part);
    }
    return keys;
  }

  private void refuseTwice(DumpPart part, PartReader reader, OptionalInt known, KeyMap keys)
      throws DamagedDumpException {
    Optional<Place> before = known.isPresent() ? row(keys, known.getAsInt()) : Optional.empty();
    if (before.isPresent() && changes.get(before.get().part()).dump().equals(part.dump())) {
      throw reader
          .damaged("has a key that an earlier row of " + table + " in this delta has")
          .in(part.dump().folder())
          .advising("extract it again");
    }
  }

  private void merge(DumpPart part, RecordKey reads, KeyMap keys, DeltaRows rows, MergedParts parts)
      throws IOException {
    PartHits hits = PartHits.of(part, reads, keys, progress);
    progress.end(part);
    if (hits.isEmpty()) {
      parts.copy(part);
      return;
    }
    try (PartReader reader = part.open();
        PartWriter written = parts.rewrite(part.part())) {
      hits.forEach(
          (ordinal, number) -> {
            keep(part, reader, ordinal - 1, written);
            part.advance(reader);
            change(keys, number, rows, written);
          });
      keep(part, reader, Long.MAX_VALUE, written);
      written.finish();
    }
  }

  /** Returns where the latest row of a numbered key lies; empty if the key is gone. */
  private static Optional<Place> row(KeyMap keys, int number) {
    long value = keys.value(number);
    return value == GONE ? Optional.empty() : Optional.of(Place.unpack(value));
  }

  /** Takes over records up to one, or to the end. */
  private void keep(DumpPart part, PartReader reader, long last, PartWriter written)
      throws IOException {
    while (reader.ordinal() < last && part.advance(reader)) {
      written.write(reader.bytes(), reader.offset(), reader.length());
      progress.look(reader.ordinal());
    }
  }

  private void change(KeyMap keys, int number, DeltaRows rows, PartWriter written)
      throws IOException {
    Optional<Place> row = row(keys, number);
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

  /** Appends, in the order in which the deltas first name them, the rows that the base has not. */
  private void addNew(KeyMap keys, DeltaRows rows, MergedParts parts) throws IOException {
    for (int number = met.nextClearBit(0);
        number < keys.size();
        number = met.nextClearBit(number + 1)) {
      Optional<Place> row = row(keys, number);
      if (row.isPresent()) {
        rows.write(row.get(), parts.addTo(lastOfBase()));
        added++;
      } else {
        notInBase++;
      }
      progress.look(number);
    }
  }

  /** Appends the rows of a table without a key, to which rows are only ever appended. */
  private void append(MergedParts parts) throws IOException {
    for (DumpPart part : changes) {
      try (PartReader reader = part.open()) {
        while (part.advance(reader)) {
          parts.addTo(lastOfBase()).write(reader.bytes(), reader.offset(), reader.length());
          added++;
          progress.step(part, reader);
        }
      }
      progress.end(part);
    }
  }

  private Part lastOfBase() {
    return base.get(base.size() - 1).part();
  }
}
