package com.happypancake.extractor.run;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.happypancake.database.DatabaseProduct;
import com.happypancake.database.DatabaseProduct.Connector;
import com.happypancake.database.Session;
import com.happypancake.database.Sessions;
import com.happypancake.database.SourceException;
import com.happypancake.dumps.DumpLayout;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.chain.DumpChain;
import com.happypancake.extractor.Extraction;
import com.happypancake.extractor.ExtractionEvent;
import com.happypancake.extractor.check.SourceSchemaCheck;
import com.happypancake.extractor.pace.HealthProbe;
import com.happypancake.extractor.pace.ReaderSessions;
import com.happypancake.extractor.pace.Throttle;
import com.happypancake.extractor.plan.ReadOrder;
import com.happypancake.extractor.plan.TablePlan;
import com.happypancake.extractor.pseudonym.Pseudonyms;
import com.happypancake.extractor.state.FinishedDump;
import com.happypancake.extractor.state.OwnSnapshots;
import com.happypancake.extractor.state.ResumeSettings;
import com.happypancake.extractor.state.RunState;
import com.happypancake.extractor.state.StateFolder;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.extraction.ExtractionState;
import com.happypancake.schemas.extraction.Setting;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Runs an extraction: connects, checks the schema, reads the source's marks, divides the tables
 * into chunks, reads the chunks in parallel, and writes the dump.
 *
 * <p>It does not touch the folder or read a row before all tables are known to fit the schema.
 * Neither a retry nor a resumed run reads a finished chunk again.
 */
public final class Extractor {

  private final Extraction extraction;
  private final Consumer<ExtractionEvent> events;
  private final Consumer<String> notes;
  private final Sessions sessions;
  private final Session session;
  private final Clock clock;

  private Extractor(
      Extraction extraction,
      Consumer<ExtractionEvent> events,
      Consumer<String> notes,
      Sessions sessions,
      Session session,
      Clock clock) {
    this.extraction = extraction;
    this.events = events;
    this.notes = notes;
    this.sessions = sessions;
    this.session = session;
    this.clock = clock;
  }

  /**
   * Runs an extraction.
   *
   * @param events receives the reports, one at a time, on any of the extraction's threads
   * @param clock gives the times in run.json, and the time of day for the window
   * @return the dump's manifest
   * @throws SourceException if the source can't be reached or read, or differs from the schema;
   *     after the first row the folder is left unfinished
   * @throws com.happypancake.dumps.RefusedFolderException if the folder holds something else, or
   *     the run to resume has other settings
   * @throws IOException if the disk fails; the folder is left unfinished
   * @throws InterruptedException if the thread was interrupted; the folder is left unfinished
   */
  public static Manifest run(Extraction extraction, Consumer<ExtractionEvent> events, Clock clock)
      throws SourceException, IOException, InterruptedException {
    return run(extraction, events, clock, DatabaseProduct.of(extraction.source()).driver());
  }

