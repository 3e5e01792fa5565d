package com.happypancake.seeder.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.schemas.seed.Incident;
import com.happypancake.schemas.seed.Ledger;
import com.happypancake.schemas.seed.RunStopped.Reason;
import com.happypancake.seeder.SeedEvent.SeedResult;
import com.happypancake.seeder.SeedSnapshot;
import com.happypancake.seeder.SeedSnapshot.Phase;
import com.happypancake.seeder.Seeding;
import com.happypancake.seeder.TestBroker;
import com.happypancake.seeder.TestEvents;
import com.happypancake.seeder.broker.BrokerConnections;
import com.happypancake.seeder.broker.BrokerTopology;
import com.happypancake.seeder.broker.LedgerQueue;
import com.happypancake.seeder.engine.EngineSettings;
import com.happypancake.seeder.pace.RatePlan;
import com.rabbitmq.client.AMQP.Queue.PurgeOk;
import com.rabbitmq.client.Connection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Takes from a seed what it relies on: its queues, its ledger, its log, its lock. */
@Timeout(300)
class SeederLossesIT {

  private static final int EVENTS = 8_000;

  @RegisterExtension final TestBroker broker = new TestBroker();

  private final AtomicLong passedNanos = new AtomicLong();
  private final Path temporary;

  SeederLossesIT(@TempDir Path temporary) {
    this.temporary = temporary;
  }

  @BeforeEach
  void writeEvents() throws Exception {
    TestEvents.write(temporary.resolve("events"), EVENTS);
    broker.declare();
  }

  private Seeding seeding(String log) {
    Seeding seeding =
        Seeding.of(
            temporary.resolve("events"), broker.address(), broker.prefix(), temporary.resolve(log));
    EngineSettings engine = seeding.engine();
    return seeding
        .withPace(Seeding.Pace.of(RatePlan.of(400)))
        .withEngine(
            new EngineSettings(
                500,
                true,
                // Longer than the time that a test lets pass at once.
                Duration.ofHours(1),
                engine.giveUpAfter(),
                Duration.ofSeconds(4),
                engine.drainTimeout()));
  }

  private static Seeding fast(Seeding seeding) {
    return seeding.withPace(Seeding.Pace.of(new RatePlan.Unlimited()));
  }

  private static SeedResult seed(Seeding seeding) throws Exception {
    return new BackgroundSeed(seeding).result();
  }

  private BackgroundSeed begin(String log) {
    return new BackgroundSeed(seeding(log), () -> System.nanoTime() + passedNanos.get());
  }

  /** Lets a minute pass at once, so that a run checks its topology. */
  private void passAMinute() {
    passedNanos.addAndGet(TimeUnit.MINUTES.toNanos(1));
  }

  private AuditedQueue audited() throws Exception {
    return AuditedQueue.drain(broker.address(), broker.prefix());
  }

  @Test
  void aSecondSeederWithTheSameLogIsRefusedAtOnce() throws Exception {
    BackgroundSeed first = new BackgroundSeed(seeding("log"));
    first.awaitConfirmed(100);
    assertThatThrownBy(() -> seed(seeding("log"))).isInstanceOf(RefusedFolderException.class);
    first.control().rate(new RatePlan.Unlimited());
    assertThat(first.result().isComplete()).isTrue();
    assertThat(audited().repeats()).isZero();
  }

  @Test
  void aSecondSeederWithAnotherLogPublishesNothingAndSaysWhyAtOnce() throws Exception {
    BackgroundSeed first = new BackgroundSeed(seeding("log"));
    first.awaitConfirmed(100);
    BackgroundSeed second = new BackgroundSeed(seeding("other"));

    SeedResult refused = second.result();

    assertThat(refused.reason()).isEqualTo(Reason.REASON_FAILED);
    assertThat(refused.what()).contains("another seeder publishes there");
    assertThat(refused.last().counts().sentInRun()).isZero();
    assertThat(second.incidents().get(0)).contains("another seeder publishes there");
    first.control().rate(new RatePlan.Unlimited());
    assertThat(first.result().isComplete()).isTrue();
    AuditedQueue arrived = audited();
    assertThat(arrived.firsts()).isEqualTo(AuditedQueue.upTo(EVENTS));
    assertThat(arrived.repeats()).isZero();
    assertThat(arrived.others()).isEqualTo(1);
  }

