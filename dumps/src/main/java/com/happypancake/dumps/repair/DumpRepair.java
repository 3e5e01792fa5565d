package com.happypancake.dumps.repair;

import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.PartWriter;
import com.happypancake.dumps.ReadListener;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.dumps.RefusedFolderException.Reason;
import com.happypancake.dumps.UnfinishedFolder;
import com.happypancake.dumps.block.FramedRecord;
import com.happypancake.dumps.block.VirtualOffset;
import com.happypancake.dumps.repair.OrdinalLedger.Kept;
import com.happypancake.dumps.repair.PartScan.Placed;
import com.happypancake.dumps.repair.Verification.Damage;
import com.happypancake.dumps.repair.Verification.Damage.Lost;
import com.happypancake.dumps.repair.Verifier.Result;
import com.happypancake.schemas.manifest.Loss;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.manifest.Repair;
import com.happypancake.schemas.value.RecordKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Repairs a dump. Writes everything that is intact into a new dump, whose manifest lists the
 * losses.
 *
 * <p>The damaged dump is not changed. Sound parts are copied unchanged. A damaged part keeps its
 * path and holds the remaining records, possibly none. A file with another part's name gets its own
 * name back. Not thread-safe; starts threads itself.
 */
public final class DumpRepair {

  /** More losses would make the manifest too long. Then a new extraction is better. */
  private static final int MAX_LOSSES = PartWalk.MAX_DAMAGES;

  private final Dump damaged;
  private final Path target;
  private final Clock clock;
  private final Verifier verifier;

  /**
   * Creates a repair.
   *
   * @param target a new or empty folder, or one that an interrupted run left behind
   * @param clock gives the run's times
   * @param threads the number of parts to read at the same time, at least 1
   * @param listener receives the progress of the reading
   */
  public DumpRepair(Dump damaged, Path target, Clock clock, int threads, ReadListener listener) {
    this.damaged = damaged;
    this.target = target;
    this.clock = clock;
    this.verifier = new Verifier(damaged, threads, listener);
  }

  /**
   * Reads the damaged dump and, if a part is damaged, writes the new one.
   *
   * @return the new dump; empty if no part is damaged, in which case nothing is written
   * @throws RefusedFolderException if the target is not empty or lies in the damaged dump
   * @throws DamagedDumpException if there are too many damages for a repair
   * @throws IOException if a file cannot be read or written; the new dump is then unfinished
   */
  public Optional<Dump> run() throws IOException, InterruptedException {
    if (UnfinishedFolder.liesIn(target, damaged.folder())) {
      throw new RefusedFolderException(
          Reason.IN_INPUT,
          target + ": lies in the damaged folder, which is not changed; choose another folder");
    }
    UnfinishedFolder.check(target);
    List<Result> results = verifier.results();
    if (results.stream().allMatch(Result::isSound)) {
      return Optional.empty();
    }
    try (DumpWriter writer = DumpWriter.create(target, damaged.schemas(), clock)) {
      List<Loss> losses = new ArrayList<>();
      for (Result result : results) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        losses.addAll(write(writer, result));
        if (losses.size() > MAX_LOSSES) {
          throw new DamagedDumpException(
                  DamagedDumpException.Fault.TOO_MANY,
                  "",
                  "is damaged in more than " + MAX_LOSSES + " places")
              .in(damaged.folder())
              .advising("extract it again");
        }
      }
      writer.finish(manifest(results, losses));
    }
    return Optional.of(Dump.open(target));
  }

  private List<Loss> write(DumpWriter writer, Result result) throws IOException {
    if (result.source().isPresent()) {
      copy(writer, result);
      return List.of();
    }
    return new PartSalvage(damaged, result.part(), result.scan().orElseThrow()).write(writer);
  }

  private void copy(DumpWriter writer, Result result) throws IOException {
    Part part = result.part();
    Part source = part.toBuilder().setPath(result.source().orElseThrow()).build();
    boolean isIndexRight =
        result.isSound()
            && result.check().indexDamage().isEmpty()
            && damaged.usableIndex(part).isPresent();
    writer.copy(damaged, source, part.getPath(), isIndexRight);
  }

  private Manifest.Builder manifest(List<Result> results, List<Loss> losses) {
    Manifest old = damaged.manifest();
    long lost =
        results.stream()
            .filter(result -> result.source().isEmpty())
            .mapToLong(result -> result.part().getRecords() - result.records())
            .sum();
    Repair.Builder repair =
        Repair.newBuilder()
            .setContentDigest(old.getContentDigest())
            .addAllLosses(losses)
            .setLostRecords(lost);
    if (old.hasRepair()) {
      repair.setEarlier(old.getRepair());
    }
    return old.toBuilder().setRepair(repair);
  }

  /** Writes the remaining records of a damaged part. Finds the keys next to each loss. */
  private static final class PartSalvage {

    /** The first and the last key of a run of records; empty if a record has none. */
    private record Ends(Kept run, String first, String last) {}

    private final Dump damaged;
    private final Part part;
    private final PartScan scan;
    private final Optional<RecordKey> key;
    private final List<Ends> ends = new ArrayList<>();
    private String first = "";

    PartSalvage(Dump damaged, Part part, PartScan scan) throws IOException {
      this.damaged = damaged;
      this.part = part;
      this.scan = scan;
      // A record whose bytes are intact is kept, even if they are no message with a key.
      this.key = RecordKey.of(damaged.descriptor(part)).map(each -> each::orEmpty);
    }

    /** Writes the part and returns its losses. */
    List<Loss> write(DumpWriter dump) throws IOException {
      try (PartWriter writer = dump.partAt(part.getPath(), part.getMessage(), key)) {
        if (!scan.kept().isEmpty()) {
          scan.read(damaged, part, (run, position, record) -> keep(run, position, record, writer));
        }
        if (writer.records() != scan.records()) {
          throw new DamagedDumpException(
                  DamagedDumpException.Fault.CHANGED, part.getPath(), "changed while it was read")
              .advising("run the same command again");
        }
        writer
            .entry()
            .setRows(part.getRows())
            .setTable(part.getTable())
            .setRepairedTexts(part.getRepairedTexts());
        writer.finish();
      }
      return scan.places().stream()
          .filter(place -> place.damage().lost().isPresent())
          .map(this::loss)
          .toList();
    }

    private void keep(Kept run, long position, FramedRecord record, PartWriter writer)
        throws IOException {
      writer.write(record.bytes(), record.offset(), record.length());
      if (position == run.first()) {
        first = key(record);
      }
      if (position == run.end() - 1) {
        ends.add(new Ends(run, first, key(record)));
      }
    }

    private String key(FramedRecord record) {
      return key.isPresent()
          ? key.get().orEmpty(record.bytes(), record.offset(), record.length())
          : "";
    }

    private Loss loss(Placed place) {
      Damage damage = place.damage();
      Lost lost = damage.lost().orElseThrow();
      Loss.Builder loss =
          Loss.newBuilder()
              .setPath(part.getPath())
              .setFirstOrdinal(lost.range().first())
              .setEndOrdinal(lost.range().end())
              .setExact(lost.exact())
              .setVirtualOffset(damage.at().map(VirtualOffset::toString).orElse(""))
              .setWhat(damage.what());
      if (part.hasKeyRange()) {
        loss.setPartKeyRange(part.getKeyRange());
      }
      for (Ends each : ends) {
        if (each.run().end() <= place.position()) {
          loss.setAfterKey(each.last());
        } else if (each.run().first() >= place.position() && loss.getBeforeKey().isEmpty()) {
          loss.setBeforeKey(each.first());
        }
      }
      return loss.build();
    }
  }
}
