package com.happypancake.seeder.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.seeder.TestBroker;
import com.happypancake.seeder.TestEvents;
import com.happypancake.seeder.audit.AuditSettings.Source;
import com.happypancake.seeder.broker.BrokerException;
import com.happypancake.seeder.broker.BrokerException.Kind;
import com.happypancake.seeder.broker.EventProperties;
import com.happypancake.seeder.event.EventBody;
import com.happypancake.seeder.event.EventMessage;
import com.happypancake.seeder.event.SeedEndedMessage;
import com.happypancake.seeder.event.WireFormat;
import com.happypancake.seeder.event.WireFormat.BodyFormat;
import com.happypancake.seeder.stream.StreamAdmin;
import com.happypancake.seeder.stream.StreamSettings;
import com.happypancake.seeder.stream.StreamTopology;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.MessageProperties;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(90)
class AuditorIT {

  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofSeconds(30);

  @RegisterExtension final TestBroker broker = new TestBroker();

  private final Path events;
  private Manifest manifest = Manifest.getDefaultInstance();
  private String queue = "";

  AuditorIT(@TempDir Path temporary) {
    this.events = temporary.resolve("events");
  }

  @BeforeEach
  void declare() throws Exception {
    queue = broker.otherQueue("audited");
    declare(Map.of());
  }

  private void declare(Map<String, Object> arguments) throws Exception {
    broker.use(channel -> channel.queueDeclare(queue, true, false, false, arguments));
  }

  private void write(int... parts) throws Exception {
    manifest = TestEvents.write(events, parts);
  }

  private WireFormat format() {
    return WireFormat.of(manifest.getContentDigest());
  }

  private Auditor audit(Duration patience) throws Exception {
    return AuditRuns.of(events, broker, new Source.Queue(queue), patience, false);
  }

  private static List<Integer> ordinals(int first, int last) {
    return IntStream.rangeClosed(first, last).boxed().toList();
  }

  private void publish(WireFormat format, List<Integer> ordinals) throws Exception {
    broker.use(
        channel -> {
          EventBody body = new EventBody(format, Event.getDescriptor());
          for (int ordinal : ordinals) {
            EventMessage message =
                EventMessage.of(
                    ordinal, TestEvents.event(ordinal).toByteArray(), EventCatalogue.hpc());
            channel.basicPublish(
                "", queue, new EventProperties(format).of(message), body.of(message));
          }
          return confirm(channel);
        });
  }

  /** The channel's next answer comes after the broker took what was published before. */
  private Channel confirm(Channel channel) throws IOException {
    channel.queueDeclarePassive(queue);
    return channel;
  }

  private void publish(List<Integer> ordinals) throws Exception {
    publish(format(), ordinals);
  }

  private void endSeed() throws Exception {
    EventMessage end = SeedEndedMessage.of(manifest, EventCatalogue.hpc());
    broker.use(
        channel -> {
          channel.basicPublish("", queue, new EventProperties(format()).of(end), end.body());
          return confirm(channel);
        });
  }

  @ParameterizedTest
  @EnumSource(BodyFormat.class)
  void aWholeSeedIsCleanAndTheQueueIsEmptyAfterIt(BodyFormat body) throws Exception {
    write(700, 0, 801);
    publish(format().withBody(body), ordinals(1, 1_501));
    endSeed();
    AuditReport report = audit(LONG).run();
    assertThat(report.isClean()).as(report.toJson()).isTrue();
    assertThat(report.counts().getArrived()).isEqualTo(1_501);
    assertThat(report.counts().getSeedEnded()).isEqualTo(1);
    assertThat(report.missing()).isEmpty();
    assertThat(broker.count("audited")).isZero();
  }

  @Test
  void eachPlantedFaultIsTold() throws Exception {
    write(100);
    publish(ordinals(1, 9));
    publish(ordinals(11, 20)); // 10 is missing.
    publish(List.of(15)); // Twice.
    publish(List.of(22, 21)); // Swapped.
    publish(ordinals(23, 40));
    broker.use(
        channel -> {
          EventMessage message =
              EventMessage.of(41, TestEvents.event(41).toByteArray(), EventCatalogue.hpc());
          byte[] body = message.body().clone();
          body[body.length - 1] ^= 1;
          channel.basicPublish("", queue, new EventProperties(format()).of(message), body);
          channel.basicPublish("", queue, MessageProperties.BASIC, new byte[0]);
          return confirm(channel);
        });
    publish(WireFormat.of("f".repeat(64)), List.of(42));
    publish(format().withRepair(true), List.of(7));
    publish(ordinals(42, 90));
    AuditReport report = audit(SHORT).run();
    assertThat(report.isClean()).isFalse();
    assertThat(report.faults())
        .containsExactly(
            "11 events missing",
            "1 event altered",
            "1 event repeated within 10000 ordinals",
            "1 event out of order within 10000 ordinals");
    assertThat(report.missing())
        .containsExactly(new MissingRange(10, 10), new MissingRange(91, 100));
    assertThat(report.counts().getFirstAlteredList()).containsExactly(41L);
    assertThat(report.counts().getFirstRepeatedList()).containsExactly(15L);
    assertThat(report.counts().getFirstOutOfOrderList()).containsExactly(21L);
    assertThat(report.counts().getForeign()).isEqualTo(1);
    assertThat(report.counts().getUnmarked()).isEqualTo(1);
    assertThat(report.counts().getRepairs()).isEqualTo(1);
    assertThat(report.toJson()).contains("\"clean\": false").contains("\"missing\": 11");
  }

