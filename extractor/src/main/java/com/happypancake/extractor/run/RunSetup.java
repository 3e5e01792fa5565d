package com.happypancake.extractor.run;

import com.google.protobuf.Timestamp;
import com.happypancake.database.ServerFacts.ImageOf;
import com.happypancake.database.Session;
import com.happypancake.database.SourceException;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.dumps.chain.DumpChain;
import com.happypancake.dumps.chain.MismatchedDumpException;
import com.happypancake.extractor.Delta;
import com.happypancake.extractor.Extraction;
import com.happypancake.extractor.consistency.ConsistencyDecision;
import com.happypancake.extractor.consistency.ConsistencyDecision.Chosen;
import com.happypancake.extractor.consistency.ConsistencyDecision.Refused;
import com.happypancake.extractor.consistency.ConsistencyRequest;
import com.happypancake.extractor.consistency.SourceFacts;
import com.happypancake.extractor.consistency.SourceProbe;
import com.happypancake.extractor.delta.DeletesDecision;
import com.happypancake.extractor.delta.DeletesFacts;
import com.happypancake.extractor.delta.DeltaRun;
import com.happypancake.extractor.delta.SourceMarks;
import com.happypancake.extractor.plan.TablePlan;
import com.happypancake.extractor.state.OwnSnapshots;
import com.happypancake.extractor.state.SourceIdentity;
import com.happypancake.extractor.state.StateFolder;
import com.happypancake.schemas.extraction.ExtractionState;
import com.happypancake.schemas.extraction.Setting;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Mark;
import com.happypancake.schemas.manifest.Source;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Prepares a run before its first row: identifies the database, reads its clock and its marks, and
 * makes the database snapshot if one is chosen, in this order. Marks must be older than the rows.
 */
final class RunSetup {

  private final Extraction extraction;
  private final Session session;
  private final Optional<DumpChain> base;
  private final List<Setting> settings;
  private final OwnSnapshots snapshots;
  private final Consumer<String> notes;

  RunSetup(
      Extraction extraction,
      Session session,
      Optional<DumpChain> base,
      List<Setting> settings,
      StateFolder folder,
      Consumer<String> notes) {
    this.base = base;
    this.settings = List.copyOf(settings);
    this.extraction = extraction;
    this.session = session;
    this.snapshots = new OwnSnapshots(folder, session, notes);
    this.notes = notes;
  }

  /**
   * Prepares a new run, or one that resumes another.
   *
   * @param earlier the state of the unfinished run to resume
   * @return the state to save
   * @throws SourceException if the source refuses what was asked for
   * @throws RefusedFolderException if this is another database than the unfinished run's
   * @throws MismatchedDumpException if the base can't serve this delta
   */
  ExtractionState begin(List<TablePlan> plans, Optional<ExtractionState> earlier)
      throws SourceException, IOException {
    Optional<ImageOf> image = session.facts().imageOf();
    Source source = SourceIdentity.of(session, image);
    if (earlier.isPresent()) {
      SourceIdentity.refuseOther(earlier.get(), source, image, extraction.out());
    }
    if (base.isPresent()) {
      base.get().refuseOther(extraction.manifest(source).build());
    }
    return earlier.isPresent() ? resume(earlier.get(), image) : start(plans, source, image).build();
  }

  private ExtractionState resume(ExtractionState earlier, Optional<ImageOf> image)
      throws SourceException {
    ConsistencyRequest request = ConsistencyRequest.of(extraction, Optional.of(earlier));
    SourceFacts facts = new SourceProbe(session, extraction, request).needed(SourceFacts.of(image));
    ExtractionState.Builder state =
        earlier.toBuilder().setConsistency(granted(request, facts).consistency());
    if (facts.earlierSnapshotGone()) {
      state.clearDatabaseSnapshot();
    }
    return state.build();
  }

