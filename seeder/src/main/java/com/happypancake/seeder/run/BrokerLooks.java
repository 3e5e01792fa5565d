package com.happypancake.seeder.run;

import com.happypancake.schemas.seed.Incident;
import com.happypancake.schemas.seed.LogEntry;
import com.happypancake.schemas.seed.RunStopped.Reason;
import com.happypancake.seeder.broker.BrokerException;
import com.happypancake.seeder.broker.BrokerException.Kind;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What a run asks the broker about once a second: the depths of queues, every few seconds the
 * ledger, and every minute the topology. A broker that can't be asked is asked again later.
 */
final class BrokerLooks implements Runnable {

  private static final long LEDGER_NANOS = 5_000_000_000L;
  private static final long TOPOLOGY_NANOS = 60_000_000_000L;

  private final SeedRun run;
  private final Publication publication;
  private final SeedWatch watch;
  private final SeedTransport transport;
  private final LongSupplier nanoTime;
  private long ledgerNanos;
  private long topologyNanos;
  private List<String> passes = List.of();

  BrokerLooks(
      SeedRun run,
      Publication publication,
      SeedWatch watch,
      SeedTransport transport,
      LongSupplier nanoTime) {
    this.run = run;
    this.publication = publication;
    this.watch = watch;
    this.transport = transport;
    this.nanoTime = nanoTime;
    this.ledgerNanos = nanoTime.getAsLong();
    this.topologyNanos = ledgerNanos;
  }

  @Override
  public void run() {
    try {
      long now = nanoTime.getAsLong();
      Publication.Taken before = publication.taken();
      publication.look(watch.depths(), before);
      if (now - ledgerNanos >= LEDGER_NANOS && !publication.isBlocked()) {
        ledgerNanos = now;
        transport.renewLedger();
      }
      if (now - topologyNanos >= TOPOLOGY_NANOS) {
        topologyNanos = now;
        take(watch.checkAgain());
      }
    } catch (BrokerException e) {
      if (e.kind() == Kind.REFUSED || e.kind() == Kind.TOPOLOGY) {
        stop(String.valueOf(e.getMessage()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void take(SeedWatch.Recheck found) {
    if (!found.stops().isEmpty()) {
      stop(String.join("; ", found.stops()));
    } else if (!found.passes().equals(passes) && !found.passes().isEmpty()) {
      run.add(
          LogEntry.newBuilder()
              .setIncident(
                  Incident.newBuilder()
                      .setKind(Incident.Kind.KIND_TOPOLOGY)
                      .setWhat("the run goes on: " + String.join("; ", found.passes()))));
    }
    passes = found.passes();
  }

  private void stop(String why) {
    run.with(
        (engine, now) -> {
          engine.stop(Reason.REASON_FAILED, why, now);
          return Optional.empty();
        });
  }
}
