package com.happypancake.seeder.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.schemas.seed.RunStopped.Reason;
import com.happypancake.seeder.SeedEvent.SeedResult;
import com.happypancake.seeder.Seeding;
import com.happypancake.seeder.TestBroker;
import com.happypancake.seeder.TestEvents;
import com.happypancake.seeder.engine.EngineSettings;
import com.happypancake.seeder.pace.RatePlan;
import com.rabbitmq.client.AMQP.Queue.PurgeOk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Takes from a seed what it relies on: its queues, its ledger, its log, its lock. */
@Timeout(180)
class SeederLossesIT {

  private static final int EVENTS = 8_000;

  @RegisterExtension final TestBroker broker = new TestBroker();

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
                engine.confirmTimeout(),
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
                    where.log(),
                    where.managementUrl(),
                    false,
                    List.of("max-length:news")));
    assertThat(seed(allowed).isComplete()).isTrue();
  }
}
