package com.happypancake.seeder.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.seed.Incident;
import com.happypancake.schemas.seed.LogEntry;
import com.happypancake.schemas.seed.Order;
import com.happypancake.schemas.seed.RunStopped.Reason;
import com.happypancake.schemas.seed.SeedBegun;
import com.happypancake.schemas.seed.SeedChoice;
import com.happypancake.schemas.seed.Transport;
import com.happypancake.seeder.SeedEvent.SeedResult;
import com.happypancake.seeder.SeedSnapshot;
import com.happypancake.seeder.Seeding;
import com.happypancake.seeder.TestBroker;
import com.happypancake.seeder.TestEvents;
import com.happypancake.seeder.broker.QueueType;
import com.happypancake.seeder.broker.TopologyAdmin;
import com.happypancake.seeder.engine.EngineSettings;
import com.happypancake.seeder.log.SeedHistory.PastSeed;
import com.happypancake.seeder.log.SeedLog;
import com.happypancake.seeder.log.SeedLogFolder;
import com.happypancake.seeder.pace.Pacer;
import com.happypancake.seeder.pace.RatePlan;
import com.happypancake.seeder.run.SeedForecast.Finding;
import com.happypancake.seeder.run.SeedForecast.Status;
import com.happypancake.seeder.stream.NewsReader;
import com.happypancake.seeder.stream.StreamAdmin;
import com.happypancake.seeder.stream.StreamBacklog;
import com.happypancake.seeder.stream.StreamBacklog.Behind;
import com.happypancake.seeder.stream.StreamSettings;
import com.happypancake.seeder.stream.StreamTopology;
import com.rabbitmq.stream.Address;
import com.rabbitmq.stream.Environment;
import com.rabbitmq.stream.OffsetSpecification;
import com.rabbitmq.stream.Producer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Seeds whose events go to streams. */
@Timeout(300)
class StreamSeederIT {

  private static final long SECOND = 1_000_000_000L;

  @RegisterExtension final TestBroker broker = new TestBroker();

  @TempDir private Path temporary;

  private StreamTopology streams = StreamTopology.hpc("", 0);

  private void declare(int partitions) throws Exception {
    broker.declare();
    streams = StreamTopology.hpc(broker.prefix(), partitions);
    new StreamAdmin(broker.address(), streams).declare();
  }

  @AfterEach
  void delete() throws Exception {
    new StreamAdmin(broker.address(), streams).delete();
  }

  private Seeding seeding(RatePlan plan, long bound) {
    Seeding.Pace pace =
        new Seeding.Pace(
            plan, Optional.empty(), OptionalDouble.empty(), Optional.of(bound), List.of("news"));
    return Seeding.of(
            temporary.resolve("events"),
            broker.address(),
            broker.prefix(),
            temporary.resolve("log"))
        .withPace(pace);
  }

  private Seeding toStream(Seeding seeding) {
    Seeding.What what = seeding.what();
    Seeding.Where where = seeding.where();
    return seeding
        .withWhat(
            new Seeding.What(
                what.events(),
                what.name(),
                SeedChoice.getDefaultInstance(),
                streams.isSuperStream() ? Order.ORDER_SUBJECT : Order.ORDER_GLOBAL,
                false))
        .withWhere(
            new Seeding.Where(
                where.broker(),
                where.topology(),
                Transport.TRANSPORT_STREAM,
                streams.partitions(),
                where.streamPort(),
                where.log(),
                where.managementUrl(),
                false,
                List.of()));
  }

  private Environment environment() {
    int port = StreamSettings.defaultPort(broker.address());
    String host = broker.address().host();
    return Environment.builder()
        .host(host)
        .port(port)
        .compressionCodecFactory(compression -> null)
        .addressResolver(advertised -> new Address(host, port))
        .build();
  }

  private static SeedResult seed(Seeding seeding) throws Exception {
    return new Seeder(Clock.systemUTC(), System::nanoTime).seed(seeding, event -> {});
  }

  private static List<String> unchecked(Seeding seeding) throws Exception {
    return new SeedCheck(seeding, Clock.systemUTC())
        .check((path, bytes, total) -> {}).findings().stream()
            .filter(each -> each.status() == Status.UNCHECKED && each.subject().equals("depth"))
            .map(Finding::text)
            .toList();
  }

