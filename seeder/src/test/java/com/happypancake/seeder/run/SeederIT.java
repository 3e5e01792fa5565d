package com.happypancake.seeder.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.seeder.SeedEvent;
import com.happypancake.seeder.SeedReport;
import com.happypancake.seeder.SeedReport.Outcome;
import com.happypancake.seeder.Seeding;
import com.happypancake.seeder.TestBroker;
import com.happypancake.seeder.TestEvents;
import com.happypancake.seeder.broker.BrokerTopology;
import com.happypancake.seeder.broker.EventProperties;
import com.happypancake.seeder.pace.ConfirmTracker.Confirms;
import com.happypancake.seeder.pace.EventRate;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
class SeederIT {

  @RegisterExtension final TestBroker broker = new TestBroker();

  private final Path temporary;
  private final RecordedEvents events = new RecordedEvents();
  private final Seeder seeder = new Seeder(System::nanoTime);

  SeederIT(@TempDir Path temporary) {
    this.temporary = temporary;
  }

  private Path folder() {
    return temporary.resolve("events");
  }

  private Seeding seeding() {
    return builder().build();
  }

  private Seeding.Builder builder() {
    return Seeding.builder(folder(), broker.address()).prefix(broker.prefix());
  }

  @Test
  void everyEventArrivesInOrderWithItsBytesPropertiesAndHeaders() throws Exception {
    Manifest manifest = TestEvents.write(folder(), 300, 0, 201);
    broker.declare();

    SeedReport report = seeder.seed(seeding(), events);

    assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
    assertThat(report.confirms()).isEqualTo(new Confirms(501, 501, 0, 0, 502));
    assertThat(report.preflight().broker()).startsWith("RabbitMQ ");
    assertThat(events.report()).contains(report);
    assertThat(
            events.all(SeedEvent.Checking.class).stream().map(SeedEvent.Checking::path).distinct())
        .containsExactly(
            "events/part-00000.pb.gz", "events/part-00001.pb.gz", "events/part-00002.pb.gz");
    List<byte[]> records = TestEvents.records(folder());
    assertThat(report.throughput().bytes())
        .isEqualTo(records.stream().mapToLong(each -> each.length).sum());
    List<GetResponse> messages = broker.drain("audit");
    assertThat(messages).hasSize(501);
    for (int i = 0; i < messages.size(); i++) {
      assertThat(messages.get(i).getBody()).isEqualTo(records.get(i));
      expectProperties(messages.get(i), i + 1, manifest.getContentDigest());
    }
  }

  private void expectProperties(GetResponse message, int ordinal, String digest) {
    BasicProperties properties = message.getProps();
    assertThat(message.getEnvelope().getExchange()).isEqualTo(broker.prefix() + "hpc");
    assertThat(message.getEnvelope().getRoutingKey())
        .isEqualTo(
            List.of("member.registered", "chat.message-sent", "flirt.sent", "photo.liked")
                .get(ordinal % 4));
    assertThat(properties.getMessageId()).isEqualTo(TestEvents.id(ordinal).toString());
    assertThat(properties.getType())
        .isEqualTo(
            List.of("member-registered", "message-sent", "flirt-sent", "photo-liked")
                .get(ordinal % 4));
    assertThat(properties.getDeliveryMode()).isEqualTo(2);
    assertThat(properties.getContentType()).isEqualTo("application/x-protobuf");
    Map<String, Object> headers = properties.getHeaders();
    assertThat(headers.get(EventProperties.EVENTS)).hasToString(digest.substring(0, 16));
    assertThat(headers.get(EventProperties.ORDINAL)).isEqualTo((long) ordinal);
    assertThat(headers).hasSize(2);
  }

