package com.happypancake.seeder.run;

import com.google.protobuf.ByteString;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.seed.Incident;
import com.happypancake.schemas.seed.Ledger;
import com.happypancake.schemas.seed.LedgerSeed;
import com.happypancake.schemas.seed.LogEntry;
import com.happypancake.schemas.seed.LogOpened;
import com.happypancake.schemas.seed.Progress;
import com.happypancake.schemas.seed.RunStarted;
import com.happypancake.schemas.seed.RunStopped;
import com.happypancake.schemas.seed.SeedBegun;
import com.happypancake.schemas.seed.SeedFinished;
import com.happypancake.seeder.SeedEvent;
import com.happypancake.seeder.SeedEvent.SeedResult;
import com.happypancake.seeder.SeedSnapshot;
import com.happypancake.seeder.Seeding;
import com.happypancake.seeder.broker.BrokerConnections;
import com.happypancake.seeder.broker.BrokerException;
import com.happypancake.seeder.broker.BrokerException.Kind;
import com.happypancake.seeder.broker.BrokerTopology;
import com.happypancake.seeder.broker.LedgerQueue;
import com.happypancake.seeder.engine.SeedEngine;
import com.happypancake.seeder.engine.Step;
import com.happypancake.seeder.event.ChosenEvents;
import com.happypancake.seeder.event.EventFolder;
import com.happypancake.seeder.event.EventMessage;
import com.happypancake.seeder.event.EventSource;
import com.happypancake.seeder.event.SeedEndedMessage;
import com.happypancake.seeder.log.SeedDecision;
import com.happypancake.seeder.log.SeedHistory;
import com.happypancake.seeder.log.SeedHistory.PastSeed;
import com.happypancake.seeder.log.SeedLog;
import com.happypancake.seeder.log.SeedLogFolder;
import com.happypancake.seeder.pace.Pacer;
import com.happypancake.seeder.pace.SecondMeter;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Runs a seed: decides by the log and the broker's ledger whether it begins or goes on, checks the
 * folder and the topology, publishes, and proves at the end what can be proved.
 */
public final class Seeder {

  /** After a stall, at most the events of a quarter of a second are sent without a pause. */
  private static final long MAX_CATCH_UP_NANOS = 250_000_000L;

  private static final long TICK_MILLIS = 200;
  private static final long LOOK_MILLIS = 1_000;

  private final Clock clock;
  private final LongSupplier nanoTime;

