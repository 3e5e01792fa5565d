package com.happypancake.seeder.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.seed.RunStopped.Reason;
import com.happypancake.schemas.seed.SeedChoice;
import com.happypancake.seeder.SeedEvent;
import com.happypancake.seeder.SeedEvent.SeedResult;
import com.happypancake.seeder.Seeding;
import com.happypancake.seeder.TestBroker;
import com.happypancake.seeder.TestEvents;
import com.happypancake.seeder.broker.BrokerException;
import com.happypancake.seeder.broker.EventProperties;
import com.happypancake.seeder.engine.EngineSettings;
import com.happypancake.seeder.pace.RatePlan;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
@Timeout(300)
class SeederIT {

  @RegisterExtension final TestBroker broker = new TestBroker();

  private final Path temporary;
  private final List<SeedEvent> events = Collections.synchronizedList(new ArrayList<>());
  private final Seeder seeder = new Seeder(Clock.systemUTC(), System::nanoTime);

  SeederIT(@TempDir Path temporary) {
    this.temporary = temporary;
  }

  private Path folder() {
    return temporary.resolve("events");
  }

  private Seeding seeding() {
    return Seeding.of(folder(), broker.address(), broker.prefix(), temporary.resolve("log"));
  }

  private static Seeding withWindow(Seeding seeding, int window) {
    EngineSettings engine = seeding.engine();
    return seeding.withEngine(
        new EngineSettings(
            window,
            engine.stopsAtRefusal(),
            engine.confirmTimeout(),
            engine.giveUpAfter(),
            Duration.ofSeconds(2),
            engine.drainTimeout()));
  }

  private SeedResult seed(Seeding seeding) throws Exception {
    return seeder.seed(seeding, events::add);
  }

  /** Seeds, and does something when the first event is next. */
  private SeedResult seed(Seeding seeding, Consumer<SeedEvent.Begun> atBegin) throws Exception {
    return seeder.seed(
        seeding,
        event -> {
          events.add(event);
          if (event instanceof SeedEvent.Begun begun) {
            atBegin.accept(begun);
          }
        });
  }

  private List<Long> ordinals() throws Exception {
    return broker.drain("audit").stream()
        .map(each -> each.getProps().getHeaders().get(EventProperties.ORDINAL))
        .filter(Number.class::isInstance)
        .map(each -> ((Number) each).longValue())
        .toList();
  }

  private static List<Long> upTo(long last) {
    return java.util.stream.LongStream.rangeClosed(1, last).boxed().toList();
  }

  @Test
  void everyEventArrivesInOrderWithItsBytesAndPropertiesAndSeedEndedLast() throws Exception {
    Manifest manifest = TestEvents.write(folder(), 300, 0, 201);
    broker.declare();

    SeedResult result = seed(seeding());

    assertThat(result.reason()).isEqualTo(Reason.REASON_COMPLETE);
    assertThat(result.last().counts().confirmed()).isEqualTo(502);
    assertThat(result.last().counts().prefix()).isEqualTo(502);
    assertThat(result.last().counts().repeatedInRun()).isZero();
    assertThat(result.notes())
        .anyMatch(note -> note.contains("audit: expected 502 messages, got 502"));
    List<byte[]> records = TestEvents.records(folder());
    List<GetResponse> messages = broker.drain("audit");
    assertThat(messages).hasSize(502);
    for (int i = 0; i < 501; i++) {
      assertThat(messages.get(i).getBody()).isEqualTo(records.get(i));
      expectProperties(messages.get(i), i + 1, manifest.getContentDigest());
    }
    assertThat(messages.get(501).getEnvelope().getRoutingKey()).isEqualTo("seed.ended");
    assertThat(broker.count("chat")).isEqualTo(252);
    assertThat(broker.count("abuse")).isEqualTo(126);
  }