  @Test
  void eachModulesQueueHearsWhatItIsBoundFor() throws Exception {
    TestEvents.write(folder(), 400);
    broker.declare();
    seeder.seed(seeding(), events);
    // A hundred of each of four types, of which every module hears one: that a member registered.
    assertThat(broker.count("chat")).isEqualTo(200);
    assertThat(broker.count("diary")).isEqualTo(300);
    assertThat(broker.count("profile")).isEqualTo(100);
    assertThat(broker.count("abuse")).isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 100, 101, 102, 250, 300})
  void aRunMayBeginWithAnyEvent(long first) throws Exception {
    TestEvents.write(folder(), 100, 100, 100);
    broker.declare();
    SeedReport report = seeder.seed(builder().firstOrdinal(first).build(), events);
    assertThat(report.resumeOrdinal()).isEqualTo(301);
    List<GetResponse> messages = broker.drain("audit");
    assertThat(messages).hasSize((int) (301 - first));
    assertThat(messages.get(0).getProps().getHeaders().get("hpc-ordinal")).isEqualTo(first);
  }

  @Test
  void aRunAfterTheLastEventIsCompleteAndOneFurtherOnIsRefused() throws Exception {
    TestEvents.write(folder(), 100);
    broker.declare();
    SeedReport report = seeder.seed(builder().firstOrdinal(101).build(), events);
    assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
    assertThat(report.confirms().sent()).isZero();
    assertThatThrownBy(() -> seeder.seed(builder().firstOrdinal(102).build(), events))
        .isInstanceOf(RefusedFolderException.class)
        .hasMessage(folder() + ": holds 100 events; none has the ordinal 102 to begin with");
  }

  @Test
  void aWindowOfOneSendsEachEventAfterTheConfirmOfTheLast() throws Exception {
    TestEvents.write(folder(), 50);
    broker.declare();
    SeedReport report = seeder.seed(builder().window(1).build(), events);
    assertThat(report.confirms()).isEqualTo(new Confirms(50, 50, 0, 0, 51));
  }

  @Test
  void anEventThatNoQueueWantsStopsTheRun() throws Exception {
    TestEvents.write(folder(), 2_000);
    broker.declare();
    // Each event goes to the audit queue, and those of flirts and members also to others.
    events.when(
        SeedEvent.Checked.class,
        checked -> {
          unbind("audit", "#");
          unbind("chat", "chat.*");
        });

    SeedReport report = seeder.seed(builder().window(100).build(), events);

    assertThat(report.outcome()).isEqualTo(Outcome.INCOMPLETE);
    assertThat(report.resumeOrdinal()).isEqualTo(1);
    assertThat(report.confirms().returned()).isPositive();
    assertThat(report.confirms().inFlight()).isZero();
    assertThat(report.confirms().sent()).isLessThanOrEqualTo(200);
    assertThat(report.confirms().confirmed() + report.confirms().returned())
        .isEqualTo(report.confirms().sent());
    assertThat(events.all(SeedEvent.Returned.class)).hasSize((int) report.confirms().returned());
    assertThat(events.all(SeedEvent.Returned.class).get(0))
        .isEqualTo(new SeedEvent.Returned(1, "chat.message-sent", "NO_ROUTE"));
  }

  private void unbind(String module, String key) {
    try {
      BrokerTopology topology = broker.topology();
      broker.use(
          channel -> channel.queueUnbind(broker.prefix() + module, topology.exchange(), key));
    } catch (IOException | com.happypancake.seeder.broker.BrokerException e) {
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

    SeedReport report = seeder.seed(builder().window(100).build(), events);

    assertThat(report.outcome()).isEqualTo(Outcome.INCOMPLETE);
    assertThat(report.confirms().nacked()).isPositive();
    assertThat(report.confirms().returned()).isZero();
    assertThat(report.resumeOrdinal()).isGreaterThan(50);
    assertThat(report.confirms().inFlight()).isZero();
    assertThat(report.confirms().confirmed() + report.confirms().nacked())
        .isEqualTo(report.confirms().sent());
    assertThat(report.confirms().sent()).isLessThan(2_000);
  }

  @Test
  void anInterruptStopsInOrderAndTheReportedOrdinalContinues() throws Exception {
    TestEvents.write(folder(), 5_000);
    broker.declare();
    events.when(SeedEvent.Progress.class, progress -> Thread.currentThread().interrupt());

    assertThatThrownBy(
            () -> seeder.seed(builder().rate(new EventRate.PerSecond(1_000)).build(), events))
        .isInstanceOf(InterruptedException.class)
        .hasMessageContaining("--from-ordinal ");

    SeedReport stopped = events.report().orElseThrow();
    assertThat(stopped.outcome()).isEqualTo(Outcome.INTERRUPTED);
    assertThat(stopped.confirms().inFlight()).isZero();
    assertThat(stopped.confirms().sent()).isBetween(1L, 4_999L);
    assertThat(broker.count("audit")).isEqualTo(stopped.confirms().confirmed());

    seeder.seed(builder().firstOrdinal(stopped.resumeOrdinal()).build(), event -> {});
    List<GetResponse> messages = broker.drain("audit");
    assertThat(messages)
        .extracting(each -> each.getProps().getHeaders().get("hpc-ordinal"))
        .containsExactlyElementsOf(
            java.util.stream.LongStream.rangeClosed(1, 5_000)
                .boxed()
                .map(each -> (Object) each)
                .toList());
  }

  @Test
  void aFolderThatChangedBeforeTheRunIsRefusedBeforeAnythingIsPublished() throws Exception {
    TestEvents.write(folder(), 100, 100);
    broker.declare();
    Path part = folder().resolve("events/part-00001.pb.gz");
    byte[] bytes = Files.readAllBytes(part);
    bytes[bytes.length / 2] ^= 1;
    Files.write(part, bytes);
    assertThatThrownBy(() -> seeder.seed(seeding(), events))
        .isInstanceOf(DamagedDumpException.class)
        .hasMessageContaining("events/part-00001.pb.gz: the file's SHA-256 is ");
    assertThat(broker.count("audit")).isZero();
    assertThat(events.report()).isEmpty();
  }

  @Test
  void aFolderThatChangesDuringTheRunStopsIt() throws Exception {
    TestEvents.write(folder(), 100, 100);
    broker.declare();
    events.when(
        SeedEvent.Checked.class, checked -> append(folder().resolve("events/part-00001.pb.gz")));
    assertThatThrownBy(() -> seeder.seed(seeding(), events))
        .isInstanceOf(DamagedDumpException.class)
        .hasMessageContaining(
            "part-00001.pb.gz: the file changed since this run checked it; put the right one back");
    assertThat(events.report().orElseThrow().outcome()).isEqualTo(Outcome.FAILED);
    assertThat(events.report().orElseThrow().resumeOrdinal()).isEqualTo(101);
    assertThat(broker.count("audit")).isEqualTo(100);
  }

  private static void append(Path file) {
    try {
      Files.write(file, new byte[] {0}, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aFolderOfRowsIsRefused() throws Exception {
    try (var dump =
        com.happypancake.dumps.DumpWriter.create(
            folder(), List.of(), java.time.Clock.systemUTC())) {
      dump.finish(
          Manifest.newBuilder().setContent(com.happypancake.schemas.manifest.Content.CONTENT_ROWS));
    }
    assertThatThrownBy(() -> seeder.seed(seeding(), events))
        .isInstanceOf(RefusedFolderException.class)
        .hasMessage(
            folder() + ": holds no events; 'hpc transform' makes a folder of events from a dump");
  }
}
