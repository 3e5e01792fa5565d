package com.happypancake.seeder.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.happypancake.schemas.seed.Incident.Kind;
import com.happypancake.schemas.seed.RunStopped.Reason;
import com.happypancake.schemas.seed.Transport;
import com.happypancake.seeder.BrokerNode;
import com.happypancake.seeder.SeedEvent.SeedResult;
import com.happypancake.seeder.SeedSnapshot.Phase;
import com.happypancake.seeder.Seeding;
import com.happypancake.seeder.TestEvents;
import com.happypancake.seeder.audit.AuditReport;
import com.happypancake.seeder.audit.AuditRuns;
import com.happypancake.seeder.audit.AuditSettings.Source;
import com.happypancake.seeder.broker.BrokerConnections;
import com.happypancake.seeder.broker.BrokerTopology;
import com.happypancake.seeder.broker.QueueType;
import com.happypancake.seeder.broker.TopologyAdmin;
import com.happypancake.seeder.broker.TopologyFinding;
import com.happypancake.seeder.broker.TopologyProof;
import com.happypancake.seeder.engine.EngineSettings;
import com.happypancake.seeder.pace.RatePlan;
import com.happypancake.seeder.stream.StreamAdmin;
import com.happypancake.seeder.stream.StreamTopology;
import com.rabbitmq.client.Connection;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kills, freezes and alarms the broker of a seed. */
class SeederRestartsIT {

  private static final String PREFIX = "restarts.";
  private static final int WINDOW = 1_000;

  /** The alarm is set by a program that needs seconds to start; the run lasts half a minute. */
  private static final int ALARM_EVENTS = 60_000;

  private final Path temporary;

  SeederRestartsIT(@TempDir Path temporary) {
    this.temporary = temporary;
  }

  private BrokerNode node() throws Exception {
    return node(QueueType.CLASSIC);
  }

