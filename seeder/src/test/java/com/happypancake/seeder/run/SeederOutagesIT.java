package com.happypancake.seeder.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.schemas.seed.Incident.Kind;
import com.happypancake.schemas.seed.RunStopped.Reason;
import com.happypancake.seeder.SeedEvent.SeedResult;
import com.happypancake.seeder.Seeding;
import com.happypancake.seeder.TestBroker;
import com.happypancake.seeder.TestEvents;
import com.happypancake.seeder.engine.EngineSettings;
import com.happypancake.seeder.pace.RatePlan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Disturbs the network between a seed and a broker. */
@Timeout(600)
@Tag("slow")
@Tag("overnight")
class SeederOutagesIT {

  @RegisterExtension final TestBroker broker = new TestBroker();

  private final Path temporary;

  SeederOutagesIT(@TempDir Path temporary) {
    this.temporary = temporary;
  }

  /** Seeds through a proxy, with a limit of two seconds for a write or a confirm. */
  private Seeding through(BrokerProxy proxy, int window) {
    Seeding seeding =
        Seeding.of(
            temporary.resolve("events"),
            proxy.address(),
            broker.prefix(),
            temporary.resolve("log"));
    return seeding
        .withWhere(
            new Seeding.Where(
                proxy.address(),
                broker.topology(),
                seeding.where().transport(),
                0,
                seeding.where().streamPort(),
                seeding.where().log(),
                broker.address().managementUrl(),
                false,
                seeding.where().allowed()))
        .withEngine(
            new EngineSettings(
                window,
                true,
                Duration.ofSeconds(5),
                Duration.ofHours(1),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5)));
  }

  private void assertThatAllArrived(
      SeedResult result, long events, long repeats, BackgroundSeed seed) throws Exception {
    assertThat(result.reason()).as(result.what()).isEqualTo(Reason.REASON_COMPLETE);
    AuditedQueue arrived = AuditedQueue.drain(broker.address(), broker.prefix());
    assertThat(arrived.firsts()).isEqualTo(AuditedQueue.upTo(events));
    assertThat(arrived.endsWithSeedEnded()).isTrue();
    assertThat(arrived.repeats())
        .as("%s", seed.incidents())
        .isLessThanOrEqualTo(repeats)
        .isLessThanOrEqualTo(result.last().counts().repeatedInRun());
  }

  @Test
  void aConnectionThatIsCutTwentyTimesLosesNothing() throws Exception {
    TestEvents.write(temporary.resolve("events"), 12_000);
    broker.declare();
    try (BrokerProxy proxy = new BrokerProxy(broker.address())) {
      BackgroundSeed seed =
          new BackgroundSeed(through(proxy, 500).withPace(Seeding.Pace.of(RatePlan.of(4_000))));
      for (int cut = 1; cut <= 20; cut++) {
        seed.awaitConfirmed(cut * 500L);
        proxy.cut();
      }
      assertThatAllArrived(seed.result(), 12_000, 20 * 500, seed);
    }
  }

  @Test
  void aBrokerThatStopsReadingDelaysARunWithLongBodiesAndAWideWindow() throws Exception {
    TestEvents.writeLong(temporary.resolve("events"), 12_000, 2_000);
    broker.declare();
    try (BrokerProxy proxy = new BrokerProxy(broker.address())) {
      BackgroundSeed seed = new BackgroundSeed(through(proxy, 10_000));
      seed.awaitConfirmed(2_000);
      proxy.toBroker().stall();
      seed.awaitIncident(Kind.KIND_DISCONNECTED);
      proxy.toBroker().resume();
      assertThatAllArrived(seed.result(), 12_000, 12_000, seed);
    }
  }

  @Test
  void anInterruptWhileTheBrokerDoesNotReadEndsTheRunWithinSeconds() throws Exception {
    TestEvents.writeLong(temporary.resolve("events"), 12_000, 2_000);
    broker.declare();
    try (BrokerProxy proxy = new BrokerProxy(broker.address())) {
      BackgroundSeed seed = new BackgroundSeed(through(proxy, 10_000));
      seed.awaitConfirmed(2_000);
      proxy.toBroker().stall();
      seed.await(state -> state.rates().sent() == 0);
      Instant interrupted = Instant.now();
      seed.interrupt();
      SeedResult result = seed.result();
      assertThat(Duration.between(interrupted, Instant.now())).isLessThan(Duration.ofMinutes(1));
      assertThat(result.reason()).isEqualTo(Reason.REASON_STOPPED);
      proxy.toBroker().resume();
      assertThatAllArrived(
          new BackgroundSeed(through(proxy, 10_000)).result(), 12_000, 12_000, seed);
    }
  }

  @Test
  void anInterruptWhileTheBrokerIsAwayEndsTheRunWithinSeconds() throws Exception {
    TestEvents.write(temporary.resolve("events"), 20_000);
    broker.declare();
    try (BrokerProxy proxy = new BrokerProxy(broker.address())) {
      BackgroundSeed seed =
          new BackgroundSeed(through(proxy, 500).withPace(Seeding.Pace.of(RatePlan.of(2_000))));
      seed.awaitConfirmed(1_000);
      proxy.fromBroker().stall();
      proxy.cut();
      seed.awaitIncident(Kind.KIND_DISCONNECTED);
      Instant interrupted = Instant.now();
      seed.interrupt();
      assertThat(seed.result().reason()).isEqualTo(Reason.REASON_STOPPED);
      assertThat(Duration.between(interrupted, Instant.now())).isLessThan(Duration.ofMinutes(1));
    }
  }

  @Test
  void aSlowLinkSlowsTheRun() throws Exception {
    TestEvents.write(temporary.resolve("events"), 10_000);
    broker.declare();
    try (BrokerProxy proxy = new BrokerProxy(broker.address())) {
      BackgroundSeed seed = new BackgroundSeed(through(proxy, 200));
      seed.awaitConfirmed(500);
      proxy.toBroker().slow(300_000);
      SeedResult result = seed.result();
      assertThatAllArrived(result, 10_000, 0, seed);
      assertThat(result.last().elapsed()).isGreaterThan(Duration.ofSeconds(8));
    }
  }

  /** A write waits for longer than the timeout until the system has room for it. */
  @Test
  void aSlowLinkUnderAWideWindowIsNotCut() throws Exception {
    TestEvents.writeLong(temporary.resolve("events"), 2_000, 2_000);
    broker.declare();
    try (BrokerProxy proxy = new BrokerProxy(broker.address())) {
      BackgroundSeed seed = new BackgroundSeed(through(proxy, 10_000));
      seed.control();
      proxy.toBroker().slow(100_000);
      assertThatAllArrived(seed.result(), 2_000, 0, seed);
      assertThat(seed.incidents()).isEmpty();
    }
  }
}