  private void expectProperties(GetResponse message, int ordinal, String digest) {
    BasicProperties properties = message.getProps();
    assertThat(message.getEnvelope().getExchange()).isEqualTo(broker.prefix() + "hpc");
    assertThat(message.getEnvelope().getRoutingKey())
        .isEqualTo(
            List.of("member.registered", "chat.message-sent", "flirt.sent", "photo.liked")
                .get(ordinal % 4));
    assertThat(properties.getMessageId()).isEqualTo(TestEvents.id(ordinal).toString());
    assertThat(properties.getDeliveryMode()).isEqualTo(2);
    Map<String, Object> headers = properties.getHeaders();
    assertThat(headers.get(EventProperties.EVENTS)).hasToString(digest.substring(0, 16));
    assertThat(headers.get(EventProperties.ORDINAL)).isEqualTo((long) ordinal);
  }

  @Test
  void aFinishedSeedIsRefusedUnlessItIsToBeginAgain() throws Exception {
    TestEvents.write(folder(), 100);
    broker.declare();
    seed(seeding());

    assertThatThrownBy(() -> seed(seeding()))
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining("events of this folder were seeded already as seed 'events'")
        .hasMessageContaining("--again");
    // The ledger remembers it on another machine, too.
    Seeding elsewhere =
        Seeding.of(folder(), broker.address(), broker.prefix(), temporary.resolve("other"));
    assertThatThrownBy(() -> seed(elsewhere)).hasMessageContaining("seeded already");
    assertThat(ordinals()).isEqualTo(upTo(100));

    Seeding.What what = seeding().what();
    SeedResult again =
        seed(
            seeding()
                .withWhat(
                    new Seeding.What(
                        what.events(), what.name(), what.choice(), what.order(), true)));
    assertThat(again.isComplete()).isTrue();
    assertThat(again.last().name()).isEqualTo("events~2");
    assertThat(ordinals()).isEqualTo(upTo(100));
  }

  @Test
  void aChangedFolderUnderTheSameNameIsRefused() throws Exception {
    TestEvents.write(folder(), 100);
    broker.declare();
    seed(seeding(), begun -> begun.control().stop());
    Path other = temporary.resolve("changed/events");
    TestEvents.write(other, 99);

    assertThatThrownBy(
            () ->
                seed(
                    Seeding.of(other, broker.address(), broker.prefix(), temporary.resolve("log"))))
        .hasMessageContaining("seed 'events' was begun with other settings: content digest");
  }

  @Test
  void aStoppedRunGoesOnByTheSameCommandWithoutARepeat() throws Exception {
    TestEvents.write(folder(), 5_000);
    broker.declare();
    Seeding slow = seeding().withPace(Seeding.Pace.of(RatePlan.of(500)));
    Thread publisher = Thread.currentThread();

    SeedResult stopped = seed(slow, begun -> interruptAfter(begun, 500, publisher));

    assertThat(stopped.reason()).isEqualTo(Reason.REASON_STOPPED);
    assertThat(stopped.last().counts().confirmed()).isBetween(500L, 4_999L);
    assertThat(broker.count("audit")).isEqualTo(stopped.last().counts().confirmed());
    SeedResult rest = seed(seeding());
    assertThat(rest.isComplete()).isTrue();
    assertThat(rest.last().counts().repeatedInRun()).isZero();
    assertThat(ordinals()).isEqualTo(upTo(5_000));
  }

  private static void interruptAfter(SeedEvent.Begun begun, long confirmed, Thread publisher) {
    Thread waiter =
        new Thread(
            () -> {
              while (begun.control().snapshot().counts().confirmed() < confirmed) {
                Thread.onSpinWait();
              }
              publisher.interrupt();
            });
    waiter.setDaemon(true);
    waiter.start();
  }

  @Test
  void aWindowOfOneSendsEachEventAfterTheConfirmOfTheLast() throws Exception {
    TestEvents.write(folder(), 50);
    broker.declare();
    assertThat(seed(withWindow(seeding(), 1)).isComplete()).isTrue();
    assertThat(ordinals()).isEqualTo(upTo(50));
  }