  /** Runs an extraction like {@link #run(Extraction, Consumer, Clock)}, with another connector. */
  public static Manifest run(
      Extraction extraction, Consumer<ExtractionEvent> events, Clock clock, Connector connector)
      throws SourceException, IOException, InterruptedException {
    Object lock = new Object();
    Consumer<ExtractionEvent> oneAtATime =
        event -> {
          synchronized (lock) {
            events.accept(event);
          }
        };
    Consumer<String> notes = text -> oneAtATime.accept(new ExtractionEvent.Note(text));
    Sessions sessions = extraction.sessions(connector, notes);
    oneAtATime.accept(new ExtractionEvent.Preparing("connecting"));
    try (Session session = sessions.open()) {
      return new Extractor(extraction, oneAtATime, notes, sessions, session, clock).run();
    } catch (SourceException | IOException | InterruptedException e) {
      // An interrupt cancels queries and closes files, which causes errors.
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
    Optional<DumpChain> base =
        extraction.delta().isPresent()
            ? Optional.of(DumpChain.endingWith(extraction.delta().get().base()))
            : Optional.empty();
    Optional<FinishedDump> finished = FinishedDump.find(extraction, base);
    if (finished.isPresent()) {
      finished.get().end(session, notes);
      return finished.get().manifest();
    }
    prepare(SourceSchemaCheck.activity(extraction.selected()));
    List<TablePlan> plans =
        SourceSchemaCheck.check(
            session, extraction.selected(), extraction.allowExtraColumns(), notes);
    if (extraction.pseudonymKey().isPresent()) {
      plans.forEach(plan -> Pseudonyms.check(plan.table()));
    }
    StateFolder folder = StateFolder.of(extraction.out());
    if (Files.exists(extraction.out().resolve(DumpLayout.MANIFEST))) {
      // The folder is refused, and what a kill after its manifest left is cleared.
      new OwnSnapshots(folder, session, notes).dropAtEnd();
    }
    List<Setting> settings = ResumeSettings.of(extraction, session.address(), base);
    if (extraction.reading().resume()) {
      prepare("checking the parts that were read before");
    }
    RunState state = RunState.read(folder, extraction, settings, plans, notes);
    try (DumpWriter dump = open(plans, state)) {
      state.removeOthers();
      Throttle throttle =
          new Throttle(
              extraction.reading().pacing(),
              extraction.country().zone(),
              dump.state(),
              clock,
              System::nanoTime,
              events);
      prepare("reading the marks, and making a snapshot if one is possible");
      RunPlan plan =
          RunPlan.of(extraction, session, plans, base, settings, folder, state, throttle, notes);
      Manifest manifest = extract(dump, plan, folder, state, throttle);
      new OwnSnapshots(folder, session, notes).dropAtEnd();
      return manifest;
    }
  }

  private void prepare(String what) {
    events.accept(new ExtractionEvent.Preparing(what));
  }

  private DumpWriter open(List<TablePlan> plans, RunState state) throws IOException {
    List<FileDescriptor> schemas =
        plans.stream().map(plan -> plan.table().descriptor().getFile()).distinct().toList();
    // A run that begins anew keeps no part, but the names of the database snapshots in the state.
    Set<String> kept = state.parts().stream().map(Part::getPath).collect(Collectors.toSet());
    DumpWriter dump =
        DumpWriter.resume(extraction.out(), schemas, clock, extraction.writing(), kept::contains);
    for (Part part : state.parts()) {
      dump.add(part);
    }
    return dump;
  }

  private Manifest extract(
      DumpWriter dump, RunPlan plan, StateFolder folder, RunState state, Throttle throttle)
      throws SourceException, IOException, InterruptedException {
    ExtractionState begun = plan.begun();
    ConsistencyVerifier verifier =
        new ConsistencyVerifier(
            begun.getConsistency(),
            extraction.reading().consistency().isPresent(),
            !state.parts().isEmpty(),
            plan.tables(),
            begun.getMarksList(),
            session.dialect().firstRow(plan.tables().get(0).table()),
            notes,
            now -> folder.write(begun.toBuilder().setConsistency(now).build()));
    int connections = connections(verifier);
    List<List<LegacyTable>> stages =
        ReadOrder.stages(plan.tables().stream().map(TablePlan::table).toList());
    events.accept(
        new ExtractionEvent.Started(
            state.planned(stages, plan.tables(), plan::forecast), begun.getConsistency()));
    ChunkQueue queue = ChunkQueue.of(stages, plan.tables());
    ReaderSessions readers = new ReaderSessions(events);
    ExtractionRun run =
        new ExtractionRun(
            extraction, plan, dump, state, queue, throttle, verifier, readers, events);
    HealthProbe probe =
        HealthProbe.start(sessions, extraction.reading().pacing(), throttle, readers);
    Optional<Manifest> manifest = Optional.empty();
    try {
      String snapshot = begun.getDatabaseSnapshot();
      if (snapshot.isEmpty()) {
        ReaderPool.read(run, queue, sessions, session, connections);
        run.checkSchemaAgain(session);
      } else {
        Sessions inside = sessions.in(snapshot);
        try (Session own = run.open(inside)) {
          ReaderPool.read(run, queue, inside, own, connections);
        }
      }
      manifest = Optional.of(plan.finish(extraction, dump, state, verifier.consistency()));
    } finally {
      probe.close();
      if (manifest.isEmpty()) {
        noteUnfinished(plan);
      }
    }
    return manifest.get();
  }

  private int connections(ConsistencyVerifier verifier) {
    int asked = extraction.reading().connections();
    if (asked > 1 && verifier.consistency() == Consistency.CONSISTENCY_SNAPSHOT) {
      notes.accept(
          "one connection instead of " + asked + ", since no two can share a snapshot transaction");
      return 1;
    }
    return asked;
  }

  /** Notes how to resume a run that ends without a manifest. */
  private void noteUnfinished(RunPlan plan) {
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
