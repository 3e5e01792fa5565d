package com.happypancake.extractor;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.extractor.ChunkQueue.TableWork;
import com.happypancake.extractor.delta.BaseChain;
import com.happypancake.extractor.pace.Gate;
import com.happypancake.extractor.pseudonym.PseudonymKey;
import com.happypancake.extractor.pseudonym.Pseudonyms;
import com.happypancake.extractor.source.Connector;
import com.happypancake.extractor.source.Dialect;
import com.happypancake.extractor.source.Session;
import com.happypancake.extractor.source.Sessions;
import com.happypancake.extractor.source.SourceException;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.extraction.ExtractionState;
import com.happypancake.schemas.extraction.FinishedChunk;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Kind;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.value.WallClock;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;

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
    Dialect dialect = Dialect.of(extraction.source());
    return run(extraction, listener, clock, dialect, dialect.driver());
  }

  static Manifest run(
      Extraction extraction,
      ExtractionListener listener,
      Clock clock,
      Dialect dialect,
      Connector connector)
      throws SourceException, IOException, InterruptedException {
    ExtractionListener oneAtATime = new OneAtATime(listener);
    Sessions sessions =
        Sessions.of(
            dialect,
            connector,
            extraction.source(),
            extraction.credentials(),
            extraction.connection(),
            oneAtATime::note);
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
    Optional<Manifest> finished = finishedBefore(extraction);
    if (finished.isPresent()) {
      new Beginning(extraction, session, Optional.empty(), listener).endFinished(finished.get());
      DumpWriter.tidy(extraction.out());
      listener.note(extraction.out() + " is finished already; nothing is left to read");
      return finished.get();
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
      return run(dump, plans, folder, earlier, read);
    }
  }

  /** A kill may come between the manifest and the command's end. */
  static Optional<Manifest> finishedBefore(Extraction extraction) throws IOException {
    if (!extraction.reading().resume()
        || !Files.exists(extraction.out().resolve("manifest.json"))) {
      return Optional.empty();
    }
    Manifest manifest = Dump.open(extraction.out()).manifest();
    List<String> tables =
        extraction.selected().stream().map(LegacyTable::qualifiedName).sorted().toList();
    List<String> found =
        manifest.getPartsList().stream().map(Part::getTable).distinct().sorted().toList();
    if (manifest.getContent() != Content.CONTENT_ROWS
        || !manifest.getCountry().equals(extraction.country().code())
        || !found.equals(tables)
        || !manifest
            .getPseudonymKeyFingerprint()
            .equals(extraction.pseudonymKey().map(PseudonymKey::fingerprint).orElse(""))
        || !isOfTheBase(extraction, manifest)) {
      throw new RefusedFolderException(
          extraction.out() + ": holds another dump, which is finished; choose another folder");
    }
    return Optional.of(manifest);
  }

  private static boolean isOfTheBase(Extraction extraction, Manifest manifest) throws IOException {
    return extraction.delta().isEmpty()
        ? manifest.getKind() == Kind.KIND_FULL
        : manifest
            .getBaseDigest()
            .equals(BaseChain.open(extraction.delta().get().base()).manifest().getContentDigest());
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

  private Manifest run(
      DumpWriter dump,
      List<TablePlan> plans,
      StateFolder folder,
      Optional<ExtractionState> earlier,
      Earlier earlierRead)
      throws SourceException, IOException, InterruptedException {
    LegacyTable probed = plans.get(0).table();
    TableQueries queries =
        new TableQueries(session.dialect(), session.dialect().features(session, probed));
    Map<LegacyTable, OptionalLong> estimates = estimates(plans);
    List<TablePlan> keyed = withKeys(plans, estimates, earlierRead);
    earlierRead.refuseOtherKeys(keyed, extraction.out());
    Optional<BaseChain> base =
        extraction.delta().isPresent()
            ? Optional.of(BaseChain.open(extraction.delta().get().base()))
            : Optional.empty();
    Gate gate =
        new Gate(
            extraction.reading().grace(),
            extraction.country().zone(),
            dump.state(),
            clock,
            System::nanoTime,
            listener);
    // Before a database snapshot is made, which costs the server for as long as it is there.
    gate.awaitChunk();
    Beginning beginning = new Beginning(extraction, session, base, listener);
    ExtractionState begun = beginning.begin(keyed, earlier);
    folder.write(begun);
    Optional<DeltaRun> delta =
        base.map(
            chain ->
                new DeltaRun(
                    extraction.delta().orElseThrow(),
                    chain,
                    session.dialect(),
                    begun.getDeletes()));
    List<TablePlan> read =
        delta.isPresent() ? delta.get().plan(keyed, begun.getMarksList()) : keyed;
    Sessions readers =
        begun.getDatabaseSnapshot().isEmpty() ? sessions : sessions.in(begun.getDatabaseSnapshot());
    Promise promise =
        new Promise(
            begun.getConsistency(),
            extraction.reading().consistency().isPresent(),
            earlier.isPresent() && !earlierRead.paths().isEmpty(),
            read,
            begun.getMarksList(),
            session.dialect().firstRow(probed),
            listener,
            now -> folder.write(begun.toBuilder().setConsistency(now).build()));
    int connections = connections(promise);
    List<List<LegacyTable>> stages =
        ReadOrder.stages(plans.stream().map(TablePlan::table).toList());
    ChunkQueue queue = new ChunkQueue(work(stages, read));
    // How many rows of a table have changed nobody knows beforehand.
    listener.planned(earlierRead.outlook(read, delta.isPresent() ? Map.of() : estimates));
    listener.extractionBegun(
        stages.stream().flatMap(List::stream).toList(), begun.getConsistency());
    ExtractionRun run =
        new ExtractionRun(
            queries,
            dump,
            folder,
            queue,
            gate,
            promise,
            extraction.reading().retries(),
            delta,
            extraction.pseudonymKey(),
            extraction.rowsPerPart(),
            estimates,
            begun.getMarksList(),
            listener,
            new SplittableRandom());
    earlierRead.enterInto(run);
    HealthProbe probe = HealthProbe.start(sessions, extraction.reading().grace(), gate);
    Optional<Manifest> manifest = Optional.empty();
    try {
      if (begun.getDatabaseSnapshot().isEmpty()) {
        Readers.work(run, queue, readers, session, connections);
      } else {
        try (Session own = run.open(readers)) {
          Readers.work(run, queue, readers, own, connections);
        }
      }
      manifest = Optional.of(finish(dump, run, begun, promise, read, delta));
    } finally {
      probe.close();
      if (manifest.isEmpty()) {
        beginning.leave(begun);
      }
    }
    beginning.end(begun);
    return manifest.get();
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

  private static List<List<TableWork>> work(List<List<LegacyTable>> stages, List<TablePlan> plans) {
    List<List<TableWork>> work = new ArrayList<>();
    for (List<LegacyTable> stage : stages) {
      List<TableWork> tables = new ArrayList<>();
      for (LegacyTable table : stage) {
        for (int i = 0; i < plans.size(); i++) {
          if (plans.get(i).table().equals(table)) {
            tables.add(new TableWork(i, plans.get(i)));
          }
        }
      }
      work.add(tables);
    }
    return work;
  }

  /**
   * Rows that were written after the run began may lie behind what it had read by then, and a time
   * ahead of the source's clock would hide all that comes: no mark lies beyond the clock as it was
   * before the first row, whether the column is of the country's time or of UTC.
   */
  private long latestTicks(ExtractionState begun) {
    if (!begun.hasSourceTime()) {
      return Long.MAX_VALUE;
    }
    Instant began =
        Instant.ofEpochSecond(begun.getSourceTime().getSeconds(), begun.getSourceTime().getNanos());
    return Math.min(
        WallClock.toTicks(LocalDateTime.ofInstant(began, ZoneOffset.UTC)),
        WallClock.toTicks(LocalDateTime.ofInstant(began, extraction.country().zone())));
  }

  private Manifest finish(
      DumpWriter dump,
      ExtractionRun run,
      ExtractionState begun,
      Promise promise,
      List<TablePlan> plans,
      Optional<DeltaRun> delta)
      throws IOException {
    SourceMarks marks = SourceMarks.of(plans, begun.getMarksList());
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < plans.size(); i++) {
      LegacyTable table = plans.get(i).table();
      parts.addAll(run.parts(i));
      parts.addAll(run.deleted(i));
      marks.setSourceRows(table, run.sourceRows(i));
      marks.setTimeTicks(
          table,
          run.chunks(i).values().stream()
              .filter(FinishedChunk::hasTimeTicks)
              .mapToLong(FinishedChunk::getTimeTicks)
              .map(ticks -> Math.min(ticks, latestTicks(begun)))
              .max());
      if (delta.isPresent()) {
        delta.get().keepNewest(plans.get(i), marks);
      }
    }
    Manifest.Builder manifest =
        Manifest.newBuilder()
            .setContent(Content.CONTENT_ROWS)
            .setKind(Kind.KIND_FULL)
            .setCountry(extraction.country().code())
            .setTimeZone(extraction.country().zone().getId())
            .setSource(begun.getSource())
            .setConsistency(promise.consistency())
            .addAllMarks(marks.toList());
    extraction
        .pseudonymKey()
        .ifPresent(key -> manifest.setPseudonymKeyFingerprint(key.fingerprint()));
    if (delta.isPresent()) {
      manifest
          .setKind(Kind.KIND_DELTA)
          .setBaseDigest(delta.get().baseDigest())
          .setDeletes(delta.get().deleted().how());
    }
    if (begun.hasSourceTime()) {
      manifest.setSourceTime(begun.getSourceTime());
    }
    return dump.finish(manifest, parts);
  }
}