  @Test
  void anEventThatNoQueueWantsStopsTheRunAndTheMendedTopologyGetsIt() throws Exception {
    TestEvents.write(folder(), 2_000);
    broker.declare();

    SeedResult result =
        seed(
            withWindow(seeding(), 100),
            begun -> {
              unbind("audit", "#");
              unbind("chat", "chat.*");
            });

    assertThat(result.reason()).isEqualTo(Reason.REASON_REFUSED);
    assertThat(result.what()).startsWith("event 1 came back: NO_ROUTE");
    assertThat(result.last().counts().returned()).isPositive();
    assertThat(result.last().counts().inFlight()).isZero();
    assertThat(result.last().counts().prefix()).isZero();
    broker.declare();
    assertThat(seed(seeding()).isComplete()).isTrue();
    assertThat(broker.count("chat")).isEqualTo(1_001);
  }

  private void unbind(String module, String key) {
    try {
      broker.use(
          channel ->
              channel.queueUnbind(broker.prefix() + module, broker.topology().exchange(), key));
    } catch (IOException | BrokerException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anEventThatAFullQueueRefusesStopsTheRun() throws Exception {
    TestEvents.write(folder(), 2_000);
    broker.declare();
    String full = broker.otherQueue("full");
    broker.use(
        channel -> {
          channel.queueDeclare(
              full, true, false, false, Map.of("x-max-length", 50, "x-overflow", "reject-publish"));
          return channel.queueBind(full, broker.topology().exchange(), "#");
        });

    SeedResult result = seed(withWindow(seeding(), 100));

    assertThat(result.reason()).isEqualTo(Reason.REASON_REFUSED);
    assertThat(result.last().counts().nacked()).isPositive();
    assertThat(result.last().counts().prefix()).isBetween(50L, 2_000L);
    assertThat(result.last().counts().inFlight()).isZero();
  }

  @Test
  void aChoiceIsASeedOfItsOwnWithoutAnEnd() throws Exception {
    TestEvents.write(folder(), 400);
    broker.declare();
    SeedChoice choice = SeedChoice.newBuilder().addTypes("flirt-sent").setLimit(10).build();
    Seeding.What what = seeding().what();
    Seeding some =
        seeding()
            .withWhat(new Seeding.What(what.events(), what.name(), choice, what.order(), false));

    SeedResult result = seed(some);

    assertThat(result.last().name()).isEqualTo("events+flirt-sent+limit-10");
    assertThat(broker.count("audit")).isEqualTo(10);
    assertThat(ordinals()).isEqualTo(List.of(2L, 6L, 10L, 14L, 18L, 22L, 26L, 30L, 34L, 38L));
    assertThatThrownBy(() -> seed(seeding())).hasMessageContaining("--again");
  }

  @Test
  void aFolderThatChangedBeforeTheRunIsRefusedBeforeAnythingIsPublished() throws Exception {
    TestEvents.write(folder(), 100, 100);
    broker.declare();
    append(folder().resolve("events/part-00001.pb.gz"));
    assertThatThrownBy(() -> seed(seeding())).isInstanceOf(DamagedDumpException.class);
    assertThat(broker.count("audit")).isZero();
  }

  @Test
  void aFolderThatChangesDuringTheRunStopsIt() throws Exception {
    TestEvents.write(folder(), 5_000, 100);
    broker.declare();
    assertThatThrownBy(
            () -> seed(seeding(), begun -> append(folder().resolve("events/part-00001.pb.gz"))))
        .isInstanceOf(DamagedDumpException.class);
    List<Long> arrived = ordinals();
    assertThat(arrived).isEqualTo(upTo(arrived.size())).hasSizeLessThanOrEqualTo(5_000);
  }

  private static void append(Path file) {
    try {
      Files.write(file, new byte[] {0}, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aFolderOfRowsIsRefused() throws Exception {
    Files.createDirectories(folder());
    assertThatThrownBy(() -> seed(seeding())).isInstanceOf(RefusedFolderException.class);
  }
}
