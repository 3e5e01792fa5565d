package com.happypancake.seeder.run;

import com.happypancake.schemas.seed.LogEntry;
import com.happypancake.schemas.seed.Progress;
import com.happypancake.schemas.seed.RunStarted;
import com.happypancake.schemas.seed.RunStopped;
import com.happypancake.schemas.seed.SeedBegun;
import com.happypancake.schemas.seed.SeedFinished;
import com.happypancake.seeder.engine.EngineSettings;
import com.happypancake.seeder.engine.SeedEngine;
import com.happypancake.seeder.engine.Step;
import com.happypancake.seeder.engine.Transport.LinkException;
import com.happypancake.seeder.log.SeedHistory;
import com.happypancake.seeder.log.SeedHistory.PastSeed;
import com.happypancake.seeder.log.SeedLog;
import com.happypancake.seeder.pace.Pacer;
import com.happypancake.seeder.pace.RatePlan;
import com.happypancake.seeder.run.SimulatedBroker.Answer;
import com.happypancake.seeder.run.SimulatedBroker.Session;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One schedule of faults: a seed's runs against a simulated broker, network, disk and clock. One
 * number decides everything, so the same number gives the same schedule.
 *
 * <p>It throws an {@link AssertionError} at the first thing that is wrong.
 */
final class SeedSimulation {

  private static final String NAME = "fi";
  private static final int MAX_STEPS = 50_000;

  private final long number;
  private final Random random;
  private final List<Long> ordinals = new ArrayList<>();
  private final long endOrdinal;
  private final boolean hasEnd;
  private final int channels;
  private final boolean stopsAtRefusal;
  private final int window;
  private final boolean refuses;
  private final SimulatedBroker broker;
  private final SimulatedDisk disk = new SimulatedDisk();
  private final long giveUpNanos;
  private int faults;
  private long nowNanos = 1_000_000_000L;
  private long wallMillis = 1_700_000_000_000L;

  // The running process.
  private SeedLog log;
  private RunRecorder recorder;
  private SeedEngine<Long> engine;
  private int source;
  private Optional<Session> session = Optional.empty();
  private int link;
  private Optional<Session> stale = Optional.empty();
  private int staleLink;
  private int recording;

  // What the log says for certain.
  private long checkedPrefix;
  private int durableBytes;
  private @Nullable PastSeed durableSeed;

  SeedSimulation(long number) {
    this.number = number;
    this.random = new Random(number);
    int count = random.nextInt(30);
    long ordinal = 0;
    boolean chosen = random.nextInt(4) == 0;
    for (int i = 0; i < count; i++) {
      ordinal += chosen ? 1 + random.nextInt(6) : 1;
      ordinals.add(ordinal);
    }
    this.hasEnd = !chosen;
    this.endOrdinal = ordinal + 1 + (chosen ? random.nextInt(20) : 0);
    this.window = 1 + random.nextInt(random.nextBoolean() ? 4 : 25);
    this.channels = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 1;
    this.stopsAtRefusal = random.nextBoolean();
    this.refuses = random.nextInt(3) == 0;
    this.broker = new SimulatedBroker(random, 1 + random.nextInt(3));
    this.faults = random.nextInt(20);
    this.giveUpNanos = random.nextBoolean() ? 3_600_000_000_000L : 5_000_000_000L;
    if (refuses) {
      broker.refusals = random.nextDouble() / 3;
    }
  }

  /** Returns the events' stream within which order matters. */
  private int lane(long ordinal) {
    return Math.floorMod(Long.hashCode(ordinal * 31), channels);
  }

  void run() throws IOException {
    start();
    for (int step = 0; ; step++) {
      check(step < MAX_STEPS, "it ends; %s", engine.counts());
      if (faults > 0 && random.nextInt(25) == 0) {
        fault();
      }
      if (faults == 0) {
        broker.refusals = 0;
        broker.setBlocked(false);
      }
      switch (random.nextInt(8)) {
        case 0, 1 -> {
          if (act()) {
            break;
          }
          checkEnd();
          return;
        }
        case 2 -> broker.receive();
        case 3 -> broker.persist();
        case 4 -> answer();
        case 5 -> record();
        case 6 -> {
          broker.noticeEnd();
          nowNanos += 1 + random.nextInt(5_000_000);
        }
        default -> watch();
      }
    }
  }

  // The process.

