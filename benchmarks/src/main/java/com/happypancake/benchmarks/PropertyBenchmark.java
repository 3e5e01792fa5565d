package com.happypancake.benchmarks;

import static com.happypancake.benchmarks.MarkdownTable.format;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.event.MessageSent;
import com.happypancake.schemas.value.Guids;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.broker.BrokerConnections;
import com.happypancake.seeder.broker.BrokerException;
import com.happypancake.seeder.broker.EventProperties;
import com.happypancake.seeder.event.EventMessage;
import com.happypancake.seeder.event.WireFormat;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Measures what each property and header of a message costs a broker: the bytes on the wire and on
 * the disk, the broker's processor time, and the rate.
 *
 * <p>It publishes the same bodies with different properties to a durable classic queue, persistent,
 * with 2,000 unconfirmed messages at most. It should have a broker on this machine to itself.
 */
final class PropertyBenchmark {
  private static final String QUEUE = "bench-properties";
  private static final int BODY_BYTES = 182;
  private static final int WINDOW = 2_000;
  private static final int ANSWER_SECONDS = 60;
  private static final int PERSISTENT = 2;
  private static final String DIGEST = "9f86d081884c7d659a2feaa0c55ad015".repeat(2);
  private static final String SUBJECT = "FI/chat/10417-23904";
  private static final int DIGITS = 16;
  private static final Date TIME = Date.from(Instant.ofEpochSecond(1_393_677_296L));

  private final BenchmarkSettings settings;
  private final PrintStream out;
  private final Consumer<String> progress;
  private final EventMessage message;
  private final UUID id = UUID.fromString("5c3f2b0e-8d64-5f0a-b7a1-6f2f0d3c9e17");

  /** Makes the properties of a message. */
  @FunctionalInterface
  interface Properties {
    BasicProperties of(long ordinal) throws IOException;
  }

  private record Contender(String name, Properties properties) {}

  /**
   * Creates a run.
   *
   * @param out receives the tables
   * @param progress receives the name of what runs
   */
  PropertyBenchmark(BenchmarkSettings settings, PrintStream out, Consumer<String> progress)
      throws IOException {
    this.settings = settings;
    this.out = out;
    this.progress = progress;
    this.message = EventMessage.of(123_456_789, event(), EventCatalogue.hpc());
  }

  private byte[] event() {
    Event.Builder event =
        Event.newBuilder()
            .setId(ByteString.copyFrom(Guids.toBytes(id)))
            .setOccurredAt(Timestamp.newBuilder().setSeconds(1_393_677_296L).setNanos(123_400_000))
            .setCountry("FI")
            .setSubject(SUBJECT)
            .setMessageSent(
                MessageSent.newBuilder().setMessageId(900_417).setFromMemberId(1).setBody(""));
    int missing = BODY_BYTES - event.build().getSerializedSize();
    event.getMessageSentBuilder().setBody("x".repeat(missing));
    return event.build().toByteArray();
  }