  @Test
  void aQueueThatIsDeletedMidwayStopsTheRun() throws Exception {
    BackgroundSeed seed = new BackgroundSeed(seeding("log"));
    seed.awaitConfirmed(500);
    broker.use(channel -> channel.queueDelete(broker.prefix() + "news"));
    SeedResult result = seed.result();
    assertThat(result.reason()).isEqualTo(Reason.REASON_FAILED);
    assertThat(result.what()).contains(broker.prefix() + "news");
    assertThat(result.last().counts().confirmed()).isLessThan(EVENTS);
  }

  @Test
  void aLedgerThatIsPurgedMidwayStopsTheRunAndRefusesTheNext() throws Exception {
    BackgroundSeed seed = new BackgroundSeed(seeding("log"));
    seed.awaitConfirmed(500);
    PurgeOk ignored = broker.use(channel -> channel.queuePurge(broker.topology().ledger()));
    SeedResult result = seed.result();
    assertThat(result.reason()).isEqualTo(Reason.REASON_FAILED);
    assertThat(result.what()).contains("the ledger").contains("is empty");
    assertThatThrownBy(() -> seed(seeding("log"))).hasMessageContaining("is empty");
  }

  @Test
  void aLedgerThatIsDeletedMidwayStopsTheRun() throws Exception {
    BackgroundSeed seed = new BackgroundSeed(seeding("log"));
    seed.awaitConfirmed(500);
    broker.use(channel -> channel.queueDelete(broker.topology().ledger()));
    SeedResult result = seed.result();
    assertThat(result.reason()).isEqualTo(Reason.REASON_FAILED);
    assertThat(result.what()).contains("the ledger").contains("is missing");
  }

  @Test
  void aLostLogGoesOnFromTheLedgerAndACopyOfAnOlderLogIsRefused() throws Exception {
    BackgroundSeed seed = new BackgroundSeed(seeding("log"));
    seed.awaitConfirmed(500);
    seed.control().stop();
    long confirmed = seed.result().last().counts().confirmed();
    Path copy = Files.createDirectories(temporary.resolve("copy"));
    Files.copy(temporary.resolve("log/seeds.log"), copy.resolve("seeds.log"));

    BackgroundSeed second = new BackgroundSeed(seeding("new"));
    second.awaitConfirmed(confirmed + 500);
    second.control().stop();
    second.result();

    for (String old : List.of("copy", "log")) {
      assertThatThrownBy(() -> seed(seeding(old)))
          .hasMessageContaining("log and ledger disagree on seed 'events'")
          .hasMessageContaining("the log says")
          .hasMessageContaining("the broker's ledger says");
    }
    assertThat(seed(fast(seeding("new"))).isComplete()).isTrue();
    AuditedQueue arrived = audited();
    assertThat(arrived.firsts()).isEqualTo(AuditedQueue.upTo(EVENTS));
    assertThat(arrived.repeats()).isZero();
  }

  @Test
  void aLogThatCanNotGrowStopsTheRunAndTheSameCommandGoesOnWithRoom() throws Exception {
    Process limited =
        KilledSeeder.start(
            temporary,
            broker.address(),
            broker.prefix(),
            1_000,
            500,
            List.of("sh", "-c", "ulimit -f 16; exec \"$@\"", "sh"));
    int code = limited.waitFor();
    String output = Files.readString(temporary.resolve("child.log"));
    assertThat(code).as(output).isNotZero();
    assertThat(output).contains("IOException");
    SeedResult rest = seed(fast(seeding("log")));
    assertThat(rest.isComplete()).as(rest.what()).isTrue();
    AuditedQueue arrived = audited();
    assertThat(arrived.firsts()).isEqualTo(AuditedQueue.upTo(EVENTS));
    assertThat(arrived.repeats()).isLessThanOrEqualTo(500);
  }

