package com.happypancake.dumps.repair;

import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.ReadListener;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.dumps.RefusedFolderException.Reason;
import com.happypancake.dumps.UnfinishedFolder;
import com.happypancake.dumps.repair.Verifier.Result;
import com.happypancake.schemas.manifest.Loss;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.manifest.Repair;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Repairs a dump: writes all that is intact into a new one, whose manifest lists what was lost.
 *
 * <p>The damaged dump is only read. Sound parts are copied as they are. A damaged part keeps its
 * path and holds the records that are left, possibly none. A file that lies under the name of
 * another part gets its own again. For one thread, which starts others.
 */
public final class DumpRepair {

  /** The manifest would become too long with more; the dump is better extracted again. */
  private static final int MAX_LOSSES = PartWalk.MAX_DAMAGES;

  private final Dump damaged;
  private final Path target;
  private final Clock clock;
  private final Verifier verifier;

  /**
   * A repair.
   *
   * @param damaged the dump; it is not changed
   * @param target a new or empty folder, or one that an interrupted run left behind
   * @param clock gives the run's times
   * @param threads how many parts are read at a time, at least 1
   * @param listener hears of the progress of the reading
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
   * @throws RefusedFolderException if the target is not empty, or lies in the damaged dump
   * @throws DamagedDumpException if there are too many damages for a repair
   * @throws IOException if a file cannot be read or written; then the new dump is unfinished
   * @throws InterruptedException if the thread was interrupted
   */
  public Optional<Dump> run() throws IOException, InterruptedException {
    if (absolute(target).startsWith(absolute(damaged.folder()))) {
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

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
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
}
