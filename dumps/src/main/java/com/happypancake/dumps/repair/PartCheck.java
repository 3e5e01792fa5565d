package com.happypancake.dumps.repair;

import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.DumpLayout;
import com.happypancake.dumps.PartIndex;
import com.happypancake.dumps.PartReader;
import com.happypancake.dumps.block.VirtualOffset;
import com.happypancake.schemas.index.IndexEntry;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.value.RecordKey;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * The result of a first reading of a part: it is read to its end and checked against the manifest
 * and its index. Immutable.
 *
 * @param part as the manifest has it
 * @param wrong what is wrong; empty for a sound part
 * @param fileSha256 of the file as it is; empty if there is none
 * @param indexDamage what is wrong with the index beside a sound part
 */
record PartCheck(
    Part part, Optional<String> wrong, Optional<String> fileSha256, Optional<Damage> indexDamage) {

  /** The progress is reported after so many records. */
  private static final int STEP_RECORDS = 1 << 12;

  /**
   * Checks a part.
   *
   * @param progress takes how many records were read since its last call
   * @throws IOException if a file cannot be read
   * @throws InterruptedException if the thread was interrupted
   */
  static PartCheck of(Dump dump, Part part, LongConsumer progress)
      throws IOException, InterruptedException {
    Optional<RecordKey> key = RecordKey.of(dump.descriptor(part));
    IndexCheck index = IndexCheck.of(dump, part, key);
    try {
      read(dump, part, index, progress);
      dump.checkFile(part);
    } catch (DamagedDumpException e) {
      return new PartCheck(part, Optional.of(e.detail()), dump.fileSha256(part), Optional.empty());
    }
    return new PartCheck(part, Optional.empty(), Optional.of(part.getSha256()), index.damage(part));
  }

  private static void read(Dump dump, Part part, IndexCheck index, LongConsumer progress)
      throws IOException, InterruptedException {
    long told = 0;
    try (PartReader reader = dump.read(part)) {
      while (reader.advance()) {
        index.check(reader);
        if (reader.ordinal() - told == STEP_RECORDS) {
          if (Thread.interrupted()) {
            throw new InterruptedException();
          }
          progress.accept(STEP_RECORDS);
          told = reader.ordinal();
        }
      }
      progress.accept(reader.ordinal() - told);
    }
  }

  /** Checks whether the entries of an index lead to the right records. */
  private static final class IndexCheck {
    private final Optional<RecordKey> key;
    private final Iterator<IndexEntry> entries;
    private Optional<IndexEntry> next;
    private Optional<String> wrong;

    private IndexCheck(Optional<RecordKey> key, List<IndexEntry> entries, Optional<String> wrong) {
      this.key = key;
      this.entries = entries.iterator();
      this.wrong = wrong;
      this.next = next();
    }

    static IndexCheck of(Dump dump, Part part, Optional<RecordKey> key) throws IOException {
      try {
        Optional<PartIndex> index = dump.index(part);
        return new IndexCheck(
            key, index.map(PartIndex::entries).orElse(List.of()), Optional.empty());
      } catch (DamagedDumpException e) {
        return new IndexCheck(key, List.of(), Optional.of(e.detail()));
      }
    }

    private Optional<IndexEntry> next() {
      return entries.hasNext() ? Optional.of(entries.next()) : Optional.empty();
    }

    void check(PartReader reader) throws IOException {
      if (next.isPresent() && next.get().getOrdinal() == reader.ordinal()) {
        IndexEntry entry = next.get();
        boolean right =
            VirtualOffset.of(entry).equals(reader.place())
                && (key.isEmpty() || entry.getKey().equals(reader.key(key.get())));
        if (!right && wrong.isEmpty()) {
          wrong =
              Optional.of(
                  "its entry for record "
                      + entry.getOrdinal()
                      + " does not lead to it; 'hpc dumps index --force' makes it anew");
        }
        next = next();
      }
    }

    Optional<Damage> damage(Part part) {
      return wrong.map(
          what ->
              new Damage(
                  DumpLayout.indexPath(part.getPath()), Optional.empty(), what, Optional.empty()));
    }
  }
}