  private ExtractionState.Builder start(
      List<TablePlan> plans, Source source, Optional<ImageOf> image)
      throws SourceException, IOException {
    ConsistencyRequest request = ConsistencyRequest.of(extraction, Optional.empty());
    SourceProbe probe = new SourceProbe(session, extraction, request);
    if (!SourceFacts.of(image).isSnapshot()) {
      snapshots.clear();
    }
    ExtractionState.Builder state =
        ExtractionState.newBuilder().addAllConfiguration(settings).setSource(source);
    plans.forEach(plan -> state.addTables(plan.table().qualifiedName()));
    Optional<Instant> clock = session.facts().clock(extraction.country().zone());
    image
        .flatMap(ImageOf::instant)
        .or(() -> clock)
        .ifPresent(instant -> state.setSourceTime(timestamp(instant)));
    List<Mark> marks = marks(plans, image);
    state.addAllMarks(marks);
    Optional<DeletesFacts> deletes =
        base.isPresent()
            ? Optional.of(
                DeletesFacts.probe(session, delta(), base.get(), plans, marks, image.isPresent()))
            : Optional.empty();
    SourceFacts facts = probe.needed(SourceFacts.of(image));
    if (deletes.isPresent()) {
      // Refuse what the base can't serve before a snapshot is made.
      Optional<Consistency> foreseen = ConsistencyDecision.of(request, facts).mode();
      deltaRun(deletes.get(), foreseen).plan(plans, marks);
    }
    Chosen chosen = obey(request, facts, probe, state);
    if (deletes.isPresent()) {
      state.setDeletes(deltaRun(deletes.get(), Optional.of(chosen.consistency())).deletes());
    }
    return state.setConsistency(chosen.consistency());
  }

  private Delta delta() {
    return extraction.delta().orElseThrow();
  }

  private DeltaRun deltaRun(DeletesFacts facts, Optional<Consistency> consistency)
      throws MismatchedDumpException {
    return new DeltaRun(
        delta(),
        base.orElseThrow(),
        session.dialect(),
        DeletesDecision.of(facts, consistency).granted(delta()).deletes());
  }

  private List<Mark> marks(List<TablePlan> plans, Optional<ImageOf> image) throws SourceException {
    if (image.isPresent() && extraction.highWater().isEmpty()) {
      notes.accept(
          "the source is an image of "
              + image.get().database()
              + " and can't tell its rowversion mark: no delta can start here, unless --high-water"
              + " gives it");
    }
    return SourceMarks.read(session, plans, image.isPresent(), extraction.highWater());
  }

  private static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }

  /** Makes the database snapshot if one is chosen. If that fails, decides again without it. */
  private Chosen obey(
      ConsistencyRequest request,
      SourceFacts facts,
      SourceProbe probe,
      ExtractionState.Builder state)
      throws SourceException, IOException {
    Chosen chosen = granted(request, facts);
    if (!chosen.makesSnapshot()) {
      return chosen;
    }
    try {
      state.setDatabaseSnapshot(snapshots.create(state.getSource().getDatabase()));
      return chosen;
    } catch (SourceException e) {
      SourceFacts failed = facts.withCreation(String.valueOf(e.getMessage()));
      if (Thread.currentThread().isInterrupted()
          || ConsistencyDecision.of(request, failed) instanceof Refused) {
        throw e;
      }
      session.revive();
      notes.accept("no database snapshot: " + e.getMessage());
      // The server may have made it, and its answer was lost.
      snapshots.dropLeft();
      return granted(request, probe.needed(failed));
    }
  }

  private Chosen granted(ConsistencyRequest request, SourceFacts facts) throws SourceException {
    Object where = request.earlier().isPresent() ? extraction.out() : session.address();
    Chosen chosen = ConsistencyDecision.of(request, facts).granted(where.toString());
    chosen.downgrade().ifPresent(why -> notes.accept("read-committed, because " + why));
    return chosen;
  }
}
