package com.happypancake.benchmarks;

import static com.happypancake.benchmarks.MarkdownTable.format;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.event.MessageSent;
import com.happypancake.schemas.value.Guids;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.broker.BrokerException;
import com.happypancake.seeder.engine.Transport.Answers;
import com.happypancake.seeder.engine.Transport.Link;
import com.happypancake.seeder.engine.Transport.LinkException;
import com.happypancake.seeder.event.EventBody;
import com.happypancake.seeder.event.EventMessage;
import com.happypancake.seeder.event.WireFormat;
import com.happypancake.seeder.stream.PublishingLock;
import com.happypancake.seeder.stream.StreamAdmin;
import com.happypancake.seeder.stream.StreamSettings;
import com.happypancake.seeder.stream.StreamTopology;
import com.happypancake.seeder.stream.StreamTransport;
import com.rabbitmq.stream.Address;
import com.rabbitmq.stream.ConfirmationHandler;
import com.rabbitmq.stream.Environment;
import com.rabbitmq.stream.Producer;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Compares the stream transport with a bare loop of RabbitMQ's stream client.
 *
 * <p>All keep 10,000 messages unconfirmed and name their publisher. The loop sends constant bytes:
 * as many as the body, or as many as the whole message. The transport parses each event and sends
 * it with its properties.
 */
final class StreamBenchmark {
  private static final int WINDOW = 10_000;
  private static final int BODY_BYTES = 182;

  /** What annotations, properties and headers add to the body of this event. */
  private static final int HEAD_BYTES = 170;

  private static final WireFormat FORMAT = WireFormat.of("9f86d081884c7d65".repeat(4));

  private final BenchmarkSettings settings;
  private final PrintStream out;
  private final Consumer<String> progress;
  private final BrokerAddress broker;
  private final StreamTopology topology = new StreamTopology("bench-stream", 0);

  /**
   * Creates a run.
   *
   * @param out receives the table
   * @param progress receives the name of what runs
   */
  StreamBenchmark(BenchmarkSettings settings, PrintStream out, Consumer<String> progress) {
    this.settings = settings;
    this.out = out;
    this.progress = progress;
    this.broker = BrokerAddress.parse(settings.broker());
  }

  /** One way to publish so many messages. Returns the nanoseconds until the last confirm. */
  @FunctionalInterface
  private interface Round {
    long publish(long messages) throws IOException, InterruptedException, LinkException;
  }

  /** Runs the comparison and prints the table. */
  void run() throws IOException, InterruptedException {
    List<Long> body = new ArrayList<>();
    List<Long> whole = new ArrayList<>();
    List<Long> ours = new ArrayList<>();
    try {
      // The first round warms up.
      for (int round = 0; round <= settings.rounds(); round++) {
        long bodyNanos = measure("a bare loop", count -> bare(count, BODY_BYTES));
        long wholeNanos =
            measure("a bare loop of whole messages", count -> bare(count, BODY_BYTES + HEAD_BYTES));
        long ourNanos = measure("the transport", this::transport);
        if (round > 0) {
          body.add(bodyNanos);
          whole.add(wholeNanos);
          ours.add(ourNanos);
        }
      }
    } catch (BrokerException | LinkException e) {
      throw new IOException(e.getMessage(), e);
    }
    MarkdownTable table =
        new MarkdownTable("publisher", "messages/s", "min to max s", "the transport against it");
    Timing transport = new Timing("stream transport, events", ours, List.of());
    for (Timing each :
        List.of(
            new Timing("bare loop, constant bytes like the body", body, List.of()),
            new Timing("bare loop, constant bytes like the message", whole, List.of()),
            transport)) {
      table.row(each.name(), rate(each), each.range(), format("%.2f", transport.speedup(each)));
    }
    table.print(out, "One stream, " + settings.size() + " events of " + BODY_BYTES + " bytes");
  }

  private String rate(Timing timing) {
    return format("%,.0f", settings.size() / timing.seconds());
  }

  private long measure(String name, Round round)
      throws BrokerException, IOException, InterruptedException, LinkException {
    progress.accept(name);
    StreamAdmin admin = new StreamAdmin(broker, topology);
    admin.delete();
    admin.declare();
    try {
      return round.publish(settings.size());
    } finally {
      admin.delete();
    }
  }

  private long bare(long messages, int bytes) throws InterruptedException {
    int port = StreamSettings.defaultPort(broker);
    try (Environment environment =
        Environment.builder()
            .host(broker.host())
            .port(port)
            .username(broker.login().user())
            .password(broker.login().password())
            .addressResolver(advertised -> new Address(broker.host(), port))
            .compressionCodecFactory(
                compression -> {
                  throw new IllegalStateException("nothing is compressed");
                })
            .build()) {
      Producer producer =
          environment.producerBuilder().stream(topology.name())
              .name("bench")
              .confirmTimeout(Duration.ZERO)
              .enqueueTimeout(Duration.ZERO)
              .maxUnconfirmedMessages(2 * WINDOW)
              .build();
      byte[] body = new byte[bytes];
      Semaphore window = new Semaphore(WINDOW);
      ConfirmationHandler handler = status -> window.release();
      long start = System.nanoTime();
      for (long id = 1; id <= messages; id++) {
        window.acquire();
        producer.send(producer.messageBuilder().publishingId(id).addData(body).build(), handler);
      }
      window.acquire(WINDOW);
      return System.nanoTime() - start;
    }
  }

  private long transport(long messages) throws IOException, InterruptedException, LinkException {
    Semaphore window = new Semaphore(WINDOW);
    Link link =
        new StreamTransport(
                new StreamSettings(
                    broker, StreamSettings.defaultPort(broker), topology, "bench", FORMAT),
                new EventBody(FORMAT, Event.getDescriptor()),
                lost -> new NoLock(),
                Map.of(),
                0)
            .connect(new Counter(window));
    try {
      byte[] event = event();
      EventCatalogue catalogue = EventCatalogue.hpc();
      long start = System.nanoTime();
      for (long ordinal = 1; ordinal <= messages; ordinal++) {
        window.acquire();
        link.publish(EventMessage.of(ordinal, event, catalogue));
      }
      window.acquire(WINDOW);
      return System.nanoTime() - start;
    } finally {
      link.cut();
    }
  }

  private static byte[] event() {
    Event.Builder event =
        Event.newBuilder()
            .setId(ByteString.copyFrom(Guids.toBytes(new UUID(1, 2))))
            .setOccurredAt(Timestamp.newBuilder().setSeconds(1_393_677_296L))
            .setCountry("FI")
            .setSubject("FI/chat/10417-23904")
            .setMessageSent(MessageSent.newBuilder().setMessageId(900_417).setBody(""));
    int missing = BODY_BYTES - event.build().getSerializedSize();
    event.getMessageSentBuilder().setBody("x".repeat(missing));
    return event.build().toByteArray();
  }

  private record Counter(Semaphore window) implements Answers {
    @Override
    public void confirmed(long[] ordinals, int count) {
      window.release(count);
    }

    @Override
    public void nacked(long ordinal, String why) {
      throw new IllegalStateException(why);
    }

    @Override
    public void returned(long ordinal, String why) {
      throw new IllegalStateException(why);
    }

    @Override
    public void blocked(Optional<String> reason) {}

    @Override
    public void lost(String why) {
      throw new IllegalStateException(why);
    }
  }

  private record NoLock() implements PublishingLock.Held {
    @Override
    public String product() {
      return "";
    }

    @Override
    public void release() {}
  }
}
