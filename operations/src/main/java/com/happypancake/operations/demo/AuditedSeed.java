package com.happypancake.operations.demo;

import com.happypancake.dumps.block.TaskFailure;
import com.happypancake.seeder.SeedEvent;
import com.happypancake.seeder.SeedEvent.SeedResult;
import com.happypancake.seeder.Seeding;
import com.happypancake.seeder.audit.AuditReport;
import com.happypancake.seeder.audit.AuditSettings;
import com.happypancake.seeder.audit.AuditSettings.Seeded;
import com.happypancake.seeder.audit.Auditor;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.broker.BrokerException;
import com.happypancake.seeder.broker.BrokerTopology;
import com.happypancake.seeder.broker.QueueType;
import com.happypancake.seeder.broker.TopologyAdmin;
import com.happypancake.seeder.event.EventFolder;
import com.happypancake.seeder.pace.RatePlan;
import com.happypancake.seeder.run.Seeder;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/**
 * Declares a topology with a random prefix, seeds a folder while an audit consumes, and deletes the
 * topology.
 */
final class AuditedSeed {

  private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);
  private static final int PREFIX_BYTES = 4;

  private final BrokerAddress broker;
  private final RatePlan rate;
  private final Consumer<DemoEvent> reports;

  AuditedSeed(BrokerAddress broker, RatePlan rate, Consumer<DemoEvent> reports) {
    this.broker = broker;
    this.rate = rate;
    this.reports = reports;
  }

  /** The counts of the seeder and of the audit. */
  record Counts(SeedResult seed, AuditReport audit) {}

  Counts run(Path events) throws BrokerException, IOException, InterruptedException {
    byte[] random = new byte[PREFIX_BYTES];
    new SecureRandom().nextBytes(random);
    String prefix = "demo-" + HexFormat.of().formatHex(random) + "-";
    BrokerTopology topology = BrokerTopology.hpc(prefix);
    TopologyAdmin admin = new TopologyAdmin(broker, topology);
    reports.accept(
        new DemoEvent.Step(
            "Declare the exchange " + topology.exchange() + " and its queues on " + broker));
    admin.declare(QueueType.CLASSIC);
    try {
      reports.accept(
          new DemoEvent.Step(
              "Seed the events, while an audit listens to the queue " + prefix + "audit"));
      return seed(events, prefix);
    } finally {
      remove(admin, prefix);
    }
  }

  /** Only notes a failure, so that it does not hide why the run ended. */
  private void remove(TopologyAdmin admin, String prefix) {
    try {
      admin.delete(true);
    } catch (BrokerException e) {
      reports.accept(
          new DemoEvent.Note(
              e.getMessage()
                  + "; the demo's queues stay: hpc topology delete --force --prefix "
                  + prefix));
    }
  }

  private Counts seed(Path events, String prefix)
      throws BrokerException, IOException, InterruptedException {
    FutureTask<AuditReport> audit = start(auditor(events, prefix)::run);
    try {
      SeedResult result =
          new Seeder(Clock.systemUTC(), System::nanoTime)
              .seed(
                  seeding(events, prefix),
                  event -> {
                    if (event instanceof SeedEvent.Advanced now) {
                      reports.accept(
                          new DemoEvent.Progress(
                              "events confirmed",
                              now.state().counts().confirmed(),
                              now.state().counts().total()));
                    }
                  });
      return new Counts(result, result(audit));
    } finally {
      audit.cancel(true);
    }
  }

  /** The embedded broker has no management API, and the demo's topology is its own. */
  private Seeding seeding(Path events, String prefix) {
    Seeding seeding =
        Seeding.of(events, broker, prefix, events.resolveSibling(prefix + "hpc.seedlog"))
            .withPace(Seeding.Pace.of(rate));
    Seeding.Where where = seeding.where();
    return seeding.withWhere(
        new Seeding.Where(
            where.broker(),
            where.topology(),
            where.transport(),
            where.partitions(),
            where.streamPort(),
            where.log(),
            where.managementUrl(),
            true,
            List.of("consumer:audit")));
  }

  private Auditor auditor(Path events, String prefix) throws IOException, InterruptedException {
    EventFolder folder = EventFolder.open(events);
    folder.check((path, bytes, total) -> {});
    Path state = events.resolveSibling("audit");
    Auditor.forget(state);
    return new Auditor(
        new AuditSettings(
            events,
            broker,
            new AuditSettings.Source.Queue(prefix + "audit"),
            state,
            false,
            IDLE_TIMEOUT,
            Seeded.whole()),
        folder,
        progress -> {});
  }

  private static FutureTask<AuditReport> start(Callable<AuditReport> audit) {
    FutureTask<AuditReport> task = new FutureTask<>(audit);
    Thread thread = new Thread(task, "hpc-demo-audit");
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  private static AuditReport result(FutureTask<AuditReport> audit)
      throws BrokerException, IOException, InterruptedException {
    try {
      return audit.get();
    } catch (ExecutionException e) {
      throw TaskFailure.of(e)
          .rethrow(BrokerException.class)
          .rethrow(IOException.class)
          .unexpected();
    }
  }
}
