package com.happypancake.extractor.run;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.happypancake.database.Connector;
import com.happypancake.database.DatabaseProduct;
import com.happypancake.database.Dialect;
import com.happypancake.database.Session;
import com.happypancake.database.Sessions;
import com.happypancake.database.SourceException;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.extractor.Extraction;
import com.happypancake.extractor.ExtractionListener;
import com.happypancake.extractor.check.SourceSchemaCheck;
import com.happypancake.extractor.delta.BaseChain;
import com.happypancake.extractor.delta.DeltaRun;
import com.happypancake.extractor.pace.HealthProbe;
import com.happypancake.extractor.pace.Throttle;
import com.happypancake.extractor.plan.KeyChoice;
import com.happypancake.extractor.plan.ReadOrder;
import com.happypancake.extractor.plan.TablePlan;
import com.happypancake.extractor.plan.TableQueries;
import com.happypancake.extractor.pseudonym.Pseudonyms;
import com.happypancake.extractor.state.FinishedDump;
import com.happypancake.extractor.state.ResumeState;
import com.happypancake.extractor.state.RunState;
import com.happypancake.extractor.state.StateFolder;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.extraction.ExtractionState;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Runs an extraction: connects, checks the schema, marks the source's state, cuts the tables into
 * chunks, reads these side by side, and writes the dump.
 *
 * <p>Nothing is read before all tables are known to fit the schema, and the folder is touched only
 * then. A chunk is finished or it is not; what is finished is not read again, whatever fails or is
 * killed later.
 */
public final class Extractor {

  private final Extraction extraction;
  private final ExtractionListener listener;
  private final Sessions sessions;
  private final Session session;
  private final Clock clock;

  private Extractor(
      Extraction extraction,
      ExtractionListener listener,
      Sessions sessions,
      Session session,
      Clock clock) {
    this.extraction = extraction;
    this.listener = listener;
    this.sessions = sessions;
    this.session = session;
    this.clock = clock;
  }

  /**
   * Extracts.
   *
   * @param listener hears how it goes
   * @param clock tells the run's times, which stand in run.json alone, and the window's
   * @return the dump's manifest
   * @throws SourceException if the source can't be reached or read, or differs from the schema;
   *     once rows are being read, the folder is left unfinished
   * @throws com.happypancake.dumps.RefusedFolderException if the folder holds something else, or
   *     what is to be gone on with was begun otherwise
   * @throws IOException if the disk refuses; the folder is left unfinished
   * @throws InterruptedException if the thread was interrupted; the folder is left unfinished
   */
  public static Manifest run(Extraction extraction, ExtractionListener listener, Clock clock)
      throws SourceException, IOException, InterruptedException {
    return run(extraction, listener, clock, DatabaseProduct.of(extraction.source()).driver());
  }

  public static Manifest run(
      Extraction extraction, ExtractionListener listener, Clock clock, Connector connector)
      throws SourceException, IOException, InterruptedException {
    ExtractionListener oneAtATime = new SerializedListener(listener);
    Sessions sessions = extraction.sessions(connector, oneAtATime::note);
    try (Session session = sessions.open()) {
      return new Extractor(extraction, oneAtATime, sessions, session, clock).run();
    } catch (SourceException | IOException | InterruptedException e) {
      // What was cancelled, or closed under the writer, because of an interrupt is not an error.
      if (Thread.interrupted() || e instanceof InterruptedException) {
        InterruptedException interrupted =
            new InterruptedException(
                "the extraction was interrupted; "
                    + extraction.out()
                    + " is unfinished; the same command begins it anew, and with --resume goes on");
        interrupted.addSuppressed(e);
        throw interrupted;
      }
      throw e;
    }
  }

  private Manifest run() throws SourceException, IOException, InterruptedException {
    Optional<FinishedDump> finished = FinishedDump.find(extraction);
    if (finished.isPresent()) {
      finished.get().end(session, listener);
      return finished.get().manifest();
    }
    List<TablePlan> plans =
        SourceSchemaCheck.check(
            session, extraction.selected(), extraction.allowExtraColumns(), listener);
    if (extraction.pseudonymKey().isPresent()) {
      plans.forEach(plan -> Pseudonyms.check(plan.table()));
    }
    StateFolder folder = StateFolder.of(extraction.out());
    Optional<ExtractionState> earlier =
        extraction.reading().resume() ? folder.read() : Optional.empty();
    if (earlier.isPresent()) {
      folder.refuseOther(
          earlier.get().getConfigurationList(), extraction.settings(session.address()));
    }
    ResumeState read =
        ResumeState.of(folder, earlier.isPresent() ? plans : List.of(), extraction.out());
    try (DumpWriter dump = open(plans, read)) {
      folder.keepOnly(read.stateFiles());
      return extract(dump, plans, folder, earlier, read);
    }
  }

  private DumpWriter open(List<TablePlan> plans, ResumeState read) throws IOException {
    List<FileDescriptor> schemas =
        plans.stream().map(plan -> plan.table().descriptor().getFile()).distinct().toList();
    if (!extraction.reading().resume()) {
      return DumpWriter.create(extraction.out(), schemas, clock, extraction.writing());
    }
    DumpWriter dump =
        DumpWriter.resume(
            extraction.out(), schemas, clock, extraction.writing(), read.paths()::contains);
    for (Part part : read.parts()) {
      dump.add(part);
    }
    return dump;
  }