  /** Runs the comparison and prints the tables. */
  void run() throws IOException, InterruptedException {
    BrokerAddress address = BrokerAddress.parse(settings.broker());
    try {
      Connection connection = BrokerConnections.open(address, "hpc benchmark");
      try {
        compare(connection, LocalNode.of(address));
      } finally {
        BrokerConnections.close(connection);
      }
    } catch (BrokerException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private void compare(Connection connection, LocalNode node)
      throws IOException, InterruptedException {
    List<Contender> contenders = contenders();
    List<List<Long>> disk = new ArrayList<>();
    Channel channel = connection.createChannel();
    channel.confirmSelect();
    Semaphore window = new Semaphore(WINDOW);
    Confirms confirms = new Confirms(window);
    channel.addConfirmListener(
        confirms::answered,
        (sequence, multiple) -> progress.accept("the broker refused message " + sequence));
    Comparison comparison = new Comparison(System::nanoTime, node::cpuNanos, progress);
    for (Contender each : contenders) {
      List<Long> bytes = new ArrayList<>();
      disk.add(bytes);
      comparison.add(
          each.name(),
          () -> publish(channel, window, each.properties()),
          () -> {
            bytes.add(node.queueBytes(QUEUE));
            channel.queueDelete(QUEUE);
          });
    }
    List<Timing> timings = comparison.warmUp().run(settings.rounds());
    MarkdownTable table =
        new MarkdownTable(
            "properties",
            "bytes on the wire",
            "bytes on disk",
            "broker's CPU µs",
            "messages/s",
            "rate to the first");
    for (int i = 0; i < contenders.size(); i++) {
      Timing timing = timings.get(i);
      table.row(
          contenders.get(i).name(),
          Integer.toString(wireBytes(contenders.get(i).properties().of(message.ordinal()))),
          format("%.0f", (double) median(disk.get(i)) / settings.size()),
          format("%.1f", timing.cpuSeconds() * 1e6 / settings.size()),
          format("%.0f", settings.size() / timing.seconds()),
          format("%.2f", timing.speedup(timings.get(0))));
    }
    table.print(
        out,
        String.format(
            Locale.ROOT,
            "What properties cost, %d messages of %d bytes, medians of %d rounds",
            settings.size(),
            BODY_BYTES,
            settings.rounds()));
  }

  private static long median(List<Long> values) {
    List<Long> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  private void publish(Channel channel, Semaphore window, Properties properties)
      throws IOException, InterruptedException {
    channel.queueDeclare(QUEUE, true, false, false, Map.of());
    for (long i = 0; i < settings.size(); i++) {
      await(window, 1);
      channel.basicPublish("", QUEUE, true, properties.of(message.ordinal() + i), message.body());
    }
    await(window, WINDOW);
    window.release(WINDOW);
  }

  private static void await(Semaphore window, int permits)
      throws IOException, InterruptedException {
    if (!window.tryAcquire(permits, ANSWER_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("the broker confirmed nothing within " + ANSWER_SECONDS + " s");
    }
  }

  /** Counts confirms on the connection's thread. */
  private static final class Confirms {
    private final Semaphore window;
    private final Set<Long> early = new HashSet<>();
    private long last;

    Confirms(Semaphore window) {
      this.window = window;
    }

    void answered(long sequence, boolean multiple) {
      int answered = 1;
      if (multiple) {
        answered = 0;
        for (; last < sequence; last++) {
          answered += early.remove(last + 1) ? 0 : 1;
        }
      } else {
        early.add(sequence);
      }
      window.release(answered);
    }
  }

  /** Returns the size of a message's content header on the wire, which the broker also stores. */
  private int wireBytes(BasicProperties properties) throws IOException {
    return properties.toFrame(1, message.body().length).size();
  }

  private List<Contender> contenders() {
    Map<String, Object> ordinal = Map.of(EventProperties.ORDINAL, message.ordinal());
    String digits = DIGEST.substring(0, DIGITS);
    WireFormat plain = WireFormat.of(DIGEST);
    WireFormat cloudEvents = plain.withCloudEvents(true);
    EventProperties now = new EventProperties(plain);
    EventProperties withCloudEvents = new EventProperties(cloudEvents);
    return List.of(
        new Contender("delivery-mode", each -> base().build()),
        new Contender("+ message-id", each -> base().messageId(id.toString()).build()),
        new Contender("+ type", each -> base().type("message-sent").build()),
        new Contender("+ timestamp", each -> base().timestamp(TIME).build()),
        new Contender(
            "+ content-type, 47 characters",
            each ->
                base()
                    .contentType("application/x-protobuf; messageType=\"hpc.event.Event\"")
                    .build()),
        new Contender(
            "+ content-type, 22 characters",
            each -> base().contentType("application/x-protobuf").build()),
        new Contender("+ app-id", each -> base().appId("hpc").build()),
        new Contender("+ hpc-ordinal", each -> base().headers(ordinal).build()),
        header("+ hpc-ordinal, hpc-country", "hpc-country", "FI"),
        header("+ hpc-ordinal, hpc-subject", "hpc-subject", SUBJECT),
        header("+ hpc-ordinal, hpc-events of 64 digits", "hpc-events", DIGEST),
        header("+ hpc-ordinal, hpc-events of 16 digits", "hpc-events", digits),
        header("+ hpc-ordinal, hpc-seeded", "hpc-seeded", true),
        new Contender("all of these, as until now", this::before),
        new Contender("the contract", each -> now.of(message)),
        new Contender(
            "the contract without message-id",
            each -> now.of(message).builder().messageId(null).build()),
        new Contender("the contract with CloudEvents", each -> withCloudEvents.of(message)));
  }

  private Contender header(String name, String header, Object value) {
    Map<String, Object> headers = Map.of(EventProperties.ORDINAL, message.ordinal(), header, value);
    return new Contender(name, each -> base().headers(headers).build());
  }

  private static BasicProperties.Builder base() {
    return new BasicProperties.Builder().deliveryMode(PERSISTENT);
  }

  private BasicProperties before(long ordinal) {
    Map<String, Object> headers = new LinkedHashMap<>();
    headers.put("hpc-country", "FI");
    headers.put("hpc-subject", SUBJECT);
    headers.put("hpc-events", DIGEST);
    headers.put("hpc-ordinal", ordinal);
    headers.put("hpc-seeded", true);
    return base()
        .messageId(message.id().toString())
        .type("message-sent")
        .contentType("application/x-protobuf; messageType=\"hpc.event.Event\"")
        .appId("hpc")
        .headers(headers)
        .timestamp(TIME)
        .build();
  }
}