  /**
   * Creates a seeder.
   *
   * @param clock the time of log entries and of the plan's hours
   * @param nanoTime {@link System#nanoTime} or a fake
   */
  public Seeder(Clock clock, LongSupplier nanoTime) {
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /**
   * Runs a seed to its end. An interrupt of the thread stops it after a few seconds of waiting for
   * outstanding answers.
   *
   * @param events receives the run's events
   * @return how the run ended
   * @throws RefusedFolderException if the folder is not a finished folder of events, or another
   *     process seeds by this log
   * @throws com.happypancake.dumps.DamagedDumpException if a file differs from the manifest, or
   *     changes during the run
   * @throws BrokerException UNREACHABLE, LOGIN, TOPOLOGY, LOST or REFUSED before the first event
   * @throws IOException if the folder can't be read or the log can't be written
   * @throws InterruptedException if the thread was interrupted before the first event
   */
  public SeedResult seed(Seeding seeding, Consumer<SeedEvent> events)
      throws IOException, BrokerException, InterruptedException {
    EventFolder folder = EventFolder.open(seeding.what().events());
    try (SeedLogFolder logFolder = SeedLogFolder.open(seeding.where().log());
        SeedLog log = logFolder.log(clock, seeding.where().isDryRun())) {
      BrokerTopology topology = seeding.where().topology();
      try (SeedWatch watch = SeedWatch.open(seeding, topology)) {
        return seed(seeding, folder, log, watch, events);
      }
    }
  }

  private SeedResult seed(
      Seeding seeding, EventFolder folder, SeedLog log, SeedWatch watch, Consumer<SeedEvent> events)
      throws IOException, BrokerException, InterruptedException {
    BrokerTopology topology = seeding.where().topology();
    LedgerQueue ledgerQueue = new LedgerQueue(seeding.where().broker(), topology.ledger());
    Ledger ledger = ledgerQueue.read(watch.connection());
    SeedPreparation preparation = SeedPreparation.of(seeding, folder, log.history(), ledger);
    SeedDecision decision = preparation.decision();
    if (decision instanceof SeedDecision.Refuse refuse) {
      throw new BrokerException(Kind.REFUSED, seeding.where().broker(), refuse.why());
    }
    List<String> unchecked = watch.checkBefore(diskBytes(seeding, folder, decision));
    List<String> notes = new ArrayList<>(unchecked);
    folder.check((path, bytes, total) -> events.accept(new SeedEvent.Checking(path, bytes, total)));
    open(log, preparation.here(), ledger);
    SeedBegun seed;
    Progress progress = Progress.getDefaultInstance();
    long maySentTo = 0;
    if (decision instanceof SeedDecision.Resume resume) {
      seed = resume.seed();
      progress = resume.progress();
      maySentTo = resume.maySentTo();
      notes.add(
          String.format(
              Locale.ROOT,
              "seed '%s' goes on behind ordinal %d; %d of its %d events are confirmed",
              seed.getName(),
              progress.getPrefix(),
              progress.getConfirmed(),
              SeedPreparation.total(seed.getByTypeList())));
      if (!resume.note().isEmpty()) {
        notes.add(resume.note());
      }
    } else {
      SeedBegun begun = ((SeedDecision.Begin) decision).seed();
      seed = begun.toBuilder().addAllByType(SeedPreparation.counts(seeding, folder)).build();
      log.append(LogEntry.newBuilder().setBegun(seed));
    }
    log.append(
        LogEntry.newBuilder()
            .setStarted(
                RunStarted.newBuilder()
                    .setName(seed.getName())
                    .setPlan(seeding.pace().plan().toString())
                    .setWindow(seeding.engine().window())
                    .setBroker(BrokerConnections.product(watch.connection()))
                    .addAllUnchecked(unchecked)));
    log.force();
    LedgerKeeper keeper = new LedgerKeeper(ledgerQueue, ledger, log);
    PastSeed past = log.history().seed(seed.getName()).orElseThrow();
    SeedTransport transport = SeedTransport.of(seeding, past, folder, keeper);
    try (EventSource source = source(seeding, folder, progress)) {
      long now = nanoTime.getAsLong();
      Pacer pacer = new Pacer(seeding.pace().plan(), now, MAX_CATCH_UP_NANOS);
      SecondMeter seconds = new SecondMeter(pacer, now);
      SeedEngine<EventMessage> engine =
          new SeedEngine<>(
              seeding.engine(),
              progress,
              maySentTo,
              end(seeding, folder),
              seed.getLastOrdinal() + 1,
              pacer,
              now);
      SeedRun run =
          new SeedRun(
              engine,
              transport,
              new ChosenEvents(source, seed.getChoice()),
              new RunRecorder(log, incident -> events.accept(new SeedEvent.Happened(incident))),
              seconds::count,
              nanoTime);
      Publication publication =
          new Publication(seeding, seed, run, pacer, seconds, clock, nanoTime, events);
      events.accept(new SeedEvent.Begun(publication, notes));
      boolean isFirstRun = decision instanceof SeedDecision.Begin;
      SeedResult result =
          perform(
              run, publication, transport, watch, log, seed, isFirstRun, seeding.pace().minRate());
      events.accept(new SeedEvent.Ended(result));
      return result;
    }
  }

  /** Nothing is known of a choice before the folder was read. It is for engineers, and small. */
  private static Map<String, Long> diskBytes(
      Seeding seeding, EventFolder folder, SeedDecision decision) {
    long confirmed =
        decision instanceof SeedDecision.Resume resume ? resume.progress().getConfirmed() : 0;
    return SeedPreparation.knownCounts(seeding, folder)
        .map(counts -> SeedVolume.of(seeding, folder, counts, confirmed).bytes())
        .orElse(Map.of());
  }

  private SeedResult perform(
      SeedRun run,
      Publication publication,
      SeedTransport transport,
      SeedWatch watch,
      SeedLog log,
      SeedBegun seed,
      boolean isFirstRun,
      OptionalDouble minRate)
      throws IOException, InterruptedException {
    BrokerLooks looks = new BrokerLooks(run, publication, watch, transport, nanoTime);
    // Else a second would pass without a bound, in which a queue fills far beyond it.
    publication.look(watch.depthsAtStart(), publication.taken());
    Step.End end;
    RepeatedTask ticking =
        new RepeatedTask("hpc-seed-watch", TICK_MILLIS, publication::tick, run::fail);
    RepeatedTask looking = new RepeatedTask("hpc-seed-broker", LOOK_MILLIS, looks, run::fail);
    try {
      end = run.run();
      if (end.reason() != RunStopped.Reason.REASON_COMPLETE) {
        // Nothing more is asked, and a broker that does not answer would hold up the end.
        looking.stop();
        watch.close();
      }
    } catch (IOException e) {
      run.recordEnd(
          RunStopped.newBuilder()
              .setReason(RunStopped.Reason.REASON_FAILED)
              .setWhat(String.valueOf(e.getMessage())));
      run.close();
      throw e;
    } finally {
      ticking.end();
      looking.end();
    }
    try {
      return conclude(end, run, publication, transport, watch, log, seed, isFirstRun, minRate);
    } finally {
      run.close();
    }
  }

  private SeedResult conclude(
      Step.End end,
      SeedRun run,
      Publication publication,
      SeedTransport transport,
      SeedWatch watch,
      SeedLog log,
      SeedBegun seed,
      boolean isFirstRun,
      OptionalDouble minRate)
      throws IOException, InterruptedException {
    boolean isComplete = end.reason() == RunStopped.Reason.REASON_COMPLETE;
    SeedSnapshot last = publication.end();
    List<String> notes = new ArrayList<>(List.of(publication.deviation().words()));
    if (isComplete) {
      notes.addAll(watch.prove(seed, isFirstRun, last.counts().repeatedInRun()));
      notes.addAll(watch.checkAtEnd());
    }
    notes.addAll(watch.unheld());
    boolean isDifferent = watch.isDifferent();
    Optional<String> tooSlow =
        minRate.isPresent()
            ? publication.deviation().below(minRate.getAsDouble())
            : Optional.empty();
    tooSlow.ifPresent(notes::add);
    run.recordEnd(
        RunStopped.newBuilder()
            .setReason(end.reason())
            .setWhat(end.what())
            .addAllNotes(notes)
            .addAllProofs(watch.proofs()));
    if (isComplete) {
      log.append(
          LogEntry.newBuilder().setFinished(SeedFinished.newBuilder().setName(seed.getName())));
      log.force();
    }
    if (publication.isBlocked()) {
      notes.add(
          "the broker's ledger was not renewed at the end, since an alarm blocks publishers; the log"
              + " knows more");
    } else if (!isComplete && last.counts().inFlight() > 0) {
      notes.add(
          "the broker's ledger was not renewed at the end, since the broker did not answer; the log"
              + " knows more");
    } else {
      try {
        transport.renewLedger();
      } catch (BrokerException e) {
        notes.add("the broker's ledger was not renewed at the end: " + e.getMessage());
        // A ledger that is gone or of another incarnation was purged, perhaps with the queues.
        isDifferent |= e.kind() == Kind.REFUSED || e.kind() == Kind.TOPOLOGY;
      }
    }
    return new SeedResult(end.reason(), end.what(), last, notes, isDifferent, tooSlow);
  }

  /** Opens a new log with what the ledger knows. */
  private static void open(SeedLog log, LogOpened here, Ledger ledger) throws IOException {
    SeedHistory history = log.history();
    if (history.opened().isPresent()) {
      return;
    }
    log.append(LogEntry.newBuilder().setOpened(here));
    for (LedgerSeed known : ledger.getSeedsList()) {
      String name = known.getBegun().getName();
      log.append(LogEntry.newBuilder().setBegun(known.getBegun()));
      log.append(LogEntry.newBuilder().setStarted(RunStarted.newBuilder().setName(name)));
      for (long ordinal : known.getRefusedList()) {
        log.append(
            LogEntry.newBuilder()
                .setIncident(
                    Incident.newBuilder()
                        .setKind(Incident.Kind.KIND_NACKED)
                        .setWhat("the broker refused event " + ordinal + ", by its ledger")
                        .setOrdinal(ordinal)));
      }
      log.append(
          LogEntry.newBuilder()
              .setProgress(
                  Progress.newBuilder()
                      .setPrefix(known.getPrefix())
                      .setAfter(ByteString.EMPTY)
                      .setConfirmed(known.getConfirmed())
                      // What was sent after the ledger was renewed last is not known.
                      .setSentTo(known.getBegun().getLastOrdinal() + 1)));
      log.append(
          LogEntry.newBuilder()
              .setStopped(
                  RunStopped.newBuilder()
                      .setReason(RunStopped.Reason.REASON_FAILED)
                      .setWhat("its log is lost; this is what the broker's ledger says")));
      if (known.getFinished()) {
        log.append(LogEntry.newBuilder().setFinished(SeedFinished.newBuilder().setName(name)));
      }
    }
  }

  /** A limit counts from the folder's first event on. */
  private static EventSource source(Seeding seeding, EventFolder folder, Progress progress)
      throws IOException {
    return EventSource.open(
        folder,
        seeding.what().choice().getLimit() > 0
            ? 1
            : Math.max(progress.getPrefix() + 1, seeding.what().choice().getFirstOrdinal()));
  }

  private static Optional<EventMessage> end(Seeding seeding, EventFolder folder)
      throws IOException {
    return seeding.what().isWhole()
        ? Optional.of(SeedEndedMessage.of(folder.dump().manifest(), EventCatalogue.hpc()))
        : Optional.empty();
  }
}