  private Manifest extract(
      DumpWriter dump,
      List<TablePlan> plans,
      StateFolder folder,
      Optional<ExtractionState> earlier,
      ResumeState earlierRead)
      throws SourceException, IOException, InterruptedException {
    Throttle throttle = throttle(dump);
    RunPlan plan = plan(plans, folder, throttle, earlier, earlierRead);
    ExtractionState begun = plan.begun();
    ConsistencyVerifier verifier =
        new ConsistencyVerifier(
            begun.getConsistency(),
            extraction.reading().consistency().isPresent(),
            earlier.isPresent() && !earlierRead.paths().isEmpty(),
            plan.tables(),
            begun.getMarksList(),
            session.dialect().firstRow(plans.get(0).table()),
            listener,
            now -> folder.write(begun.toBuilder().setConsistency(now).build()));
    int connections = connections(verifier);
    List<List<LegacyTable>> stages =
        ReadOrder.stages(plans.stream().map(TablePlan::table).toList());
    listener.planned(earlierRead.outlook(plan.tables(), plan.forecast()));
    listener.extractionBegun(
        stages.stream().flatMap(List::stream).toList(), begun.getConsistency());
    RunState state = new RunState(folder, earlierRead);
    ChunkQueue queue = ChunkQueue.of(stages, plan.tables());
    ExtractionRun run =
        new ExtractionRun(extraction, plan, dump, state, queue, throttle, verifier, listener);
    RunCompletion ending = new RunCompletion(extraction, session, plan, listener);
    HealthProbe probe = HealthProbe.start(sessions, extraction.reading().pacing(), throttle);
    Optional<Manifest> manifest = Optional.empty();
    try {
      read(run, queue, begun.getDatabaseSnapshot(), connections);
      manifest = Optional.of(ending.finish(dump, state, verifier.consistency()));
    } finally {
      probe.close();
      if (manifest.isEmpty()) {
        ending.leave();
      }
    }
    ending.dropSnapshot();
    return manifest.get();
  }

  /** What is asked of the source before the first row comes in this order. */
  private RunPlan plan(
      List<TablePlan> plans,
      StateFolder folder,
      Throttle throttle,
      Optional<ExtractionState> earlier,
      ResumeState earlierRead)
      throws SourceException, IOException, InterruptedException {
    Dialect dialect = session.dialect();
    TableQueries queries =
        new TableQueries(dialect, session.facts().features(plans.get(0).table()));
    Map<LegacyTable, OptionalLong> estimates = estimates(plans);
    List<TablePlan> keyed = withKeys(plans, estimates, earlierRead);
    earlierRead.refuseOtherKeys(keyed, extraction.out());
    Optional<BaseChain> base =
        extraction.delta().isPresent()
            ? Optional.of(BaseChain.open(extraction.delta().get().base()))
            : Optional.empty();
    // Before a database snapshot is made, which costs the server for as long as it is there.
    throttle.awaitChunk();
    ExtractionState begun = new RunSetup(extraction, session, base, listener).begin(keyed, earlier);
    folder.write(begun);
    if (base.isEmpty()) {
      return new RunPlan(begun, queries, keyed, estimates, Optional.empty());
    }
    DeltaRun delta =
        new DeltaRun(extraction.delta().orElseThrow(), base.get(), dialect, begun.getDeletes());
    List<TablePlan> changed = delta.plan(keyed, begun.getMarksList());
    return new RunPlan(begun, queries, changed, estimates, Optional.of(delta));
  }

  private Throttle throttle(DumpWriter dump) throws IOException {
    return new Throttle(
        extraction.reading().pacing(),
        extraction.country().zone(),
        dump.state(),
        clock,
        System::nanoTime,
        listener);
  }

  /**
   * Reads all rows.
   *
   * @param snapshot the database that they are read from; empty for the session's own
   */
  private void read(ExtractionRun run, ChunkQueue queue, String snapshot, int connections)
      throws SourceException, IOException, InterruptedException {
    if (snapshot.isEmpty()) {
      Readers.work(run, queue, sessions, session, connections);
      return;
    }
    Sessions readers = sessions.in(snapshot);
    try (Session own = run.open(readers)) {
      Readers.work(run, queue, readers, own, connections);
    }
  }

  private int connections(ConsistencyVerifier verifier) {
    int asked = extraction.reading().connections();
    if (asked > 1 && verifier.isOneTransaction()) {
      listener.note(
          "one connection instead of " + asked + ", since no two can share a snapshot transaction");
      return 1;
    }
    return asked;
  }

  private Map<LegacyTable, OptionalLong> estimates(List<TablePlan> plans) throws SourceException {
    Map<LegacyTable, OptionalLong> estimates = new HashMap<>();
    for (TablePlan plan : plans) {
      estimates.put(plan.table(), session.facts().estimatedRows(plan.table()));
    }
    return estimates;
  }

  /** Only what is to be cut, or is cut already, needs a key to cut it by. */
  private List<TablePlan> withKeys(
      List<TablePlan> plans, Map<LegacyTable, OptionalLong> estimates, ResumeState read)
      throws SourceException {
    List<TablePlan> keyed = new ArrayList<>();
    for (TablePlan plan : plans) {
      long rows = estimates.getOrDefault(plan.table(), OptionalLong.empty()).orElse(Long.MAX_VALUE);
      keyed.add(
          rows > extraction.rowsPerPart() || read.isCut(keyed.size())
              ? plan.withKey(KeyChoice.choose(session, plan, extraction.pseudonymKey().isPresent()))
              : plan);
    }
    return keyed;
  }
}
