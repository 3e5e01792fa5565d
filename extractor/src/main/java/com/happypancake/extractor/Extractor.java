package com.happypancake.extractor;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.extractor.delta.BaseChain;
import com.happypancake.extractor.pace.Gate;
import com.happypancake.extractor.pseudonym.Pseudonyms;
import com.happypancake.extractor.source.Connector;
import com.happypancake.extractor.source.Dialect;
import com.happypancake.extractor.source.Session;
import com.happypancake.extractor.source.Sessions;
import com.happypancake.extractor.source.SourceException;
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
    return run(extraction, listener, clock, Dialect.of(extraction.source()).driver());
  }

  static Manifest run(
      Extraction extraction, ExtractionListener listener, Clock clock, Connector connector)
      throws SourceException, IOException, InterruptedException {
    ExtractionListener oneAtATime = new OneAtATime(listener);
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
        SchemaCheck.check(session, extraction.selected(), extraction.allowExtraColumns(), listener);
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
    Earlier read = Earlier.of(folder, earlier.isPresent() ? plans : List.of(), extraction.out());
    try (DumpWriter dump = open(plans, read)) {
      folder.keepOnly(read.stateFiles());
      return extract(dump, plans, folder, earlier, read);
    }
  }

  private DumpWriter open(List<TablePlan> plans, Earlier read) throws IOException {
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
      Earlier earlierRead)
      throws SourceException, IOException, InterruptedException {
    Gate gate = gate(dump);
    RunPlan plan = plan(plans, folder, gate, earlier, earlierRead);
    ExtractionState begun = plan.begun();
    Promise promise =
        new Promise(
            begun.getConsistency(),
            extraction.reading().consistency().isPresent(),
            earlier.isPresent() && !earlierRead.paths().isEmpty(),
            plan.tables(),
            begun.getMarksList(),
            session.dialect().firstRow(plans.get(0).table()),
            listener,
            now -> folder.write(begun.toBuilder().setConsistency(now).build()));
    int connections = connections(promise);
    List<List<LegacyTable>> stages =
        ReadOrder.stages(plans.stream().map(TablePlan::table).toList());
    listener.planned(earlierRead.outlook(plan.tables(), plan.forecast()));
    listener.extractionBegun(
        stages.stream().flatMap(List::stream).toList(), begun.getConsistency());
    RunState state = new RunState(folder, earlierRead);
    ChunkQueue queue = ChunkQueue.of(stages, plan.tables());
    ExtractionRun run =
        new ExtractionRun(extraction, plan, dump, state, queue, gate, promise, listener);
    Ending ending = new Ending(extraction, session, plan, listener);
    HealthProbe probe = HealthProbe.start(sessions, extraction.reading().grace(), gate);
    Optional<Manifest> manifest = Optional.empty();
    try {
      read(run, queue, begun.getDatabaseSnapshot(), connections);
      manifest = Optional.of(ending.finish(dump, state, promise.consistency()));
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
      Gate gate,
      Optional<ExtractionState> earlier,
      Earlier earlierRead)
      throws SourceException, IOException, InterruptedException {
    Dialect dialect = session.dialect();
    TableQueries queries =
        new TableQueries(dialect, dialect.features(session, plans.get(0).table()));
    Map<LegacyTable, OptionalLong> estimates = estimates(plans);
    List<TablePlan> keyed = withKeys(plans, estimates, earlierRead);
    earlierRead.refuseOtherKeys(keyed, extraction.out());
    Optional<BaseChain> base =
        extraction.delta().isPresent()
            ? Optional.of(BaseChain.open(extraction.delta().get().base()))
            : Optional.empty();
    // Before a database snapshot is made, which costs the server for as long as it is there.
    gate.awaitChunk();
    ExtractionState begun =
        new Beginning(extraction, session, base, listener).begin(keyed, earlier);
    folder.write(begun);
    if (base.isEmpty()) {
      return new RunPlan(begun, queries, keyed, estimates, Optional.empty());
    }
    DeltaRun delta =
        new DeltaRun(extraction.delta().orElseThrow(), base.get(), dialect, begun.getDeletes());
    List<TablePlan> changed = delta.plan(keyed, begun.getMarksList());
    return new RunPlan(begun, queries, changed, estimates, Optional.of(delta));
  }

  private Gate gate(DumpWriter dump) throws IOException {
    return new Gate(
        extraction.reading().grace(),
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

  private int connections(Promise promise) {
    int asked = extraction.reading().connections();
    if (asked > 1 && promise.isOneTransaction()) {
      listener.note(
          "one connection instead of " + asked + ", since no two can share a snapshot transaction");
      return 1;
    }
    return asked;
  }

  private Map<LegacyTable, OptionalLong> estimates(List<TablePlan> plans) throws SourceException {
    Map<LegacyTable, OptionalLong> estimates = new HashMap<>();
    for (TablePlan plan : plans) {
      estimates.put(plan.table(), session.dialect().estimatedRows(session, plan.table()));
    }
    return estimates;
  }

  /** Only what is to be cut, or is cut already, needs a key to cut it by. */
  private List<TablePlan> withKeys(
      List<TablePlan> plans, Map<LegacyTable, OptionalLong> estimates, Earlier read)
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
