package com.happypancake.extractor.run;

import com.happypancake.database.Session;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.extractor.Extraction;
import com.happypancake.extractor.delta.DeltaRun;
import com.happypancake.extractor.plan.TablePlan;
import com.happypancake.extractor.state.RunState;
import com.happypancake.extractor.state.SnapshotDatabase;
import com.happypancake.schemas.extraction.ExtractionState;
import com.happypancake.schemas.extraction.FinishedChunk;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Mark;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.value.WallClock;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Completes a run: writes the dump's manifest, and drops the database snapshot that was made for
 * it.
 */
final class RunCompletion {

  private final Extraction extraction;
  private final Session session;
  private final RunPlan plan;
  private final Consumer<String> notes;

  RunCompletion(Extraction extraction, Session session, RunPlan plan, Consumer<String> notes) {
    this.extraction = extraction;
    this.session = session;
    this.plan = plan;
    this.notes = notes;
  }

  /** Writes the manifest, which finishes the dump. */
  Manifest finish(DumpWriter dump, RunState read, Consistency consistency) throws IOException {
    ExtractionState begun = plan.begun();
    List<TablePlan> tables = plan.tables();
    Optional<DeltaRun> delta = plan.delta();
    List<Mark> marks = new ArrayList<>();
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < tables.size(); i++) {
      parts.addAll(read.parts(i));
      parts.addAll(read.deleted(i));
      Mark.Builder mark = begun.getMarks(i).toBuilder();
      read.sourceRows(i).ifPresent(mark::setSourceRows);
      read.chunks(i).values().stream()
          .filter(FinishedChunk::hasTimeTicks)
          .mapToLong(chunk -> Math.min(chunk.getTimeTicks(), latestTicks()))
          .max()
          .ifPresent(mark::setTimeTicks);
      if (delta.isPresent()) {
        delta.get().keepNewest(tables.get(i), mark);
      }
      marks.add(mark.build());
    }
    Manifest.Builder manifest =
        extraction.manifest(begun.getSource()).setConsistency(consistency).addAllMarks(marks);
    if (delta.isPresent()) {
      manifest.setBaseDigest(delta.get().baseDigest()).setDeletes(delta.get().deletes());
    }
    if (begun.hasSourceTime()) {
      manifest.setSourceTime(begun.getSourceTime());
    }
    return dump.finish(manifest, parts);
  }

  /**
   * The source's clock before the first row, the latest mark of a time column. Rows that were
   * written later may have been missed, and a mark ahead of the clock would hide rows of the next
   * delta. The column may hold the country's time or UTC, so the earlier of both counts.
   */
  private long latestTicks() {
    ExtractionState begun = plan.begun();
    if (!begun.hasSourceTime()) {
      return Long.MAX_VALUE;
    }
    Instant began =
        Instant.ofEpochSecond(begun.getSourceTime().getSeconds(), begun.getSourceTime().getNanos());
    return Math.min(
        WallClock.toTicks(LocalDateTime.ofInstant(began, ZoneOffset.UTC)),
        WallClock.toTicks(LocalDateTime.ofInstant(began, extraction.country().zone())));
  }

  /** Drops the database snapshot, if one was made. */
  void dropSnapshot() {
    String name = plan.begun().getDatabaseSnapshot();
    if (!name.isEmpty()) {
      SnapshotDatabase.named(session, name)
          .ifPresent(snapshot -> snapshot.dropAtEnd(session, notes));
    }
  }

  /** Notes how to resume a run that ends without a manifest. */
  void noteUnfinished() {
    String name = plan.begun().getDatabaseSnapshot();
    notes.accept(
        extraction.out()
            + " is unfinished; the same command with --resume goes on"
            + (name.isEmpty()
                ? ""
                : ", in the database snapshot "
                    + name
                    + ", which is kept for it; to give it up, begin the dump anew, or DROP"
                    + " DATABASE "
                    + session.dialect().quote(name)));
  }
}
