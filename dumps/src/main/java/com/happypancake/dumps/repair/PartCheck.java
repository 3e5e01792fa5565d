package com.happypancake.dumps.repair;

import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.DumpLayout;
import com.happypancake.dumps.PartIndex;
import com.happypancake.dumps.PartReader;
import com.happypancake.dumps.block.VirtualOffset;
import com.happypancake.dumps.repair.Verification.Damage;
import com.happypancake.schemas.index.IndexEntry;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.value.RecordKey;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * The result of reading a part to its end and checking it against the manifest and its index.
 * Immutable.
 *
 * @param part the manifest's entry
 * @param wrong what is wrong; empty for a sound part
 * @param fileSha256 the actual SHA-256 of the file; empty if there is none
 * @param indexDamage the damage of a sound part's index; empty if there is none
 */
record PartCheck(
    Part part, Optional<String> wrong, Optional<String> fileSha256, Optional<Damage> indexDamage) {

  /** The number of records after which the progress is reported. */
  private static final int STEP_RECORDS = 1 << 12;

  /**
   * Checks a part.
   *
   * @param progress receives the number of records read since its last call
   */
  static PartCheck of(Dump dump, Part part, LongConsumer progress)
      throws IOException, InterruptedException {
    List<IndexEntry> entries = List.of();
    Optional<String> wrongIndex = Optional.empty();
    try {
      entries = dump.index(part).map(PartIndex::entries).orElse(List.of());
    } catch (DamagedDumpException e) {
      wrongIndex = Optional.of(e.detail());
    }
    try {
      Optional<String> misleading = read(dump, part, entries, progress);
      wrongIndex = wrongIndex.or(() -> misleading);
      dump.checkFile(part);
    } catch (DamagedDumpException e) {
      return new PartCheck(part, Optional.of(e.detail()), dump.fileSha256(part), Optional.empty());
    }
    String index = DumpLayout.indexPath(part.getPath());
    return new PartCheck(
        part,
        Optional.empty(),
        Optional.of(part.getSha256()),
        wrongIndex.map(what -> new Damage(index, Optional.empty(), what, Optional.empty())));
  }

  /** Reads a part to its end. Returns what is wrong with the first mismatching index entry. */
  private static Optional<String> read(
      Dump dump, Part part, List<IndexEntry> entries, LongConsumer progress)
      throws IOException, InterruptedException {
    Optional<RecordKey> key =
        RecordKey.of(dump.descriptor(part)).<RecordKey>map(each -> each::orEmpty);
    Optional<String> wrong = Optional.empty();
    int next = 0;
    long told = 0;
    try (PartReader reader = dump.read(part)) {
      while (reader.advance()) {
        if (next < entries.size() && entries.get(next).getOrdinal() == reader.ordinal()) {
          IndexEntry entry = entries.get(next++);
          if (wrong.isEmpty() && !leadsTo(entry, reader, key)) {
            wrong =
                Optional.of(
                    "its entry for record "
                        + entry.getOrdinal()
                        + " does not lead to it; 'hpc dumps index --force' makes it anew");
          }
        }
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
    return wrong;
  }

  private static boolean leadsTo(IndexEntry entry, PartReader reader, Optional<RecordKey> key)
      throws IOException {
    return VirtualOffset.of(entry).equals(reader.place())
        && (key.isEmpty() || entry.getKey().equals(reader.key(key.get())));
  }
}
