package com.happypancake.dumps.chain;

import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.ReadListener;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.dumps.RefusedFolderException.Reason;
import com.happypancake.dumps.UnfinishedFolder;
import com.happypancake.dumps.chain.MergeResult.MergedTable;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Deletes;
import com.happypancake.schemas.manifest.Kind;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Mark;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * Merges a full dump and its deltas into a new full dump. This has the rows of a full extraction at
 * the time of the last delta.
 *
 * <p>The base's rows keep their order. Changed rows are replaced in their places, deleted rows are
 * omitted, and new rows follow. A part without changes is copied unchanged. Two keys are equal if
 * their texts have the same characters.
 *
 * <p>Memory: about 35 bytes for each key that the deltas name in the current table, and 12 for each
 * of these keys in the base's current part. Rows are not held. Not thread-safe; starts work on
 * other threads itself.
 */
public final class DumpMerge {

  /** From the strongest guarantee to the weakest. */
  private static final List<Consistency> BY_STRENGTH =
      List.of(
          Consistency.CONSISTENCY_SYNTHETIC,
          Consistency.CONSISTENCY_DATABASE_SNAPSHOT,
          Consistency.CONSISTENCY_SNAPSHOT,
          Consistency.CONSISTENCY_READ_COMMITTED,
          Consistency.CONSISTENCY_UNSPECIFIED,
          Consistency.UNRECOGNIZED);

  private final Dump base;
  private final List<Dump> deltas;
  private final Path target;
  private final Clock clock;
  private final ReadListener listener;

  /**
   * Creates a merge, which does not change the dumps.
   *
   * @param base a full dump
   * @param deltas at least one delta, each based on the dump before it, the first one on the base
   * @param target a new or empty folder, or one that an interrupted run left behind
   * @param clock gives the run's times
   * @param listener receives the progress of the reading
   */
  public DumpMerge(Dump base, List<Dump> deltas, Path target, Clock clock, ReadListener listener) {
    this.base = base;
    this.deltas = List.copyOf(deltas);
    this.target = target;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Writes the new dump.
   *
   * @throws RefusedFolderException if the target is not empty or lies in a dump that is read
   * @throws MismatchedDumpException if the dumps do not fit together; then nothing is written
   * @throws DamagedDumpException if a dump is damaged; then the new dump is unfinished
   * @throws IOException if a file cannot be read or written, or the deltas have too many keys in a
   *     table; then the new dump is unfinished
   * @throws InterruptedException if the thread is interrupted; then the new dump is unfinished
   * @throws IllegalArgumentException if there is no delta
   */
  public MergeResult run() throws IOException, InterruptedException {
    if (deltas.isEmpty()) {
      throw new IllegalArgumentException("no delta to merge with " + base.folder());
    }
    DumpChain chain = DumpChain.of(base, deltas);
    for (Dump dump : chain.dumps()) {
      if (UnfinishedFolder.liesIn(target, dump.folder())) {
        throw new RefusedFolderException(
            Reason.IN_INPUT,
            target
                + ": lies in "
                + dump.folder()
                + ", which is merged and not changed; choose another folder");
      }
    }
    try (DumpWriter writer = DumpWriter.create(target, chain.last().schemas(), clock)) {
      List<MergedTable> tables = merge(chain, writer);
      writer.finish(manifest(chain));
      return new MergeResult(
          Dump.open(target),
          tables,
          deltas.stream().filter(delta -> !looksForDeletes(delta)).toList());
    } catch (IOException | CancellationException e) {
      // A file that an interrupt closed while it was read is not an error.
      if (Thread.interrupted()) {
        InterruptedException interrupted =
            new InterruptedException(
                target + ": is unfinished, and the same command begins it anew");
        interrupted.addSuppressed(e);
        throw interrupted;
      }
      throw e;
    }
  }

  private List<MergedTable> merge(DumpChain chain, DumpWriter writer) throws IOException {
    MergeProgress progress = new MergeProgress(listener, chain.dumps());
    Map<String, Integer> numbers = new HashMap<>();
    List<MergedTable> merged = new ArrayList<>();
    for (String table : base.parts().stream().map(Part::getTable).distinct().toList()) {
      try (TableMerge merge = new TableMerge(chain.dumps(), table, writer, numbers, progress)) {
        merged.add(merge.run());
      }
    }
    return merged;
  }

  /** Returns the manifest of the merge, without the fields that the writer sets. */
  private static Manifest.Builder manifest(DumpChain chain) throws IOException {
    return chain.last().manifest().toBuilder()
        .setKind(Kind.KIND_FULL)
        .clearBaseDigest()
        .clearMergedDigests()
        .addAllMergedDigests(digests(chain.dumps()))
        .setDeletes(Deletes.DELETES_UNSPECIFIED)
        .setConsistency(consistency(chain.dumps()))
        .clearMarks()
        .addAllMarks(marks(chain.dumps()));
  }

  /** Returns the digests of the dumps, and of those from which the first was merged. */
  private static List<String> digests(List<Dump> dumps) {
    Manifest first = dumps.get(0).manifest();
    List<String> digests = new ArrayList<>(first.getMergedDigestsList());
    dumps.stream()
        .skip(digests.isEmpty() ? 0 : 1)
        .map(dump -> dump.manifest().getContentDigest())
        .forEach(digests::add);
    return digests;
  }

  private static Consistency consistency(List<Dump> dumps) {
    return dumps.stream()
        .map(dump -> dump.manifest().getConsistency())
        .max(Comparator.comparingInt(BY_STRENGTH::indexOf))
        .orElseThrow();
  }

  /**
   * Returns each table's latest mark. A delta without a table keeps the table's mark. A delta with
   * changes but no mark of a table removes the source's count, which no longer matches the rows.
   */
  private static Collection<Mark> marks(List<Dump> dumps) {
    Map<String, Mark> marks = new LinkedHashMap<>();
    for (Dump dump : dumps) {
      for (Part part : dump.parts()) {
        if (part.getRecords() > 0) {
          marks.computeIfPresent(
              part.getTable(), (table, mark) -> mark.toBuilder().clearSourceRows().build());
        }
      }
      dump.manifest().getMarksList().forEach(mark -> marks.put(mark.getTable(), mark));
    }
    return marks.values();
  }

  private static boolean looksForDeletes(Dump delta) {
    Deletes deletes = delta.manifest().getDeletes();
    return deletes == Deletes.DELETES_KEYS || deletes == Deletes.DELETES_CHANGE_TRACKING;
  }
}