  @Test
  void aSlowConsumerThatStoresItsOffsetHoldsTheRunBack() throws Exception {
    long bound = 3_000;
    TestEvents.write(temporary.resolve("events"), 40_000);
    declare(0);
    AtomicLong taken = new AtomicLong();
    Pacer pace = new Pacer(RatePlan.of(200), System.nanoTime(), SECOND / 4);
    try (Environment environment = environment()) {
      environment.consumerBuilder().stream(streams.name())
          .name("news")
          .offset(OffsetSpecification.first())
          .manualTrackingStrategy()
          .builder()
          .messageHandler(
              (context, message) -> {
                LockSupport.parkNanos(
                    pace.dueNanos(taken.get(), System.nanoTime()) - System.nanoTime());
                if (taken.getAndIncrement() % 20 == 0) {
                  context.storeOffset();
                }
              })
          .build();
      BackgroundSeed seed = new BackgroundSeed(toStream(seeding(RatePlan.of(1_000), bound)));
      seed.await(state -> state.limit().orElse("").startsWith("consumer news is "));
      // Without a limit, ten thousand events would wait by then.
      seed.await(state -> taken.get() >= 2_500);
      SeedSnapshot state = seed.control().snapshot();
      seed.control().stop();
      assertThat(state.counts().sentInRun() - taken.get()).isBetween(100L, bound);
      assertThat(seed.snapshots())
          .flatExtracting(SeedSnapshot::depths)
          .isNotEmpty()
          .allMatch(each -> each.queue().equals("news") && each.messages() <= bound);
      assertThat(seed.result().notes()).noneMatch(each -> each.contains("does not hold"));
    }
  }

  @Test
  void withoutAStoredOffsetTheRunIsNotHeldAndTheWordsSaySo() throws Exception {
    TestEvents.write(temporary.resolve("events"), 3_000);
    declare(0);
    Seeding seeding = toStream(seeding(new RatePlan.Unlimited(), 100));
    String words =
        "--max-queue-depth does not hold the run back for news: no consumer of that name has"
            + " stored an offset in stream '"
            + streams.name()
            + "'";

    assertThat(unchecked(seeding)).singleElement().asString().startsWith(words);
    SeedResult result = seed(seeding);

    assertThat(result.reason()).isEqualTo(Reason.REASON_COMPLETE);
    assertThat(result.last().depths()).isEmpty();
    assertThat(result.notes()).anyMatch(each -> each.startsWith(words));
  }

  @Test
  void whatAStreamQueueRetainsIsNoBacklog() throws Exception {
    TestEvents.write(temporary.resolve("events"), 3_000);
    new TopologyAdmin(broker.address(), broker.topology()).declare(QueueType.STREAM);
    Seeding seeding = seeding(new RatePlan.Unlimited(), 1);
    String words =
        "--max-queue-depth does not hold the run back for "
            + broker.prefix()
            + "news: a stream keeps what was consumed";

    assertThat(unchecked(seeding)).singleElement().asString().startsWith(words);
    SeedResult result = seed(seeding);

    assertThat(result.reason()).isEqualTo(Reason.REASON_COMPLETE);
    assertThat(result.last().depths()).isEmpty();
    assertThat(result.notes()).anyMatch(each -> each.startsWith(words));
  }

  private Seeding at(Seeding seeding, String log, boolean stopsAtRefusal) {
    EngineSettings engine = seeding.engine();
    Seeding.Where where = seeding.where();
    return seeding
        .withEngine(
            new EngineSettings(
                engine.window(),
                stopsAtRefusal,
                engine.confirmTimeout(),
                engine.giveUpAfter(),
                engine.ghostTimeout(),
                engine.drainTimeout()))
        .withWhere(
            new Seeding.Where(
                where.broker(),
                where.topology(),
                where.transport(),
                where.partitions(),
                where.streamPort(),
                temporary.resolve(log),
                where.managementUrl(),
                false,
                List.of()));
  }

  /** Stores events as a killed run did: their confirms are not in the log. */
  private void publish(SeedBegun seed, long first, long last) throws Exception {
    ConcurrentLinkedQueue<Long> confirmed = new ConcurrentLinkedQueue<>();
    try (Environment environment = environment()) {
      Producer producer =
          environment.producerBuilder().stream(streams.name())
              .name(SeedTransport.producer(seed))
              .build();
      for (long ordinal = first; ordinal <= last; ordinal++) {
        producer.send(
            producer
                .messageBuilder()
                .publishingId(ordinal)
                .applicationProperties()
                .entry("hpc-ordinal", ordinal)
                .messageBuilder()
                .addData(new byte[9])
                .build(),
            status -> confirmed.add(status.getMessage().getPublishingId()));
      }
      await().until(() -> confirmed.size() == last - first + 1);
    }
  }