  /** Starts a node whose queues are of a type, except the audit's, which a test drains. */
  private BrokerNode node(QueueType type) throws Exception {
    BrokerNode node = BrokerNode.start(temporary.resolve("node"));
    BrokerTopology all = BrokerTopology.hpc(PREFIX);
    List<String> others =
        all.queues().stream()
            .map(BrokerTopology.Queue::module)
            .filter(each -> !each.equals("audit"))
            .toList();
    new TopologyAdmin(node.address(), all.only(others)).declare(type);
    new TopologyAdmin(node.address(), all.only(List.of("audit"))).declare(QueueType.CLASSIC);
    // The management API starts later than AMQP.
    await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> answers(node));
    return node;
  }

  private static boolean answers(BrokerNode node) throws Exception {
    HttpURLConnection connection =
        (HttpURLConnection) node.managementUrl().toURL().openConnection();
    return connection.getResponseCode() == 200;
  }

  private Seeding seeding(BrokerNode node, int eventsPerSecond) {
    return seeding(node, eventsPerSecond, BrokerTopology.hpc(PREFIX), Transport.TRANSPORT_AMQP);
  }

  private Seeding seeding(
      BrokerNode node, int eventsPerSecond, BrokerTopology topology, Transport transport) {
    Seeding seeding =
        Seeding.of(temporary.resolve("events"), node.address(), PREFIX, temporary.resolve("log"));
    Seeding.Where where = seeding.where();
    return seeding
        .withWhere(
            new Seeding.Where(
                where.broker(),
                topology,
                transport,
                0,
                OptionalInt.of(node.streamPort()),
                where.log(),
                Optional.of(node.managementUrl()),
                false,
                where.allowed()))
        .withPace(Seeding.Pace.of(RatePlan.of(eventsPerSecond)))
        .withEngine(
            new EngineSettings(
                WINDOW,
                true,
                Duration.ofSeconds(5),
                Duration.ofHours(1),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5)));
  }

  private static void assertThatAllArrived(
      BrokerNode node, SeedResult result, long events, long repeats) throws Exception {
    assertThat(result.reason()).as(result.what()).isEqualTo(Reason.REASON_COMPLETE);
    AuditedQueue arrived = AuditedQueue.drain(node.address(), PREFIX);
    assertThat(arrived.firsts()).isEqualTo(AuditedQueue.upTo(events));
    assertThat(arrived.endsWithSeedEnded()).isTrue();
    assertThat(arrived.repeats()).isLessThanOrEqualTo(repeats);
  }

  /** After its start the broker has no leader of a quorum queue or a stream for a moment. */
  @ParameterizedTest
  @EnumSource
  @Timeout(300)
  void aRunGoesOnByItselfAfterTwoKillsOfTheBroker(QueueType type) throws Exception {
    killBroker(2, type);
  }

  @Test
  @Tag("slow")
  @Tag("overnight")
  @Timeout(1_800)
  void aRunGoesOnByItselfAfterTwentyKillsOfTheBroker() throws Exception {
    killBroker(20, QueueType.CLASSIC);
  }

  private void killBroker(int kills, QueueType type) throws Exception {
    int events = 5_000 * (kills + 1);
    TestEvents.write(temporary.resolve("events"), events);
    try (BrokerNode node = node(type)) {
      SeedResult result = killBroker(node, kills, seeding(node, 2_000));
      assertThatAllArrived(node, result, events, (long) kills * WINDOW);
    }
  }

  private static SeedResult killBroker(BrokerNode node, int kills, Seeding seeding)
      throws Exception {
    BackgroundSeed seed = new BackgroundSeed(seeding);
    for (int kill = 1; kill <= kills; kill++) {
      seed.awaitConfirmed(kill * 5_000L - 2_500);
      node.kill();
      seed.await(state -> state.phase() == Phase.CONNECTING);
      node.start();
    }
    return seed.result();
  }

  @Test
  @Timeout(300)
  void aSeedIntoAStreamGoesOnByItselfAndTheStreamHasEachEventOnce() throws Exception {
    TestEvents.write(temporary.resolve("events"), 15_000);
    try (BrokerNode node = node()) {
      StreamTopology streams = StreamTopology.hpc(PREFIX, 0);
      new StreamAdmin(node.address(), streams).declare();
      Seeding seeding =
          seeding(node, 2_000, BrokerTopology.hpc(PREFIX), Transport.TRANSPORT_STREAM);
      SeedResult result = killBroker(node, 2, seeding);
      assertThat(result.reason()).as(result.what()).isEqualTo(Reason.REASON_COMPLETE);
      Source stream = new Source.Stream(streams, node.streamPort());
      AuditReport report =
          AuditRuns.of(temporary.resolve("events"), node.address(), stream, Duration.ofMinutes(1))
              .run();
      assertThat(report.isClean()).as(report.toJson()).isTrue();
      assertThat(report.counts().getArrived()).isEqualTo(15_000);
      assertThat(report.counts().getRepeated()).isZero();
    }
  }

  @Test
  @Timeout(300)
  void aStreamWithoutALeaderOrACountAfterARestartIsNoFinding() throws Exception {
    TestEvents.write(temporary.resolve("events"), 1_000);
    BrokerTopology topology = BrokerTopology.hpc(PREFIX).only(List.of("audit"));
    try (BrokerNode node = node()) {
      new TopologyAdmin(node.address(), BrokerTopology.hpc(PREFIX)).delete(true);
      new TopologyAdmin(node.address(), topology).declare(QueueType.STREAM);
      Seeding seeding = seeding(node, 10_000, topology, Transport.TRANSPORT_AMQP);
      assertThat(new BackgroundSeed(seeding).result().isComplete()).isTrue();
      TopologyProof proof =
          new TopologyProof(node.address(), topology, seeding.where().managementUrl());
      try (Connection connection = BrokerConnections.open(node.address(), "hpc test")) {
        await()
            .atMost(Duration.ofMinutes(1))
            .until(() -> connection.createChannel().messageCount(PREFIX + "audit") == 1_001);
        assertThat(proof.check(connection)).isEmpty();
      }
      node.kill();
      node.start();
      try (Connection connection = BrokerConnections.open(node.address(), "hpc test")) {
        // The management API is not there yet.
        assertThat(proof.check(connection))
            .allMatch(each -> each.kind() == TopologyFinding.Kind.UNCHECKED);
      }
    }
  }

  @Test
  @Timeout(300)
  void aFrozenBrokerDelaysARunAndAnInterruptEndsIt() throws Exception {
    TestEvents.write(temporary.resolve("events"), 20_000);
    try (BrokerNode node = node()) {
      BackgroundSeed seed = new BackgroundSeed(seeding(node, 2_000));
      seed.awaitConfirmed(2_000);
      node.freeze();
      seed.awaitIncident(Kind.KIND_DISCONNECTED);
      node.thaw();
      seed.awaitIncident(Kind.KIND_RECONNECTED);
      seed.awaitConfirmed(8_000);
      node.freeze();
      seed.await(state -> state.phase() == Phase.CONNECTING);
      Instant interrupted = Instant.now();
      seed.interrupt();
      assertThat(seed.result().reason()).isEqualTo(Reason.REASON_STOPPED);
      assertThat(Duration.between(interrupted, Instant.now())).isLessThan(Duration.ofMinutes(1));
      node.thaw();
      BackgroundSeed rest = new BackgroundSeed(seeding(node, 10_000));
      assertThatAllArrived(node, rest.result(), 20_000, 2L * WINDOW);
    }
  }

  @Test
  @Timeout(300)
  void anAlarmLongerThanTheConfirmTimeoutBlocksARunThatGoesOnAfterwards() throws Exception {
    TestEvents.write(temporary.resolve("events"), ALARM_EVENTS);
    try (BrokerNode node = node()) {
      BackgroundSeed seed = new BackgroundSeed(seeding(node, 2_000));
      seed.awaitConfirmed(2_000);
      node.evaluate("vm_memory_monitor:set_vm_memory_high_watermark(0.0001)");
      seed.await(state -> state.phase() == Phase.BLOCKED);
      Instant blocked = Instant.now();
      seed.await(
          state ->
              state.elapsed().toSeconds() > 0
                  && Duration.between(blocked, Instant.now()).toSeconds() >= 8);
      assertThat(seed.control().snapshot().phase()).isEqualTo(Phase.BLOCKED);
      assertThat(seed.control().snapshot().limit())
          .hasValueSatisfying(limit -> assertThat(limit).contains("alarm"));
      node.evaluate("vm_memory_monitor:set_vm_memory_high_watermark(0.4)");
      assertThatAllArrived(node, seed.result(), ALARM_EVENTS, 0);
    }
  }

  @Test
  @Timeout(300)
  void anInterruptDuringAnAlarmEndsTheRunWithinSeconds() throws Exception {
    TestEvents.write(temporary.resolve("events"), ALARM_EVENTS);
    try (BrokerNode node = node()) {
      BackgroundSeed seed = new BackgroundSeed(seeding(node, 2_000));
      seed.awaitConfirmed(2_000);
      node.evaluate("vm_memory_monitor:set_vm_memory_high_watermark(0.0001)");
      seed.await(state -> state.phase() == Phase.BLOCKED);
      Instant interrupted = Instant.now();
      seed.interrupt();
      assertThat(seed.result().reason()).isEqualTo(Reason.REASON_STOPPED);
      assertThat(Duration.between(interrupted, Instant.now())).isLessThan(Duration.ofMinutes(1));
    }
  }
}
