package com.happypancake.dumps.chain;

import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.PartReader;
import com.happypancake.dumps.PartWriter;
import com.happypancake.dumps.chain.DeltaKeys.Place;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.manifest.Rows;
import com.happypancake.schemas.value.RecordKey;
import java.io.IOException;
import java.util.ArrayList;
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
  private final List<DumpPart> changes = new ArrayList<>();
  private final DumpWriter writer;
  private final MergeProgress progress;

  /** Which keys of the deltas the base has, as far as it was read. */
  private final BitSet met = new BitSet();

  private long replaced;
  private long deleted;
  private long repeated;
  private long added;
  private long notInBase;

  /** A table of a chain that was checked; the base has parts of it. */
  TableMerge(MergeChain chain, String table, DumpWriter writer, MergeProgress progress) {
    this.table = table;
    this.base = MergeChain.parts(chain.base(), table, Rows.ROWS_WHOLE);
    for (Dump delta : chain.deltas()) {
      // A key that is both gone and there was deleted and inserted again: the row counts.
      changes.addAll(MergeChain.parts(delta, table, Rows.ROWS_DELETED_KEYS));
      changes.addAll(MergeChain.parts(delta, table, Rows.ROWS_WHOLE));
    }
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
        DeltaKeys keys = readKeys();
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
  private DeltaKeys readKeys() throws IOException {
    long most = changes.stream().mapToLong(each -> each.part().getRecords()).sum();
    if (most > DeltaKeys.MAX_KEYS) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s: the deltas name %d keys; a merge holds at most %d; extract a full dump",
              table,
              most,
              DeltaKeys.MAX_KEYS));
    }
    DeltaKeys keys = new DeltaKeys((int) most);
    KeyDigest key = new KeyDigest();
    for (int i = 0; i < changes.size(); i++) {
      DumpPart part = changes.get(i);
      RecordKey reads = part.keys().orElseThrow();
      try (PartReader reader = part.open()) {
        while (part.advance(reader)) {
          key.of(part.reading(() -> reader.key(reads)));
          if (part.part().getRows() == Rows.ROWS_DELETED_KEYS) {
            keys.putGone(key);
          } else {
            refuseTwice(part, reader, keys.putRow(key, i, reader.ordinal()));
          }
          progress.step(part, reader);
        }
      }
      progress.end(part);
    }
    return keys;
  }

  private void refuseTwice(DumpPart part, PartReader reader, OptionalInt before)
      throws DamagedDumpException {
    if (before.isPresent() && changes.get(before.getAsInt()).dump().equals(part.dump())) {
      throw reader
          .damaged("has a key that an earlier row of " + table + " in this delta has")
          .in(part.dump().folder())
          .advising("extract it again");
    }
  }

  private void merge(
      DumpPart part, RecordKey reads, DeltaKeys keys, DeltaRows rows, MergedParts parts)
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

  /** Takes over records up to one, or to the end. */
  private void keep(DumpPart part, PartReader reader, long last, PartWriter written)
      throws IOException {
    while (reader.ordinal() < last && part.advance(reader)) {
      written.write(reader.bytes(), reader.offset(), reader.length());
      progress.look(reader.ordinal());
    }
  }

  private void change(DeltaKeys keys, int number, DeltaRows rows, PartWriter written)
      throws IOException {
    Optional<Place> row = keys.row(number);
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
  private void addNew(DeltaKeys keys, DeltaRows rows, MergedParts parts) throws IOException {
    for (int number = met.nextClearBit(0);
        number < keys.size();
        number = met.nextClearBit(number + 1)) {
      Optional<Place> row = keys.row(number);
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
          parts
              .addTo(lastOfBase())
              .write(reader.bytes(), reader.offset(), reader.length());
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
