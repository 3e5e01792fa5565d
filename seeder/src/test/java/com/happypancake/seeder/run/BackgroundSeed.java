package com.happypancake.seeder.run;

import com.happypancake.schemas.seed.Incident;
import com.happypancake.schemas.seed.Incident.Kind;
import com.happypancake.seeder.SeedControl;
import com.happypancake.seeder.SeedEvent;
import com.happypancake.seeder.SeedEvent.SeedResult;
import com.happypancake.seeder.SeedSnapshot;
import com.happypancake.seeder.Seeding;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** A seed on a thread of its own, which a test disturbs. Thread-safe. */
final class BackgroundSeed {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration POLL = Duration.ofMillis(20);

  private final CompletableFuture<SeedEvent.Begun> begun = new CompletableFuture<>();
  private final CompletableFuture<SeedResult> result = new CompletableFuture<>();
  private final List<Incident> incidents = new CopyOnWriteArrayList<>();
  private final List<SeedSnapshot> snapshots = new CopyOnWriteArrayList<>();
  private final Thread thread;

  BackgroundSeed(Seeding seeding) {
    this(seeding, System::nanoTime);
  }

  BackgroundSeed(Seeding seeding, LongSupplier nanoTime) {
    thread = new Thread(() -> run(seeding, nanoTime), "background-seed");
    thread.setDaemon(true);
    thread.start();
  }

  private void run(Seeding seeding, LongSupplier nanoTime) {
    try {
      result.complete(new Seeder(Clock.systemUTC(), nanoTime).seed(seeding, this::take));
    } catch (Exception e) {
      begun.completeExceptionally(e);
      result.completeExceptionally(e);
    }
  }

  private void take(SeedEvent event) {
    if (event instanceof SeedEvent.Begun now) {
      begun.complete(now);
    } else if (event instanceof SeedEvent.Happened happened) {
      incidents.add(happened.incident());
    } else if (event instanceof SeedEvent.Advanced advanced) {
      snapshots.add(advanced.state());
    }
  }

  SeedControl control() throws InterruptedException, ExecutionException, TimeoutException {
    return begun.get(60, TimeUnit.SECONDS).control();
  }

  /** Waits until the run's state is so. */
  void await(Predicate<SeedSnapshot> condition) throws Exception {
    SeedControl control = control();
    Awaitility.await()
        .pollInterval(POLL)
        .atMost(PATIENCE)
        .failFast("the run ended", () -> result.isDone() && !condition.test(control.snapshot()))
        .until(() -> condition.test(control.snapshot()));
  }

  void awaitConfirmed(long events) throws Exception {
    await(state -> state.counts().confirmed() >= events);
  }

  /** Waits until something happened. */
  void awaitIncident(Kind kind) {
    Awaitility.await()
        .pollInterval(POLL)
        .atMost(PATIENCE)
        .until(() -> incidents.stream().anyMatch(each -> each.getKind() == kind));
  }

  void interrupt() {
    thread.interrupt();
  }

  /** Waits for the end. */
  SeedResult result() throws Exception {
    try {
      return result.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  List<String> incidents() {
    return incidents.stream().map(each -> each.getKind() + " " + each.getWhat()).toList();
  }

  List<SeedSnapshot> snapshots() {
    return snapshots;
  }
}