  private List<Long> stored(int count) {
    ConcurrentLinkedQueue<Long> ordinals = new ConcurrentLinkedQueue<>();
    try (Environment environment = environment()) {
      environment.consumerBuilder().stream(streams.name())
          .offset(OffsetSpecification.first())
          .messageHandler(
              (context, message) ->
                  ordinals.add(
                      (Long) message.getApplicationProperties().getOrDefault("hpc-ordinal", 0L)))
          .build();
      await().until(() -> ordinals.size() >= count);
    }
    return List.copyOf(ordinals);
  }

  @Test
  void anEventThatAStreamRefusedBeforeAKillIsNeverTakenForStored() throws Exception {
    TestEvents.write(temporary.resolve("events"), 500);
    declare(0);
    Seeding slow = toStream(seeding(RatePlan.of(200), 1_000_000));
    BackgroundSeed begun = new BackgroundSeed(slow);
    begun.awaitConfirmed(50);
    begun.control().stop();
    long lost = begun.result().last().counts().confirmed() + 1;
    try (SeedLogFolder folder = SeedLogFolder.open(temporary.resolve("log"));
        SeedLog log = folder.log(Clock.systemUTC(), false)) {
      PastSeed seed = log.history().seed("events").orElseThrow();
      assertThat(seed.progress().getPrefix()).isEqualTo(lost - 1);
      publish(seed.begun(), lost + 1, lost + 3);
      log.append(
          LogEntry.newBuilder()
              .setIncident(
                  Incident.newBuilder()
                      .setKind(Incident.Kind.KIND_NACKED)
                      .setWhat("the broker refused event " + lost)
                      .setOrdinal(lost)));
      log.force();
    }
    Seeding fast = toStream(seeding(new RatePlan.Unlimited(), 1_000_000));
    String words = "the broker refused event " + lost + ": ";

    SeedResult second = seed(at(fast, "log", true));
    SeedResult third = seed(at(fast, "another log", true));
    SeedResult last = seed(at(fast, "another log", false));

    assertThat(second.reason()).isEqualTo(Reason.REASON_REFUSED);
    assertThat(second.what()).startsWith(words).contains("--on-refusal resend");
    assertThat(third.reason()).isEqualTo(Reason.REASON_REFUSED);
    assertThat(third.what()).startsWith(words);
    assertThat(last.reason()).isEqualTo(Reason.REASON_COMPLETE);
    assertThat(last.last().counts().nacked()).isEqualTo(4);
    // The events behind the refused one may be lacking, too, so they are stored twice.
    List<Long> stored = stored(500 + 3 + 1);
    assertThat(stored).hasSize(500 + 3 + 1);
    assertThat(stored).containsAll(LongStream.rangeClosed(0, 500).boxed().toList());
  }

  @Test
  void anotherAttemptAndOtherEventsWithTheSameOrdinalsAreStored() throws Exception {
    TestEvents.write(temporary.resolve("events"), 300);
    TestEvents.writeLong(temporary.resolve("other"), 200, 50);
    declare(0);
    Seeding seeding = toStream(seeding(new RatePlan.Unlimited(), 100));
    Seeding.What what = seeding.what();
    seed(seeding);
    for (String folder : List.of("events", "other")) {
      Seeding again =
          seeding.withWhat(
              new Seeding.What(
                  temporary.resolve(folder), what.name(), what.choice(), what.order(), true));
      assertThat(seed(again).reason()).isEqualTo(Reason.REASON_COMPLETE);
    }
    assertThat(stored(301 + 301 + 201)).hasSize(301 + 301 + 201);
  }

  private Seeding unlimited() {
    return toStream(seeding(new RatePlan.Unlimited(), 1_000_000));
  }

  private void makeAgain(String stream) throws Exception {
    StreamAdmin admin = new StreamAdmin(broker.address(), new StreamTopology(stream, 0));
    assertThat(admin.delete()).containsExactly(stream);
    admin.declare();
  }