  private void start() throws IOException {
    session.ifPresent(each -> each.abandoned = true);
    session = Optional.empty();
    stale = Optional.empty();
    log = SeedLog.open(disk, clock());
    if (log.history().seed(NAME).isEmpty()) {
      log.append(
          LogEntry.newBuilder()
              .setBegun(SeedBegun.newBuilder().setName(NAME).setLastOrdinal(endOrdinal - 1)));
    }
    PastSeed past = log.history().seed(NAME).orElseThrow();
    Progress progress = past.progress();
    long maySentTo = past.maySentTo();
    log.append(
        LogEntry.newBuilder().setStarted(RunStarted.newBuilder().setName(NAME).setWindow(window)));
    log.force();
    engine =
        new SeedEngine<>(
            new EngineSettings(
                window,
                stopsAtRefusal,
                Duration.ofSeconds(2),
                Duration.ofNanos(giveUpNanos),
                Duration.ofSeconds(25),
                Duration.ofSeconds(1)),
            progress,
            maySentTo,
            hasEnd ? Optional.of(endOrdinal) : Optional.empty(),
            endOrdinal,
            new Pacer(RatePlan.of(1_000), nowNanos, 250_000_000),
            nowNanos);
    recorder = new RunRecorder(log, incident -> {});
    recording = 0;
    source = 0;
    while (source < ordinals.size() && ordinals.get(source) <= progress.getPrefix()) {
      source++;
    }
  }

  private Clock clock() {
    InstantSource source = () -> Instant.ofEpochMilli(wallMillis);
    return source.withZone(ZoneOffset.UTC);
  }

  /** Performs a step of the engine. Returns false if all is done. */
  private boolean act() throws IOException {
    Step step = engine.next(nowNanos);
    if (step instanceof Step.Connect) {
      connect();
    } else if (step instanceof Step.Load) {
      if (source < ordinals.size()) {
        engine.loaded(ordinals.get(source), ordinals.get(source));
        source++;
      } else {
        engine.exhausted();
      }
    } else if (step instanceof Step.Publish publish) {
      publish(publish.ordinal());
    } else if (step instanceof Step.Wait wait) {
      // Now and then the broker is slower than any timeout.
      long most = faults > 0 && random.nextInt(10) == 0 ? wait.nanos() : 20_000_000;
      nowNanos += 1 + (long) (random.nextDouble() * Math.min(wait.nanos(), most));
    } else if (step instanceof Step.End end) {
      return end(end);
    }
    return true;
  }

  private void connect() {
    if (broker.isLocked()) {
      engine.notConnected(LinkException.Kind.LOCKED, "locked by a ghost", nowNanos);
      return;
    }
    stale = session;
    staleLink = link;
    session = Optional.of(broker.connect(channels));
    link = engine.connected(nowNanos);
  }

  private void publish(long ordinal) throws IOException {
    BitSet claimed = claimed();
    check(!claimed.get((int) ordinal), "event %d was confirmed in the log", ordinal);
    check(engine.message(ordinal) == ordinal, "the message is event %d's own", ordinal);
    check(
        ordinal <= durable().progress().getPrefix() + window,
        "event %d is inside the window",
        ordinal);
    engine.writing(ordinal, nowNanos);
    if (session.isPresent() && !session.get().abandoned) {
      session.get().lanes.get(lane(ordinal)).add(ordinal);
    }
    engine.written();
  }

  /** Answers the broker's next answer, perhaps one of a link that was cut. */
  private void answer() {
    if (stale.isPresent() && random.nextInt(4) == 0) {
      deliver(stale.get(), staleLink);
    } else if (session.isPresent()) {
      deliver(session.get(), link);
    }
  }

  private void deliver(Session from, int number) {
    Answer answer = from.answers.poll();
    if (answer == null) {
      return;
    }
    switch (answer.kind()) {
      case CONFIRM -> {
        if (faults > 0 && random.nextInt(100) == 0) {
          faults--; // The confirm is lost.
          return;
        }
        int times = random.nextInt(20) == 0 ? 2 : 1;
        for (int i = 0; i < times; i++) {
          engine.confirmed(number, new long[] {answer.ordinal()}, 1, nowNanos);
        }
      }
      case NACK -> engine.nacked(number, answer.ordinal(), "full", nowNanos);
      case RETURN -> engine.returned(number, answer.ordinal(), "NO_ROUTE", nowNanos);
      case BLOCKED -> engine.blocked(number, Optional.of("low on disk"), nowNanos);
      case UNBLOCKED -> engine.blocked(number, Optional.empty(), nowNanos);
      case LOST -> cut("the broker closed the connection");
    }
  }

  private void cut(String why) {
    session.ifPresent(each -> each.abandoned = true);
    engine.lost(link, why, nowNanos);
  }

  private void watch() {
    engine.overdue(nowNanos).ifPresent(this::cut);
  }

  private void record() throws IOException {
    switch (recording) {
      case 0 -> recording = recorder.take(engine) ? 1 : 0;
      case 1 -> {
        recorder.write();
        recording = 2;
        checkLog();
      }
      default -> {
        recorder.done(engine);
        recording = 0;
      }
    }
  }

