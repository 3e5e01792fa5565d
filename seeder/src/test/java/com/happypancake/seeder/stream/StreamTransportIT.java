package com.happypancake.seeder.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.seeder.BrokerNode;
import com.happypancake.seeder.TestBroker;
import com.happypancake.seeder.TestEvents;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.broker.BrokerAddress.Login;
import com.happypancake.seeder.engine.Transport.Answers;
import com.happypancake.seeder.engine.Transport.Link;
import com.happypancake.seeder.engine.Transport.LinkException;
import com.happypancake.seeder.engine.Transport.LinkException.Kind;
import com.happypancake.seeder.event.EventBody;
import com.happypancake.seeder.event.EventMessage;
import com.happypancake.seeder.event.SeedEndedMessage;
import com.happypancake.seeder.event.WireFormat;
import com.happypancake.seeder.tls.TestCertificates;
import com.happypancake.seeder.tls.TlsFiles;
import com.rabbitmq.stream.ConfirmationStatus;
import com.rabbitmq.stream.Constants;
import com.rabbitmq.stream.Environment;
import com.rabbitmq.stream.Message;
import com.rabbitmq.stream.OffsetSpecification;
import com.rabbitmq.stream.codec.SimpleCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class StreamTransportIT {

  private static final String EVENTS = "0123456789abcdef";

  /** Matches the names of the seeder's threads, Netty's and the stream client's. */
  private static final Pattern STREAM_THREAD =
      Pattern.compile("hpc-stream|EventLoop|rabbitmq-stream|scheduled", Pattern.CASE_INSENSITIVE);

  private static final WireFormat FORMAT = WireFormat.of(EVENTS);
  private static final EventBody BODY = new EventBody(FORMAT, Event.getDescriptor());

  @RegisterExtension final TestBroker broker = new TestBroker();

  private final FakeLock lock = new FakeLock();
  private final Recorder answers = new Recorder();
  private StreamTopology topology = new StreamTopology("none", 0);
  private int port;

  /** A lock in memory. */
  private static final class FakeLock implements PublishingLock {

    final AtomicInteger taken = new AtomicInteger();
    final AtomicInteger released = new AtomicInteger();
    final AtomicReference<Consumer<String>> lost = new AtomicReference<>();

    @Override
    public Held take(Consumer<String> onLoss) throws LinkException {
      if (taken.get() != released.get()) {
        throw new LinkException(Kind.LOCKED, "another seeder has it", new IOException());
      }
      taken.incrementAndGet();
      lost.set(onLoss);
      return new Held() {
        @Override
        public String product() {
          return "RabbitMQ of this test";
        }

        @Override
        public void release() {
          released.incrementAndGet();
        }
      };
    }
  }

  private static final class Recorder implements Answers {

    final Map<Long, Integer> confirmed = new ConcurrentHashMap<>();
    final Map<Long, String> nacked = new ConcurrentHashMap<>();
    final List<String> lost = new java.util.concurrent.CopyOnWriteArrayList<>();
    final List<Long> refused = new java.util.concurrent.CopyOnWriteArrayList<>();
    final AtomicInteger afterLoss = new AtomicInteger();

    @Override
    public void confirmed(long[] ordinals, int count) {
      Arrays.stream(ordinals, 0, count).forEach(each -> confirmed.merge(each, 1, Integer::sum));
      note();
    }

    @Override
    public void nacked(long ordinal, String why) {
      nacked.put(ordinal, why);
      note();
    }

    @Override
    public void refused(long ordinal, String why) {
      refused.add(ordinal);
    }

    private void note() {
      if (!lost.isEmpty()) {
        afterLoss.incrementAndGet();
      }
    }

    @Override
    public void returned(long ordinal, String why) {
      throw new AssertionError("a stream returns nothing");
    }

    @Override
    public void blocked(Optional<String> reason) {
      throw new AssertionError("a stream blocks nothing");
    }

    @Override
    public void lost(String why) {
      lost.add(why);
    }
  }

  @BeforeEach
  void port() {
    port = StreamSettings.defaultPort(broker.address());
  }

  @AfterEach
  void delete() throws Exception {
    new StreamAdmin(broker.address(), topology).delete();
  }

  private void declare(int partitions) throws Exception {
    topology = StreamTopology.hpc(broker.prefix(), partitions);
    new StreamAdmin(broker.address(), topology).declare();
  }

  private StreamTransport transport(BrokerAddress address) {
    return new StreamTransport(
        new StreamSettings(address, port, topology, "test/all/1", FORMAT), BODY, lock, Map.of(), 0);
  }

  private StreamTransport transport() {
    return transport(broker.address());
  }

  private static EventMessage message(long ordinal) throws IOException {
    return EventMessage.of(
        ordinal, TestEvents.event((int) ordinal).toByteArray(), EventCatalogue.hpc());
  }

  private static void publish(Link link, long first, long last) throws IOException {
    for (long ordinal = first; ordinal <= last; ordinal++) {
      link.publish(message(ordinal));
    }
  }

  private static List<Long> ordinals(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  private void awaitConfirmed(long last) {
    await().until(() -> answers.confirmed.keySet().containsAll(ordinals(1, last)));
  }

  /** Reads a stream from its beginning until it has given a number of messages. */
  private List<Message> read(String stream, int count) {
    ConcurrentLinkedQueue<Message> messages = new ConcurrentLinkedQueue<>();
    try (Environment environment =
        Environment.builder()
            .host(broker.address().host())
            .port(StreamSettings.defaultPort(broker.address()))
            .compressionCodecFactory(compression -> null)
            .addressResolver(
                advertised ->
                    new com.rabbitmq.stream.Address(
                        broker.address().host(), StreamSettings.defaultPort(broker.address())))
            .build()) {
      environment.consumerBuilder().stream(stream)
          .offset(OffsetSpecification.first())
          .messageHandler((context, message) -> messages.add(message))
          .build();
      await().until(() -> messages.size() >= count);
    }
    return List.copyOf(messages);
  }

  private static List<Long> ordinals(List<Message> messages) {
    return messages.stream()
        .map(each -> (Long) each.getApplicationProperties().get("hpc-ordinal"))
        .toList();
  }

  @Test
  void eventsArriveInOrderWithTheirPropertiesAndAreConfirmed() throws Exception {
    declare(0);
    StreamTransport transport = transport();
    Link link = transport.connect(answers);
    assertThat(transport.product()).hasValue("RabbitMQ of this test");
    publish(link, 1, 1_000);
    awaitConfirmed(1_000);
    link.cut();
    List<Message> messages = read(topology.name(), 1_000);
    assertThat(ordinals(messages)).isEqualTo(ordinals(1, 1_000));
    Message fifth = messages.get(4);
    assertThat(fifth.getBodyAsBinary()).isEqualTo(TestEvents.event(5).toByteArray());
    assertThat(fifth.getMessageAnnotations()).containsEntry("x-basic-type", "message-sent");
    assertThat(fifth.getApplicationProperties()).containsEntry("hpc-events", EVENTS);
    assertThat(fifth.getProperties().getMessageIdAsString()).isEqualTo(TestEvents.id(5).toString());
    assertThat(answers.lost).isEmpty();
    assertThat(answers.confirmed.values()).containsOnly(1);
  }

  @Test
  void whatIsPublishedAgainIsConfirmedAndStoredOnce() throws Exception {
    declare(0);
    StreamTransport transport = transport();
    Link first = transport.connect(answers);
    publish(first, 1, 700);
    awaitConfirmed(700);
    first.cut();
    await().until(() -> lock.released.get() == 1);
    Link second = transport.connect(answers);
    publish(second, 401, 1_200);
    awaitConfirmed(1_200);
    await().until(() -> answers.confirmed.get(700L) == 2);
    second.cut();
    assertThat(ordinals(read(topology.name(), 1_200))).isEqualTo(ordinals(1, 1_200));
  }

  @Test
  void aSubjectStaysInOneStreamAndInOrderAlsoAfterAReconnect() throws Exception {
    declare(3);
    StreamTransport transport = transport();
    Link first = transport.connect(answers);
    publish(first, 1, 600);
    awaitConfirmed(600);
    first.cut();
    Link second = transport.connect(answers);
    publish(second, 300, 1_000);
    awaitConfirmed(1_000);
    second.cut();
    Map<Integer, List<Long>> expected = new HashMap<>();
    for (long ordinal = 1; ordinal <= 1_000; ordinal++) {
      expected
          .computeIfAbsent(topology.streamOf(message(ordinal)), key -> new java.util.ArrayList<>())
          .add(ordinal);
    }
    for (int partition = 0; partition < 3; partition++) {
      List<Long> here = expected.get(partition);
      assertThat(ordinals(read(topology.partition(partition), here.size()))).isEqualTo(here);
    }
  }

  @Test
  void seedEndedGoesToEachStreamAndIsConfirmedOnce() throws Exception {
    declare(3);
    Link link = transport().connect(answers);
    EventMessage end =
        SeedEndedMessage.of(
            Manifest.newBuilder().setCountry("FI").setContentDigest(EVENTS).build(),
            EventCatalogue.hpc());
    link.publish(end);
    await().until(() -> answers.confirmed.containsKey(end.ordinal()));
    link.cut();
    for (String stream : topology.streams()) {
      Message message = read(stream, 1).get(0);
      assertThat(message.getBodyAsBinary()).isEqualTo(end.body());
      assertThat(message.getApplicationProperties()).doesNotContainKey("hpc-ordinal");
    }
    assertThat(answers.confirmed).containsExactly(Map.entry(end.ordinal(), 1));
  }

  @Test
  void aCutConnectionIsReportedOnceAndNothingFollows() throws Exception {
    declare(0);
    try (StreamProxy proxy = new StreamProxy(broker.address().host(), port)) {
      port = proxy.port();
      StreamTransport transport = transport();
      Link link = transport.connect(answers);
      publish(link, 1, 100);
      awaitConfirmed(100);
      proxy.cut();
      await().until(() -> !answers.lost.isEmpty());
      assertThatThrownBy(() -> link.publish(message(101))).isInstanceOf(IOException.class);
      await().until(() -> lock.released.get() == 1);
      link.cut();
      Link second = transport.connect(answers);
      publish(second, 90, 200);
      awaitConfirmed(200);
      second.cut();
    }
    assertThat(answers.lost).hasSize(1);
    assertThat(answers.lost.get(0)).contains("connection to stream");
    assertThat(ordinals(read(topology.name(), 200))).isEqualTo(ordinals(1, 200));
  }

  @Test
  void aBrokerThatReadsNothingNeitherBlocksAPublishNorACut() throws Exception {
    declare(0);
    try (StreamProxy proxy = new StreamProxy(broker.address().host(), port)) {
      port = proxy.port();
      Link link = transport().connect(answers);
      proxy.freeze();
      publish(link, 1, 10_000);
      link.cut();
      assertThat(lock.released).hasValue(1);
      int before = answers.confirmed.size();
      proxy.thaw();
      assertThatThrownBy(() -> link.publish(message(10_001))).hasMessage("the link was cut");
      assertThat(answers.confirmed).hasSize(before);
      assertThat(answers.lost).isEmpty();
    }
  }

  @Test
  void aDeletedStreamIsALostLinkAndThenARefusal() throws Exception {
    declare(0);
    StreamTransport transport = transport();
    Link link = transport.connect(answers);
    publish(link, 1, 10);
    awaitConfirmed(10);
    new StreamAdmin(broker.address(), topology).delete();
    await().until(() -> !answers.lost.isEmpty());
    link.cut();
    assertThatThrownBy(() -> transport.connect(answers))
        .isInstanceOfSatisfying(
            LinkException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
        .hasMessageContaining("there is no stream '" + topology.name() + "'");
    assertThat(lock.released).hasValue(lock.taken.get());
  }

  @Test
  void withoutTheLockThereIsNoLink() throws Exception {
    declare(0);
    Link link = transport().connect(answers);
    assertThatThrownBy(() -> transport().connect(answers))
        .isInstanceOfSatisfying(
            LinkException.class, e -> assertThat(e.kind()).isEqualTo(Kind.LOCKED));
    lock.lost.get().accept("its connection ended");
    assertThat(answers.lost).containsExactly("the seeder's lock is lost: its connection ended");
    assertThatThrownBy(() -> link.publish(message(1))).isInstanceOf(IOException.class);
    transport().connect(answers).cut();
  }

  @Test
  void anEventThatWasRefusedBeforeStoredOnesIsRefusedForGood() throws Exception {
    declare(0);
    Map<Long, String> refused = new ConcurrentHashMap<>();
    AtomicLongArray confirmed = new AtomicLongArray(1);
    StreamSettings settings =
        new StreamSettings(broker.address(), port, topology, "test/all/1", FORMAT);
    StreamLink first = new StreamLink(settings, BODY, answers, refused, confirmed);
    first.open(lock);
    first.publish(message(1));
    first.publish(message(3));
    await().until(() -> answers.confirmed.size() == 2);
    // The broker itself refuses an event only when its stream moves or goes.
    for (long ordinal : new long[] {2, 4}) {
      Message message =
          new SimpleCodec().messageBuilder().publishingId(ordinal).addData(new byte[0]).build();
      first.failed(
          new ConfirmationStatus(message, false, Constants.RESPONSE_CODE_PUBLISHER_DOES_NOT_EXIST));
    }
    assertThat(answers.lost)
        .containsExactly("the broker refused event 2 with code 18 of the stream protocol");
    assertThat(answers.refused).containsExactly(2L, 4L);
    StreamLink second = new StreamLink(settings, BODY, answers, refused, confirmed);
    second.open(lock);
    publish(second, 2, 4);
    await().until(() -> answers.confirmed.containsKey(4L));
    assertThat(answers.nacked).containsOnlyKeys(2L, 3L);
    assertThat(answers.nacked.get(2L))
        .startsWith("the broker refused it with code 18 of the stream protocol; later events");
    assertThat(answers.nacked.get(3L))
        .startsWith("the stream may lack it, as event 2 was refused before it; later events");
    assertThat(ordinals(read(topology.name(), 3))).containsExactly(1L, 3L, 4L);

    publish(second, 2, 2);
    await().until(() -> answers.confirmed.containsKey(2L));
    second.cut();
    assertThat(ordinals(read(topology.name(), 4))).containsExactly(1L, 3L, 4L, 2L);
  }

  @Test
  void aSuperStreamWithAnotherNumberOfPartitionsIsRefused() throws Exception {
    declare(3);
    StreamTopology declared = topology;
    topology = StreamTopology.hpc(broker.prefix(), 2);
    expectRefused(transport()).hasMessageContaining("has more than 2 partitions");
    topology = StreamTopology.hpc(broker.prefix(), 4);
    expectRefused(transport()).hasMessageContaining("there is no stream '");
    topology = declared;
    transport().connect(answers).cut();
  }

  private AbstractThrowableAssert<?, ? extends Throwable> expectRefused(StreamTransport transport) {
    return assertThatThrownBy(() -> transport.connect(answers))
        .isInstanceOfSatisfying(
            LinkException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED));
  }

  @Test
  void neitherLinksNorBacklogsLeaveThreadsBehindWhetherTheyConnectOrNot() throws Exception {
    declare(0);
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    BrokerAddress stranger = broker.address().withLogin(new Login("guest", "wrong"));
    // More than the threads of another test's streams, which runs at the same time.
    int rounds = 20;
    for (int i = 0; i < rounds; i++) {
      for (StreamBacklog each :
          List.of(
              new StreamBacklog(broker.address(), port, topology),
              new StreamBacklog(broker.address(), port, new StreamTopology("none", 0)),
              new StreamBacklog(broker.address(), 1, topology),
              new StreamBacklog(stranger, port, topology))) {
        try (each) {
          each.read(List.of("news"));
        } catch (LinkException e) {
          assertThat(e).hasMessageNotContaining("wrong");
        }
      }
      transport().connect(answers).cut();
      expectRefused(transport(stranger));
    }
    await()
        .atMost(Duration.ofSeconds(40))
        .untilAsserted(
            () -> {
              Set<Thread> now = new HashSet<>(Thread.getAllStackTraces().keySet());
              now.removeAll(before);
              now.removeIf(each -> !STREAM_THREAD.matcher(each.getName()).find());
              assertThat(now).hasSizeLessThan(rounds);
            });
  }

  private BrokerAddress tls(BrokerNode node, String host, TestCertificates authority) {
    BrokerAddress plain = node.address();
    return new BrokerAddress(true, host, plain.port(), "/", plain.login())
        .withTlsFiles(new TlsFiles(Optional.of(authority.authority()), Optional.empty()));
  }

  @Test
  @Timeout(240)
  void tlsIsVerifiedOnTheStreamPort(@TempDir Path folder) throws Exception {
    TestCertificates ours = TestCertificates.of(folder, "ours");
    TestCertificates others = TestCertificates.of(folder, "others");
    TlsFiles.Identity server = ours.issue("server", "DNS:localhost", 2);
    port = BrokerNode.freePorts(1).get(0);
    topology = StreamTopology.hpc(broker.prefix(), 0);
    try (BrokerNode node =
        BrokerNode.start(
            folder.resolve("node"),
            "ssl_options.cacertfile = " + ours.authority(),
            "ssl_options.certfile = " + server.certificate(),
            "ssl_options.keyfile = " + server.key(),
            "stream.listeners.ssl.1 = 127.0.0.1:" + port)) {
      new StreamAdmin(node.address(), topology).declare();
      Link link = transport(tls(node, "localhost", ours)).connect(answers);
      publish(link, 1, 100);
      awaitConfirmed(100);
      link.cut();
      try (StreamBacklog backlog =
          new StreamBacklog(tls(node, "localhost", ours), port, topology)) {
        assertThat(backlog.read(List.of("news")))
            .containsExactly(new StreamBacklog.Behind("news", OptionalLong.empty()));
      }

      expectRefused(transport(tls(node, "localhost", others)))
          .hasMessageContaining("rabbitmq-stream+tls://localhost:" + port)
          .hasMessageContaining("is signed by none of the authorities in " + others.authority());
      expectRefused(transport(tls(node, "127.0.0.1", ours)))
          .hasMessageContaining("the broker's certificate is not for the host '127.0.0.1'");
    }
  }

  @Test
  void aWrongPasswordAndAWrongPortAreToldApart() throws Exception {
    declare(0);
    assertThatThrownBy(
            () ->
                transport(broker.address().withLogin(new Login("guest", "wrong"))).connect(answers))
        .isInstanceOfSatisfying(
            LinkException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
        .hasMessageContaining("user or the password")
        .hasMessageNotContaining("wrong");
    port = 1;
    assertThatThrownBy(() -> transport().connect(answers))
        .isInstanceOfSatisfying(
            LinkException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE))
        .hasMessageContaining("rabbitmq-stream://127.0.0.1:1");
  }
}