  @Test
  void aQueueThatDropsIsRefusedByNameAndAllowedByName() throws Exception {
    String queue = broker.prefix() + "news";
    broker.use(channel -> channel.queueDelete(queue));
    broker.use(
        channel ->
            channel.queueDeclare(queue, true, false, false, Map.of("x-max-length", 100_000)));
    List<String> keys =
        broker.topology().queues().stream()
            .filter(each -> each.name().equals(queue))
            .flatMap(each -> each.bindingKeys().stream())
            .toList();
    for (String key : keys) {
      broker.use(channel -> channel.queueBind(queue, broker.topology().exchange(), key));
    }
    assertThatThrownBy(() -> seed(seeding("log"))).hasMessageContaining("[max-length:news]");
    assertThat(broker.count("audit")).isZero();
    Seeding seeding = seeding("log");
    Seeding.Where where = seeding.where();
    Seeding allowed =
        fast(seeding)
            .withWhere(
                new Seeding.Where(
                    where.broker(),
                    where.topology(),
                    where.transport(),
                    0,
                    where.streamPort(),
                    where.log(),
                    where.managementUrl(),
                    false,
                    List.of("max-length:news")));
    assertThat(seed(allowed).isComplete()).isTrue();
  }

  @Test
  void aPolicyThatDropsIsRefusedByNameBeforeTheStart() throws Exception {
    broker.policy("policies", "news", "max-length", 100);
    assertThatThrownBy(() -> seed(seeding("log")))
        .hasMessageContaining("policy '" + broker.prefix() + "news'")
        .hasMessageContaining("[max-length:news]");
    assertThat(broker.count("audit")).isZero();
  }

  @Test
  void aPolicyThatIsSetMidwayStopsTheRunAndRefusesTheNext() throws Exception {
    BackgroundSeed seed = begin("log");
    seed.awaitConfirmed(500);
    broker.policy("policies", "news", "max-length", 100);
    passAMinute();
    SeedResult result = seed.result();
    assertThat(result.reason()).isEqualTo(Reason.REASON_FAILED);
    assertThat(result.what()).contains("[max-length:news]");
    assertThat(result.last().counts().confirmed()).isLessThan(EVENTS);
    assertThatThrownBy(() -> seed(seeding("log"))).hasMessageContaining("[max-length:news]");
  }

  private void bindChat(boolean isBound) throws Exception {
    String chat = broker.prefix() + "chat";
    String exchange = broker.topology().exchange();
    broker.use(
        channel ->
            isBound
                ? channel.queueBind(chat, exchange, "chat.*")
                : channel.queueUnbind(chat, exchange, "chat.*"));
  }

  @Test
  void aBindingThatIsRemovedMidwayStopsTheRunUntilItIsThereAgain() throws Exception {
    BackgroundSeed seed = begin("log");
    seed.awaitConfirmed(500);
    bindChat(false);
    passAMinute();
    SeedResult result = seed.result();
    assertThat(result.reason()).isEqualTo(Reason.REASON_FAILED);
    assertThat(result.what()).contains("chat' is not bound by 'chat.*'");
    assertThat(result.last().counts().confirmed()).isLessThan(EVENTS);
    assertThatThrownBy(() -> seed(seeding("log"))).hasMessageContaining("is not bound by 'chat.*'");
    bindChat(true);
    assertThat(seed(fast(seeding("log"))).isComplete()).isTrue();
    assertThat(audited().firsts()).isEqualTo(AuditedQueue.upTo(EVENTS));
  }

  @Test
  void aBindingThatIsRemovedInTheLastMinuteIsFoundAtTheEndThoughAConsumerHidesTheCount()
      throws Exception {
    Connection consumer = BrokerConnections.open(broker.address(), "hpc test");
    try {
      consumer
          .createChannel()
          .basicConsume(broker.prefix() + "chat", true, (tag, message) -> {}, tag -> {});
      BackgroundSeed seed = begin("log");
      seed.awaitConfirmed(500);
      bindChat(false);
      seed.control().rate(new RatePlan.Unlimited());
      SeedResult result = seed.result();
      assertThat(result.isComplete()).as(result.what()).isTrue();
      assertThat(result.notes())
          .anyMatch(note -> note.contains("chat' is not bound by 'chat.*'"))
          .anyMatch(note -> note.contains("chat: expected 4001 messages; can't be proved"));
      assertThat(result.isDifferent()).isTrue();
    } finally {
      BrokerConnections.close(consumer);
    }
  }

  private void makeChatAgain() throws Exception {
    BrokerTopology.Queue chat = broker.topology().only(List.of("chat")).queues().get(0);
    broker.use(
        channel -> {
          channel.queueDelete(chat.name());
          channel.queueDeclare(chat.name(), true, false, false, Map.of());
          for (String key : chat.bindingKeys()) {
            channel.queueBind(chat.name(), broker.topology().exchange(), key);
          }
          return true;
        });
  }