  private boolean end(Step.End end) throws IOException {
    while (recording != 0) {
      record();
    }
    boolean complete = end.reason() == RunStopped.Reason.REASON_COMPLETE;
    RunStopped.Builder stopped = RunStopped.newBuilder().setReason(end.reason());
    recorder.takeLast(engine, LogEntry.newBuilder().setStopped(stopped));
    recorder.write();
    checkLog();
    if (complete) {
      log.append(LogEntry.newBuilder().setFinished(SeedFinished.newBuilder().setName(NAME)));
      log.force();
      return false;
    }
    nowNanos += 60_000_000_000L;
    start();
    return true;
  }

  // Faults.

  private void fault() throws IOException {
    faults--;
    switch (random.nextInt(7)) {
      case 0, 1 -> {
        // The process is killed; half of the times its machine crashes.
        if (random.nextBoolean()) {
          disk.crash(random);
        }
        start();
      }
      case 2 -> broker.restart();
      case 3 -> cut("the network was cut");
      case 4 -> broker.setBlocked(random.nextBoolean());
      case 5 -> wallMillis += random.nextInt(7_200_000) - 3_600_000;
      default -> nowNanos += (long) (random.nextDouble() * 4e9);
    }
  }

  // What must hold.

  private PastSeed durable() throws IOException {
    if (durableSeed == null || durableBytes != disk.durable().length) {
      SeedHistory history = new SeedHistory();
      durableBytes = disk.durable().length;
      SeedLog.read(new ByteArrayInputStream(disk.durable()), durableBytes, history::add);
      durableSeed = history.seed(NAME).orElseThrow();
    }
    return durableSeed;
  }

  private BitSet claimed() throws IOException {
    Progress progress = durable().progress();
    BitSet claimed = new BitSet();
    claimed.set(0, (int) progress.getPrefix() + 1);
    BitSet after = BitSet.valueOf(progress.getAfter().toByteArray());
    after.stream().forEach(bit -> claimed.set((int) progress.getPrefix() + 1 + bit));
    return claimed;
  }

  /** The log claims only what the broker has. */
  private void checkLog() throws IOException {
    BitSet claimed = claimed();
    for (long ordinal : allOrdinals()) {
      if (ordinal > checkedPrefix && claimed.get((int) ordinal)) {
        check(broker.hasPersisted(ordinal), "the broker has event %d, as the log says", ordinal);
      }
    }
    checkedPrefix = durable().progress().getPrefix();
  }

  private List<Long> allOrdinals() {
    List<Long> all = new ArrayList<>(ordinals);
    if (hasEnd) {
      all.add(endOrdinal);
    }
    return all;
  }

  private void checkEnd() throws IOException {
    PastSeed seed = durable();
    check(seed.isFinished(), "the log says that the seed is finished");
    check(
        seed.progress().getConfirmed() == allOrdinals().size(),
        "the log counts %d events, and %d are confirmed",
        seed.progress().getConfirmed(),
        allOrdinals().size());
    for (int queue = 0; queue < broker.queueCount(); queue++) {
      List<Long> arrived = broker.persisted(queue);
      checkConsumer(queue, arrived);
      if (!refuses) {
        checkOrder(arrived);
      }
    }
  }

  /** A consumer that follows docs/wire.md gets each event once. */
  private void checkConsumer(int queue, List<Long> arrived) {
    Set<Long> taken = new HashSet<>();
    Set<Long> recent = new HashSet<>();
    long highest = 0;
    for (long ordinal : arrived) {
      boolean repeat = ordinal <= highest - window || recent.contains(ordinal);
      highest = Math.max(highest, ordinal);
      recent.add(ordinal);
      if (!repeat) {
        check(taken.add(ordinal), "event %d is taken once", ordinal);
      }
    }
    for (long ordinal : allOrdinals()) {
      check(
          taken.contains(ordinal) == SimulatedBroker.isBound(queue, ordinal),
          "queue %d has event %d: %s",
          queue,
          ordinal,
          arrived);
    }
  }

  /** Events of a channel first arrive in order. */
  private void checkOrder(List<Long> arrived) {
    Set<Long> seen = new HashSet<>();
    Map<Integer, Long> highest = new HashMap<>();
    for (long ordinal : arrived) {
      if (seen.add(ordinal) && !(hasEnd && ordinal == endOrdinal)) {
        long before = highest.merge(lane(ordinal), ordinal, Math::max);
        check(before == ordinal, "event %d first came after %d", ordinal, before);
      }
    }
  }

  private void check(boolean holds, String what, Object... arguments) {
    if (!holds) {
      throw new AssertionError(
          "schedule " + number + ": not true: " + String.format(Locale.ROOT, what, arguments));
    }
  }

  /** Runs the schedules with these numbers, on all processors. */
  static void runAll(long first, int count) {
    IntStream.range(0, count)
        .parallel()
        .forEach(
            i -> {
              try {
                new SeedSimulation(first + i).run();
              } catch (IOException | RuntimeException e) {
                throw new AssertionError("schedule " + (first + i) + ": " + e, e);
              }
            });
  }
}