  @Test
  void aStreamThatIsMadeAgainBetweenTwoRunsIsRefused() throws Exception {
    TestEvents.write(temporary.resolve("events"), 500);
    declare(0);
    BackgroundSeed begun = new BackgroundSeed(toStream(seeding(RatePlan.of(200), 1_000_000)));
    begun.awaitConfirmed(50);
    begun.control().stop();
    long confirmed = begun.result().last().counts().confirmed();
    makeAgain(streams.name());

    SeedResult next = seed(unlimited());

    assertThat(next.reason()).isEqualTo(Reason.REASON_FAILED);
    assertThat(next.what())
        .startsWith(
            "stream '%s' confirmed event %d of this seed, and knows none above 0 now"
                .formatted(streams.name(), confirmed));
    assertThat(next.last().counts().sentInRun()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void aStreamThatIsMadeAgainMidwayStopsTheRun(int partitions) throws Exception {
    TestEvents.write(temporary.resolve("events"), 5_000);
    declare(partitions);
    BackgroundSeed seed = new BackgroundSeed(toStream(seeding(RatePlan.of(500), 1_000_000)));
    seed.awaitConfirmed(500);
    String stream = streams.streams().get(partitions == 0 ? 0 : 1);
    makeAgain(stream);

    SeedResult result = seed.result();

    assertThat(result.reason()).isEqualTo(Reason.REASON_FAILED);
    assertThat(result.what()).contains("stream '" + stream + "'");
    assertThat(result.last().counts().confirmed()).isLessThan(5_000);
    if (partitions == 0) {
      assertThat(seed(unlimited()).what()).contains("was deleted and made again");
    }
  }

  @Test
  void aStreamThatIsMissingOrForgetsIsRefusedBeforeTheStart() throws Exception {
    TestEvents.write(temporary.resolve("events"), 10);
    broker.declare();
    streams = StreamTopology.hpc(broker.prefix(), 0);
    assertThatThrownBy(() -> seed(unlimited()))
        .hasMessageContaining("queue '" + streams.name() + "' is missing")
        .hasMessageContaining("'hpc topology declare --stream'");

    declare(0);
    broker.policy("policies", "hpc-stream", "max-age", "1D");
    assertThatThrownBy(() -> seed(unlimited()))
        .hasMessageContaining("max-age 1D by policy '" + broker.prefix() + "hpc-stream'")
        .hasMessageContaining("[max-age:hpc-stream]");
    assertThat(stored(0)).isEmpty();
  }

  @Test
  void theReaderOfTheDocumentHearsItsTypesAndIsKnownByItsOffset() throws Exception {
    TestEvents.write(temporary.resolve("events"), 1_000);
    declare(0);
    seed(toStream(seeding(new RatePlan.Unlimited(), 100)));
    ConcurrentLinkedQueue<Event> heard = new ConcurrentLinkedQueue<>();
    try (Environment environment = environment();
        StreamBacklog backlog =
            new StreamBacklog(
                broker.address(), StreamSettings.defaultPort(broker.address()), streams)) {
      NewsReader.start(environment, streams.name(), heard::add);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () ->
                  backlog
                      .read(List.of("news"))
                      .equals(List.of(new Behind("news", OptionalLong.of(0)))));
    }
    assertThat(heard)
        .hasSize(500)
        .allMatch(each -> each.hasMemberRegistered() || each.hasPhotoLiked());
  }

  @Test
  void aBacklogIsTheSumOverThePartitionsInWhichAnOffsetIsStored() throws Exception {
    TestEvents.write(temporary.resolve("events"), 1_000);
    declare(3);
    seed(toStream(seeding(new RatePlan.Unlimited(), 100)));
    try (Environment environment = environment();
        StreamBacklog backlog =
            new StreamBacklog(
                broker.address(), StreamSettings.defaultPort(broker.address()), streams)) {
      streams.streams().forEach(each -> environment.storeOffset("news", each, 10));
      environment.storeOffset("chat", streams.streams().get(0), 10);
      // The last offsets are one below the counts, and seed-ended is in each partition.
      Behind news = new Behind("news", OptionalLong.of(1_000 - 3 * 10));
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> assertThat(backlog.read(List.of("news", "profile"))).first().isEqualTo(news));
      List<Behind> read = backlog.read(List.of("news", "chat", "profile"));
      assertThat(read.get(0)).isEqualTo(news);
      assertThat(read.get(1).messages().orElseThrow()).isBetween(1L, 970L);
      assertThat(read.get(2)).isEqualTo(new Behind("profile", OptionalLong.empty()));
    }
  }
}
