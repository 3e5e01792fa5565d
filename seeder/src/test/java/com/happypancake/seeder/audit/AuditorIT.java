package com.happypancake.seeder.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.seed.Order;
import com.happypancake.schemas.seed.SeedChoice;
import com.happypancake.seeder.TestBroker;
import com.happypancake.seeder.TestEvents;
import com.happypancake.seeder.audit.AuditSettings.Seeded;
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

@Timeout(300)
class AuditorIT {

  private static final SeedChoice EVERYTHING = SeedChoice.getDefaultInstance();
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
            "1 event out of order within 10000 ordinals, though in order within their subjects, as a"
                + " seed with --order subject sends them");
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
    assertThat(report.isClean()).as(report.toJson()).isTrue();
    assertThat(report.counts().getRepeated()).isEqualTo(1);
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

  private AuditReport audit(Order order, SeedChoice choice, boolean follow) throws Exception {
    return AuditRuns.of(
            events,
            broker.address(),
            new Source.Queue(queue),
            SHORT,
            follow,
            new Seeded(choice, order))
        .run();
  }

  @Test
  void theOrderIsHeldAgainstWhatTheSeedPromised() throws Exception {
    // Event 1 is of a chat of its own. Event 2 has the subject of event 99.
    write(1_000);
    publish(ordinals(3, 600));
    publish(List.of(1));
    publish(ordinals(601, 1_000));
    assertThat(audit(Order.ORDER_GLOBAL, EVERYTHING, false).faults())
        .containsExactly(
            "1 event missing",
            "1 event out of order within 10000 ordinals, though in order within their subjects, as a"
                + " seed with --order subject sends them");
    assertThat(audit(Order.ORDER_SUBJECT, EVERYTHING, false).faults())
        .containsExactly("1 event missing");
    publish(List.of(2));
    AuditReport report = audit(Order.ORDER_SUBJECT, EVERYTHING, false);
    assertThat(report.faults()).containsExactly("1 event after a later event of the same subject");
    assertThat(report.counts().getFirstOutOfOrderInSubjectList()).containsExactly(2L);
    assertThat(audit(Order.ORDER_GLOBAL, EVERYTHING, false).faults())
        .containsExactly("2 events out of order within 10000 ordinals");
    assertThat(audit(Order.ORDER_NONE, EVERYTHING, false).faults()).isEmpty();
  }

  @Test
  void aChoiceIsHeldAgainstTheChosenEvents() throws Exception {
    write(200);
    SeedChoice choice = SeedChoice.newBuilder().addTypes("flirt-sent").setLimit(20).build();
    List<Integer> chosen = IntStream.range(0, 20).map(i -> 2 + 4 * i).boxed().toList();
    publish(chosen.subList(0, 15));
    AuditReport partial = audit(Order.ORDER_GLOBAL, choice, false);
    assertThat(partial.faults()).containsExactly("5 events missing");
    assertThat(partial.missing()).startsWith(new MissingRange(62, 62)).hasSize(5);
    assertThat(partial.missingByType()).containsOnly(Map.entry("flirt-sent", 5L));
    publish(chosen.subList(15, 20));
    AuditReport whole = audit(Order.ORDER_GLOBAL, choice, true);
    assertThat(whole.isClean()).as(whole.toJson()).isTrue();
    assertThat(whole.expected()).isEqualTo(20);
    publish(List.of(82, 1));
    assertThat(audit(Order.ORDER_GLOBAL, choice, false).faults())
        .containsExactly("2 events that the choice leaves out");
    assertThatThrownBy(() -> audit(Order.ORDER_GLOBAL, EVERYTHING, false))
        .isInstanceOf(AuditStateException.class)
        .hasMessageContaining("of the choice 'types: \"flirt-sent\" limit: 20' of 200 events");
  }

  @Test
  void aRepairIsAuditedByItsOrdinals() throws Exception {
    write(300);
    publish(format().withRepair(true), ordinals(120, 140));
    AuditReport report =
        audit(
            Order.ORDER_GLOBAL,
            SeedChoice.newBuilder().setFirstOrdinal(120).setLastOrdinal(140).build(),
            false);
    assertThat(report.isClean()).as(report.toJson()).isTrue();
    assertThat(report.counts().getRepaired()).isEqualTo(21);
  }

  @Test
  void aRepairMakesAnEarlierAuditClean() throws Exception {
    write(12_000);
    publish(ordinals(1_001, 12_000));
    assertThat(audit(SHORT).run().faults()).containsExactly("1000 events missing");
    publish(format().withRepair(true), ordinals(1, 1_000));
    AuditReport report = audit(SHORT).run();
    assertThat(report.isClean()).as(report.toJson()).isTrue();
    assertThat(report.counts().getRepaired()).isEqualTo(1_000);
    broker.use(
        channel -> {
          EventMessage message =
              EventMessage.of(5, TestEvents.event(6).toByteArray(), EventCatalogue.hpc());
          channel.basicPublish(
              "",
              queue,
              new EventProperties(format().withRepair(true)).of(message),
              message.body());
          return confirm(channel);
        });
    assertThat(audit(SHORT).run().faults()).containsExactly("1 event altered");
  }

  @Test
  void aChoiceOfNothingIsRefused() throws Exception {
    write(10);
    assertThatThrownBy(
            () ->
                audit(
                    Order.ORDER_GLOBAL,
                    SeedChoice.newBuilder().setFirstOrdinal(11).setLastOrdinal(12).build(),
                    false))
        .isInstanceOf(RefusedFolderException.class)
        .hasMessageContaining("the choice has none of its events");
  }

  @Test
  void repeatsOutsideOfTheWindowAreAFault() throws Exception {
    write(10_101);
    publish(ordinals(1, 10_101));
    publish(List.of(101, 102));
    assertThat(audit(Order.ORDER_GLOBAL, EVERYTHING, false).faults())
        .containsExactly("1 event repeated 10000 ordinals later or more");
  }

  @Test
  void aQueueDeclaredAsAStreamMayHoldRepeatsAndAStreamMayNot() throws Exception {
    write(500);
    queue = broker.otherQueue("audited-stream");
    declare(Map.of("x-queue-type", "stream"));
    Source stream =
        new Source.Stream(
            new StreamTopology(queue, 0), StreamSettings.defaultPort(broker.address()));
    publish(ordinals(1, 300));
    publish(ordinals(250, 500));
    endSeed();
    AuditReport report = AuditRuns.of(events, broker, stream, LONG, true).run();
    assertThat(report.isClean()).as(report.toJson()).isTrue();
    assertThat(report.counts().getRepeated()).isEqualTo(51);
    assertThat(report.counts().getSeedEnded()).isEqualTo(1);
    assertThat(report.counts().getUnmarked()).isZero();
    assertThat(report.missingByType()).isEmpty();
    StreamSeed.publish(broker.address(), new StreamTopology(queue, 0), format(), 490, 500);
    assertThat(AuditRuns.of(events, broker, stream, SHORT, false).run().faults())
        .containsExactly("11 events repeated in a stream, which drops repeats");
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