  private static long depth(SeedSnapshot state, String queue) {
    return state.depths().stream()
        .filter(each -> each.queue().equals(queue))
        .mapToLong(SeedSnapshot.QueueDepth::messages)
        .sum();
  }

  @Test
  void aQueueThatIsMadeAgainBetweenTwoChecksStopsTheRun() throws Exception {
    String chat = broker.prefix() + "chat";
    BackgroundSeed seed = begin("log");
    seed.awaitConfirmed(500);
    passAMinute();
    // Looks at depths and topology take turns: after the third new depth, one at the topology is
    // done that began after the minute.
    for (int look = 0; look < 3; look++) {
      long before = depth(seed.control().snapshot(), chat);
      seed.await(state -> depth(state, chat) > before);
    }
    seed.control().pause();
    seed.await(state -> state.phase() == Phase.PAUSED && state.counts().inFlight() == 0);
    makeChatAgain();
    passAMinute();
    SeedResult result = seed.result();
    assertThat(result.reason()).isEqualTo(Reason.REASON_FAILED);
    assertThat(result.what()).contains("queue '" + chat + "'");
    assertThat(result.last().counts().confirmed()).isLessThan(EVENTS);
  }

  @Test
  void aQueueThatIsMadeAgainInTheLastMinuteIsFoundByItsCount() throws Exception {
    BackgroundSeed seed = begin("log");
    seed.awaitConfirmed(500);
    makeChatAgain();
    seed.control().rate(new RatePlan.Unlimited());
    SeedResult result = seed.result();
    // A look at the depths may come between deletion and declaration, and stop the run.
    assertThat(result.isDifferent() || !result.isComplete()).isTrue();
    assertThat(result.what() + result.notes()).contains(broker.prefix() + "chat");
    assertThat(String.join("\n", result.notes()))
        .contains(result.isComplete() ? "expected 4001 messages, got" : "");
  }

  /** Renews the ledger while a seed waits for the lock, which the test holds. */
  private BackgroundSeed renewBeforeTheSeedHasTheLock(UnaryOperator<Ledger> renewal)
      throws Exception {
    Connection other = BrokerConnections.open(broker.address(), "hpc test");
    try {
      other.createChannel().queueDeclare(broker.topology().lock(), false, true, true, Map.of());
      BackgroundSeed seed = new BackgroundSeed(fast(seeding("log")));
      seed.awaitIncident(Incident.Kind.KIND_DISCONNECTED);
      LedgerQueue queue = new LedgerQueue(broker.address(), broker.topology().ledger());
      Ledger found = queue.read(other);
      queue.renew(
          other, renewal.apply(found).toBuilder().setRenewal(found.getRenewal() + 3).build());
      return seed;
    } finally {
      BrokerConnections.close(other);
    }
  }

  private long confirmSome() throws Exception {
    BackgroundSeed first = new BackgroundSeed(seeding("log"));
    first.awaitConfirmed(100);
    first.control().stop();
    return first.result().last().counts().confirmed();
  }

  @Test
  void aLateRenewalOfARunThatWasKilledIsNoOtherSeeders() throws Exception {
    assertThat(confirmSome()).isGreaterThanOrEqualTo(100);
    SeedResult result = renewBeforeTheSeedHasTheLock(found -> found).result();
    assertThat(result.isComplete()).as(result.what()).isTrue();
    AuditedQueue arrived = audited();
    assertThat(arrived.firsts()).isEqualTo(AuditedQueue.upTo(EVENTS));
    assertThat(arrived.repeats()).isZero();
  }

  @Test
  void aLateRenewalThatKnowsMoreThanTheLogIsAnotherSeeders() throws Exception {
    long confirmed = confirmSome();
    SeedResult result =
        renewBeforeTheSeedHasTheLock(
                found ->
                    found.toBuilder()
                        .setSeeds(
                            0,
                            found.getSeeds(0).toBuilder()
                                .setPrefix(found.getSeeds(0).getPrefix() + 1))
                        .build())
            .result();
    assertThat(result.reason()).isEqualTo(Reason.REASON_FAILED);
    assertThat(result.what()).contains("another seeder renews it");
    assertThat(result.last().counts().sentInRun()).isZero();
    assertThat(broker.count("audit")).isEqualTo(confirmed);
  }
}