  @Test
  void aLaterAuditGoesOnWithTheSameState() throws Exception {
    write(100);
    publish(ordinals(1, 60));
    assertThat(audit(SHORT).run().missing()).containsExactly(new MissingRange(61, 100));
    publish(ordinals(60, 100));
    AuditReport report = audit(LONG).run();
    assertThat(report.counts().getArrived()).isEqualTo(100);
    assertThat(report.faults()).containsExactly("1 event repeated within 10000 ordinals");
  }

  @Test
  void theStateOfAnotherFolderIsRefused() throws Exception {
    write(10);
    audit(SHORT).run();
    TestEvents.write(events.resolveSibling("other"), 11);
    assertThatThrownBy(
            () ->
                AuditRuns.of(
                        events.resolveSibling("other"),
                        broker,
                        new Source.Queue(queue),
                        SHORT,
                        false)
                    .run())
        .isInstanceOf(AuditStateException.class)
        .hasMessageContaining("10 events")
        .hasMessageContaining("--anew");
  }

  @Test
  void aFollowingAuditWaitsForSeedEndedAndOutlivesALostConnection() throws Exception {
    write(3_000);
    publish(ordinals(1, 1_000));
    FutureTask<AuditReport> audit =
        new FutureTask<>(AuditRuns.of(events, broker, new Source.Queue(queue), SHORT, true)::run);
    new Thread(audit, "audit").start();
    await().until(() -> broker.count("audited") == 0);
    // The broker cancels its consumer; the audit connects again.
    broker.use(channel -> channel.queueDelete(queue));
    declare(Map.of());
    publish(ordinals(1_001, 3_000));
    await().until(() -> broker.count("audited") == 0);
    assertThat(audit.isDone()).isFalse();
    endSeed();
    AuditReport report = audit.get();
    assertThat(report.isClean()).as(report.toJson()).isTrue();
  }

  @Test
  void anAuditThatIsKilledCountsNothingTwice() throws Exception {
    write(6_000);
    publish(ordinals(1, 3_000));
    for (int round = 1; round <= 4; round++) {
      Process child = child();
      long before = Files.exists(journal()) ? Files.size(journal()) : 0;
      await().until(() -> Files.exists(journal()) && Files.size(journal()) > before);
      child.destroyForcibly().waitFor();
      publish(ordinals(3_000 + (round - 1) * 750 + 1, 3_000 + round * 750));
    }
    endSeed();
    await().until(() -> broker.<Long>use(channel -> channel.consumerCount(queue)) == 0);
    AuditReport report = audit(LONG).run();
    assertThat(report.isClean()).as(report.toJson()).isTrue();
    assertThat(report.counts().getSeedEnded()).isEqualTo(1);
  }

  private Path journal() {
    return events.resolveSibling("state").resolve("audit.log");
  }

  private Process child() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .replace(':', File.pathSeparatorChar),
            KilledAudit.class.getName(),
            events.toString(),
            broker.address().host(),
            Integer.toString(broker.address().port()),
            queue)
        .redirectErrorStream(true)
        .redirectOutput(events.resolveSibling("child.log").toFile())
        .start();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void aStreamIsAuditedAndResumedByItsOffsets(int partitions) throws Exception {
    write(2_000);
    StreamTopology topology = StreamTopology.hpc(broker.prefix(), partitions);
    topology.streams().forEach(name -> broker.otherQueue(name.substring(broker.prefix().length())));
    StreamAdmin admin = new StreamAdmin(broker.address(), topology);
    admin.declare();
    try {
      Source stream = new Source.Stream(topology, StreamSettings.defaultPort(broker.address()));
      StreamSeed.publish(broker.address(), topology, format(), 1, 1_200);
      AuditReport first = AuditRuns.of(events, broker, stream, SHORT, false).run();
      assertThat(first.faults()).containsExactly("800 events missing");
      StreamSeed.publish(broker.address(), topology, format(), 1_100, 2_000);
      AuditReport report = AuditRuns.of(events, broker, stream, LONG, false).run();
      assertThat(report.isClean()).as(report.toJson()).isTrue();
      assertThat(report.counts().getArrived()).isEqualTo(2_000);
    } finally {
      admin.delete();
    }
  }

  @Test
  void aMissingQueueIsTold() throws Exception {
    write(1);
    broker.use(channel -> channel.queueDelete(queue));
    assertThatThrownBy(() -> audit(SHORT).run())
        .isInstanceOf(BrokerException.class)
        .satisfies(e -> assertThat(((BrokerException) e).kind()).isEqualTo(Kind.TOPOLOGY))
        .hasMessageContaining("run 'hpc topology declare'");
  }
}
