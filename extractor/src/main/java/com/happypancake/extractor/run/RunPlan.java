package com.happypancake.extractor.run;

import com.happypancake.database.Dialect;
import com.happypancake.database.Session;
import com.happypancake.database.SourceException;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.chain.DumpChain;
import com.happypancake.extractor.Extraction;
import com.happypancake.extractor.delta.DeltaRun;
import com.happypancake.extractor.pace.Throttle;
import com.happypancake.extractor.plan.Boundaries;
import com.happypancake.extractor.plan.KeyChoice;
import com.happypancake.extractor.plan.TablePlan;
import com.happypancake.extractor.plan.TableQueries;
import com.happypancake.extractor.state.RunState;
import com.happypancake.extractor.state.StateFolder;
import com.happypancake.schemas.extraction.ExtractionState;
import com.happypancake.schemas.extraction.FinishedChunk;
import com.happypancake.schemas.extraction.Setting;
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
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The facts and plans of a run before its first row. They determine the manifest at its end.
 *
 * @param begun what the run found in the source, as the state stores it
 * @param tables how to read them, in the manifest's order
 * @param delta finds the changes; empty if all rows are read
 */
record RunPlan(
    ExtractionState begun, TableQueries queries, List<TablePlan> tables, Optional<DeltaRun> delta) {

  RunPlan {
    tables = List.copyOf(tables);
  }

  /**
   * Queries the source, makes the database snapshot if one is chosen, and writes the state.
   *
   * @param plans of the tables, without keys
   * @param base of a delta; empty for a full dump
   * @param settings that a run which resumes this one must share
   * @param state of the run to resume, or of a new one
   * @throws SourceException if the source fails, or refuses what was asked for
   * @throws com.happypancake.dumps.RefusedFolderException if the unfinished run read another
   *     database, or divided tables by other keys
   * @throws IOException if a delta's base can't be read or does not fit, or the disk fails
   */
  static RunPlan of(
      Extraction extraction,
      Session session,
      List<TablePlan> plans,
      Optional<DumpChain> base,
      List<Setting> settings,
      StateFolder folder,
      RunState state,
      Throttle throttle,
      Consumer<String> notes)
      throws SourceException, IOException, InterruptedException {
    Dialect dialect = session.dialect();
    TableQueries queries =
        new TableQueries(dialect, session.facts().features(plans.get(0).table()));
    List<TablePlan> keyed = new ArrayList<>();
    for (TablePlan plan : plans) {
      // Only a table with several chunks needs a key.
      keyed.add(
          Boundaries.mayNeedChunks(plan.source().rows(), extraction.rowsPerPart())
                  || state.isCut(keyed.size())
              ? plan.withKey(
                  KeyChoice.of(dialect, plan, extraction.pseudonymKey().isPresent()).columns())
              : plan);
    }
    state.refuseOtherKeys(keyed, extraction.out());
    // Wait before a database snapshot is made, since an existing one costs the server.
    throttle.awaitChunk();
    ExtractionState begun =
        new RunSetup(extraction, session, base, settings, folder, notes)
            .begin(keyed, state.begun());
    folder.write(begun);
    if (base.isEmpty()) {
      return new RunPlan(begun, queries, keyed, Optional.empty());
    }
    DeltaRun delta =
        new DeltaRun(extraction.delta().orElseThrow(), base.get(), dialect, begun.getDeletes());
    List<TablePlan> changed = delta.plan(keyed, begun.getMarksList());
    return new RunPlan(begun, queries, changed, Optional.of(delta));
  }

  /** Returns the estimated rows to read from a table; empty if unknown, as for a delta. */
  OptionalLong forecast(TablePlan table) {
    return delta.isPresent() ? OptionalLong.empty() : table.source().rows();
  }

  Manifest finish(Extraction extraction, DumpWriter dump, RunState read, Consistency consistency)
      throws IOException {
    List<Mark> marks = new ArrayList<>();
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < tables.size(); i++) {
      parts.addAll(read.parts(i));
      parts.addAll(read.deleted(i));
      Mark.Builder mark = begun.getMarks(i).toBuilder();
      read.sourceRows(i).ifPresent(mark::setSourceRows);
      read.chunks(i).values().stream()
          .filter(FinishedChunk::hasTimeTicks)
          .mapToLong(chunk -> Math.min(chunk.getTimeTicks(), latestTicks(extraction)))
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
   * Returns the latest mark of a time column, which is the source's clock before the first row. The
   * run may have missed rows that were written later, and a mark ahead of the clock would hide rows
   * from the next delta. The column may hold local time or UTC, so the earlier one counts.
   */
  private long latestTicks(Extraction extraction) {
    if (!begun.hasSourceTime()) {
      return Long.MAX_VALUE;
    }
    Instant began =
        Instant.ofEpochSecond(begun.getSourceTime().getSeconds(), begun.getSourceTime().getNanos());
    return Math.min(
        WallClock.toTicks(LocalDateTime.ofInstant(began, ZoneOffset.UTC)),
        WallClock.toTicks(LocalDateTime.ofInstant(began, extraction.country().zone())));
  }
}
