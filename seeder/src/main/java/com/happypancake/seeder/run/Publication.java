package com.happypancake.seeder.run;

import com.happypancake.schemas.manifest.Count;
import com.happypancake.schemas.seed.Depth;
import com.happypancake.schemas.seed.LogEntry;
import com.happypancake.schemas.seed.RunStopped.Reason;
import com.happypancake.schemas.seed.Sample;
import com.happypancake.schemas.seed.SeedBegun;
import com.happypancake.schemas.seed.Transport;
import com.happypancake.seeder.SeedControl;
import com.happypancake.seeder.SeedEvent;
import com.happypancake.seeder.SeedSnapshot;
import com.happypancake.seeder.SeedSnapshot.Counts;
import com.happypancake.seeder.SeedSnapshot.Phase;
import com.happypancake.seeder.SeedSnapshot.QueueDepth;
import com.happypancake.seeder.SeedSnapshot.Rates;
import com.happypancake.seeder.Seeding;
import com.happypancake.seeder.engine.RunCounts;
import com.happypancake.seeder.engine.RunHold;
import com.happypancake.seeder.engine.SeedEngine;
import com.happypancake.seeder.event.EventMessage;
import com.happypancake.seeder.pace.DepthLimiter;
import com.happypancake.seeder.pace.LatencySummary;
import com.happypancake.seeder.pace.Pacer;
import com.happypancake.seeder.pace.PlanEta;
import com.happypancake.seeder.pace.RatePlan;
import com.happypancake.seeder.pace.SecondMeter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * A run under way: what a person sees of it and does to it, and what the queues and the hours of
 * the day do to its rate.
 *
 * <p>{@link #tick} and {@link #look} are called by a thread each, a few times a second. All other
 * methods may be called by any thread.
 */
final class Publication implements SeedControl {

  private static final long SECOND_NANOS = 1_000_000_000L;

  private final Seeding seeding;
  private final SeedBegun seed;
  private final SeedRun run;
  private final Pacer pacer;
  private final SecondMeter seconds;
  private final PlanEta eta;
  private final Optional<DepthLimiter> limiter;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final long startNanos;
  private final Consumer<SeedEvent> events;

  private volatile SeedSnapshot snapshot;
  private volatile List<QueueDepth> depths = List.of();
  private boolean paused;
  private Optional<String> limit = Optional.empty();
  private long lastNanos;
  private long lastSent;
  private long lastConfirmed;

  Publication(
      Seeding seeding,
      SeedBegun seed,
      SeedRun run,
      Pacer pacer,
      SecondMeter seconds,
      Clock clock,
      LongSupplier nanoTime,
      Consumer<SeedEvent> events) {
    this.events = events;
    this.seeding = seeding;
    this.seed = seed;
    this.run = run;
    this.pacer = pacer;
    this.seconds = seconds;
    this.eta = new PlanEta(seeding.pace().plan());
    this.limiter =
        seeding
            .pace()
            .maxQueueDepth()
            .map(
                bound ->
                    seeding.where().transport() == Transport.TRANSPORT_STREAM
                        ? DepthLimiter.ofConsumers(bound)
                        : new DepthLimiter(bound));
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.startNanos = nanoTime.getAsLong();
    this.lastNanos = startNanos;
    this.lastConfirmed = run.with((engine, now) -> engine.counts().confirmed());
    this.snapshot = run.with((engine, now) -> take(engine, now, LatencySummary.NONE));
  }

  @Override
  public SeedSnapshot snapshot() {
    return snapshot;
  }

  @Override
  public void rate(RatePlan plan) {
    change(
        engine -> {
          pacer.plan(plan, engine.sent(), nanoTime.getAsLong());
          eta.restart(plan, engine.sent());
          engine.planChanged("a person set the plan to " + plan);
        });
  }

  @Override
  public void pause() {
    change(engine -> hold(engine, true));
  }

  @Override
  public void resume() {
    change(engine -> hold(engine, false));
  }

  @Override
  public void stop() {
    change(
        engine ->
            engine.stop(Reason.REASON_STOPPED, "a person stopped the run", nanoTime.getAsLong()));
  }

  private interface Change {
    void on(SeedEngine<EventMessage> engine);
  }

  private void change(Change change) {
    run.with(
        (engine, now) -> {
          change.on(engine);
          return true;
        });
  }

  private void hold(SeedEngine<EventMessage> engine, boolean value) {
    paused = value;
    hold(engine, nanoTime.getAsLong());
  }

  /** Holds the run while a person paused it, or the hours of the day are closed. */
  private void hold(SeedEngine<EventMessage> engine, long now) {
    boolean closed =
        seeding
            .pace()
            .hours()
            .filter(hours -> !hours.untilOpen(clock.instant()).isZero())
            .isPresent();
    RunHold hold = paused ? RunHold.PAUSED : closed ? RunHold.CLOSED_HOURS : RunHold.NONE;
    if (hold == engine.hold()) {
      return;
    }
    engine.hold(hold, now);
    if (hold == RunHold.NONE) {
      pacer.resume(now);
      eta.restart(pacer.plan(), engine.sent());
    } else {
      pacer.pause(now);
    }
  }

  /** Watches the link, the hours and the depths; once a second, takes the state and logs it. */
  void tick() {
    run.watch();
    Optional<Sample> sample =
        run.with(
            (engine, now) -> {
              seconds.turnTo(now);
              hold(engine, now);
              limit(engine, now);
              return now - lastNanos < SECOND_NANOS ? Optional.empty() : sample(engine, now);
            });
    sample.ifPresent(
        each -> {
          run.add(LogEntry.newBuilder().setSample(each));
          events.accept(new SeedEvent.Advanced(snapshot));
        });
  }

  private void limit(SeedEngine<EventMessage> engine, long now) {
    if (limiter.isEmpty()) {
      return;
    }
    long inFlight = engine.counts().inFlight();
    Optional<DepthLimiter.Cap> cap = limiter.get().cap(now, engine.sent() - inFlight, inFlight);
    OptionalDouble rate =
        cap.map(each -> OptionalDouble.of(each.eventsPerSecond())).orElse(OptionalDouble.empty());
    pacer.cap(rate, engine.sent(), now);
    engine.capChanged();
    limit = pacer.isCapped(engine.sent()) ? cap.map(DepthLimiter.Cap::why) : Optional.empty();
  }

  private Optional<Sample> sample(SeedEngine<EventMessage> engine, long now) {
    SeedSnapshot before = snapshot;
    LatencySummary latency = engine.latency().takeInterval();
    SeedSnapshot taken = take(engine, now, latency);
    Sample.Builder sample =
        Sample.newBuilder()
            .setMillis((now - lastNanos) / 1_000_000)
            .setSent(engine.sent() - lastSent)
            .setConfirmed(taken.counts().confirmed() - lastConfirmed)
            .setReturned(taken.counts().returned() - before.counts().returned())
            .setNacked(taken.counts().nacked() - before.counts().nacked())
            .setInFlight((int) taken.counts().inFlight())
            .setP50Micros(latency.p50Micros())
            .setP99Micros(latency.p99Micros())
            .setMaxMicros(latency.maxMicros())
            .setLimit(taken.limit().orElse(""));
    taken.rates().planned().ifPresent(sample::setPlannedRate);
    taken
        .depths()
        .forEach(
            each ->
                sample.addDepths(
                    Depth.newBuilder().setQueue(each.queue()).setMessages(each.messages())));
    lastNanos = now;
    lastSent = engine.sent();
    lastConfirmed = taken.counts().confirmed();
    snapshot = taken;
    return Optional.of(sample.build());
  }

  private SeedSnapshot take(SeedEngine<EventMessage> engine, long now, LatencySummary latency) {
    RunCounts counts = engine.counts();
    double secondsPassed = Math.max(1e-3, (now - lastNanos) / 1e9);
    long confirmedBefore = counts.confirmed();
    if (engine.hold() == RunHold.NONE) {
      eta.sample(counts.sent(), now);
    }
    long left = Math.max(0, total() - confirmedBefore);
    return new SeedSnapshot(
        clock.instant(),
        seed.getName(),
        phase(engine),
        pacer.plan().toString(),
        new Counts(
            total(),
            confirmedBefore,
            counts.prefix(),
            seed.getLastOrdinal(),
            counts.inFlight(),
            counts.sent(),
            counts.repeated(),
            counts.returned(),
            counts.nacked()),
        new Rates(
            (engine.sent() - lastSent) / secondsPassed,
            (confirmedBefore - lastConfirmed) / secondsPassed,
            pacer.plannedRate(engine.sent())),
        latency,
        depths,
        engine.blocked().map(reason -> "the broker's alarm: " + reason).or(() -> limit),
        Duration.ofNanos(now - startNanos),
        eta.remaining(counts.sent(), left),
        engine.incidents());
  }

  /** The number of the seed's events, seed-ended included. */
  private long total() {
    return seed.getByTypeList().stream().mapToLong(Count::getEvents).sum();
  }

  private static Phase phase(SeedEngine<EventMessage> engine) {
    if (engine.isEnded()) {
      return Phase.ENDED;
    }
    if (!engine.isConnected()) {
      return Phase.CONNECTING;
    }
    if (engine.blocked().isPresent()) {
      return Phase.BLOCKED;
    }
    return switch (engine.hold()) {
      case PAUSED -> Phase.PAUSED;
      case CLOSED_HOURS -> Phase.WAITING;
      case NONE -> engine.isDraining() ? Phase.DRAINING : Phase.RUNNING;
    };
  }

  /** Returns whether an alarm of the broker blocks publishers. */
  boolean isBlocked() {
    return run.with((engine, now) -> engine.blocked().isPresent());
  }

  /** The events that the broker had taken at an instant. */
  record Taken(long nanos, long events) {}

  /** Returns the events that the broker has taken. */
  Taken taken() {
    return run.with((engine, now) -> new Taken(now, engine.sent() - engine.counts().inFlight()));
  }

  /**
   * Takes the depths of the queues.
   *
   * @param before the events that the broker had taken before it was asked; it may take long to
   *     answer, and what it took meanwhile counts as waiting
   */
  void look(List<QueueDepth> now, Taken before) {
    depths = now;
    limiter.ifPresent(
        each -> {
          Map<String, Long> byQueue =
              now.stream().collect(Collectors.toMap(QueueDepth::queue, QueueDepth::messages));
          run.with(
              (engine, nanos) -> {
                each.sample(before.nanos(), before.events(), byQueue);
                limit(engine, nanos);
                return true;
              });
        });
  }

  /** Takes the state once more, after the end. */
  SeedSnapshot end() {
    Optional<Sample> sample =
        run.with(
            (engine, now) -> {
              seconds.turnTo(now);
              return sample(engine, now);
            });
    sample.ifPresent(each -> run.add(LogEntry.newBuilder().setSample(each)));
    return snapshot;
  }

  /** Returns how well the run kept its plan. */
  SecondMeter.Deviation deviation() {
    return run.with((engine, now) -> seconds.deviation());
  }
}
