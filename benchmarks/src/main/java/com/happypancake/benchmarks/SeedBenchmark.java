package com.happypancake.benchmarks;

import static com.happypancake.benchmarks.MarkdownTable.format;

import com.happypancake.dumps.Dump;
import com.happypancake.dumps.block.Codec;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.broker.BrokerConnections;
import com.happypancake.seeder.broker.BrokerException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Compares {@code hpc seed} with RabbitMQ's perf-test: the rate into one queue of each type, and
 * how well both keep a rate.
 */
final class SeedBenchmark {
  private static final List<String> QUEUE_TYPES = List.of("classic", "quorum", "stream");
  private static final List<Integer> RATES = List.of(1_000, 10_000, 20_000);
  private static final int RATE_SECONDS = 12;
  private static final int FINLANDS_EVENTS = 4_200_000;
  private static final String WINDOW = "2000";
  private static final String PEER = "perf-test";
  private static final String OURS = "hpc seed";

  /** perf-test's properties for the same size of message as the wire contract's. */
  private static final String PROPERTIES =
      "contentType=application/x-protobuf,type=message-sent,"
          + "messageId=0190163d-8694-739b-aea5-966c26f8ad90,"
          + "hpc-events=0123456789abcdef,hpc-ordinal=12345678";

  private static final String GOAL = "≥ 1.0";

  private final BenchmarkSettings settings;
  private final BrokerAddress broker;
  private final String launcher;
  private final Path peerPom;
  private final PrintStream out;
  private final Consumer<String> progress;
  private final Path dump;
  private final Path events;
  private final Path log;
  private final Path jars;

  /**
   * Creates a run.
   *
   * @param launcher hpc's launcher
   * @param peerPom the Maven project that resolves perf-test
   * @param out receives the tables
   * @param progress receives the name of what runs
   */
  SeedBenchmark(
      BenchmarkSettings settings,
      Path launcher,
      Path peerPom,
      PrintStream out,
      Consumer<String> progress) {
    this.settings = settings;
    this.broker = BrokerAddress.parse(settings.broker());
    this.launcher = launcher.toString();
    this.peerPom = peerPom;
    this.out = out;
    this.progress = progress;
    this.dump = settings.work().resolve("dump");
    this.events = settings.work().resolve("events");
    this.log = settings.work().resolve("log");
    this.jars = settings.work().resolve("perf-test");
  }

  /** Runs the benchmark and deletes its files and queues. */
  void run() throws IOException, InterruptedException {
    Files.createDirectories(settings.work());
    clear();
    try {
      createEvents();
      List<Part> parts = Dump.open(events).parts();
      long count = parts.stream().mapToLong(Part::getRecords).sum();
      // A part's content has a prefix of one or two bytes before each event.
      long body = parts.stream().mapToLong(Part::getContentBytes).sum() / count - 1;
      progress.accept("resolving perf-test");
      resolvePeer();
      Machine.print(out, Codec.preferred());
      out.printf(
          Locale.ROOT,
          "- work: %d events with bodies of %d bytes on average into one durable queue, persistent,"
              + " confirm window %s; medians of %d rounds%n",
          count,
          body,
          WINDOW,
          settings.rounds());
      compareRates(count, body);
      compareAccuracy(body);
    } finally {
      clear();
    }
  }

  private void clear() throws IOException {
    for (Path each : List.of(dump, events, log)) {
      WorkFolder.delete(each);
    }
  }

  private void createEvents() throws IOException, InterruptedException {
    progress.accept("making the events");
    String scale =
        BigDecimal.valueOf(settings.size())
            .divide(BigDecimal.valueOf(FINLANDS_EVENTS), 3, RoundingMode.UP)
            .toPlainString();
    hpc("sample", "create", "--quiet", "--country", "FI", "--scale", scale, "--to", dump.toString())
        .run();
    hpc(
            "transform",
            "--quiet",
            "--in",
            dump.toString(),
            "--out",
            events.toString(),
            "--max-rejects",
            String.valueOf(Integer.MAX_VALUE))
        .run();
  }

  private void resolvePeer() throws IOException, InterruptedException {
    ProcessCommand.ours(
            PEER,
            List.of("mvn"),
            "-B",
            "-q",
            "-f",
            peerPom.toString(),
            "dependency:copy-dependencies",
            "-DincludeScope=runtime",
            "-DoutputDirectory=" + jars)
        .run();
  }

  private ProcessCommand hpc(String... arguments) {
    return ProcessCommand.ours("hpc " + arguments[0], List.of(launcher), arguments);
  }

  /** Returns a run of perf-test through a port. */
  private ProcessCommand peer(String queueType, int port, long body, String... more) {
    String queue = peerName(queueType);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return ProcessCommand.ours(
        PEER + ", " + queueType,
        Stream.concat(
                Stream.of(java, "-cp", jars + "/*", "com.rabbitmq.perf.PerfTest"), Stream.of(more))
            .toList(),
        "--uri",
        uri(port),
        "--producers",
        "1",
        "--consumers",
        "0",
        "--exchange",
        queue,
        "--type",
        "topic",
        "--routing-key",
        "chat.message-sent",
        "--queue",
        queue,
        "--queue-args",
        "x-queue-type=" + queueType,
        "--auto-delete",
        "false",
        "--flag",
        "persistent",
        "--flag",
        "mandatory",
        "--confirm",
        WINDOW,
        "--size",
        Long.toString(body));
  }

  private static String peerName(String queueType) {
    return "bench-peer-" + queueType;
  }

  /** Returns a run of hpc seed through a port, into a topology of the audit queue alone. */
  private ProcessCommand seed(String queueType, int port, String... more) {
    return ProcessCommand.ours(
        OURS + ", " + queueType,
        Stream.concat(Stream.of(launcher, "seed", "--quiet"), Stream.of(more)).toList(),
        "--in",
        events.toString(),
        "--broker",
        uri(port),
        "--prefix",
        prefix(queueType),
        "--modules",
        "audit",
        "--window",
        WINDOW,
        "--log",
        log.toString(),
        "--allow-unchecked");
  }

  private static String prefix(String queueType) {
    return "bench-" + queueType + "-";
  }

  private String uri(int port) {
    return "amqp://guest:guest@127.0.0.1:" + port;
  }

  private void declare(String queueType) throws IOException, InterruptedException {
    hpc(
            "topology",
            "declare",
            "--quiet",
            "--broker",
            uri(broker.port()),
            "--prefix",
            prefix(queueType),
            "--modules",
            "audit",
            "--queue-type",
            queueType)
        .run();
  }

  private void delete(String queueType) throws IOException, InterruptedException {
    WorkFolder.delete(log);
    hpc(
            "topology",
            "delete",
            "--quiet",
            "--force",
            "--broker",
            uri(broker.port()),
            "--prefix",
            prefix(queueType))
        .run();
  }

  private void deletePeer(String queueType) throws IOException {
    try {
      Connection connection = BrokerConnections.open(broker, "hpc benchmark");
      try {
        Channel channel = connection.createChannel();
        channel.queueDelete(peerName(queueType));
        channel.exchangeDelete(peerName(queueType));
      } finally {
        BrokerConnections.close(connection);
      }
    } catch (BrokerException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Tries hpc seed once; returns false and prints why it is left out if it does not run. */
  private boolean tryOurs(String queueType) throws InterruptedException {
    try {
      declare(queueType);
      seed(queueType, broker.port(), "--rate", "max").run();
      delete(queueType);
      return true;
    } catch (IOException e) {
      out.printf("%nLeft out: `%s, %s`: %s%n", OURS, queueType, e.getMessage());
      return false;
    }
  }

  private void compareRates(long count, long body) throws IOException, InterruptedException {
    MarkdownTable table =
        MarkdownTable.ofTimings(
            "whole process, at any rate", "events/s", "hpc seed's to its", "goal");
    for (String type : QUEUE_TYPES) {
      Comparison comparison = Comparison.ofChildren(progress);
      String messages = Long.toString(count);
      ProcessCommand bare = peer(type, broker.port(), body, "--pmessages", messages);
      comparison.add(bare.name() + ", bare bodies", bare::run, () -> deletePeer(type));
      ProcessCommand peer =
          peer(
              type,
              broker.port(),
              body,
              "--pmessages",
              messages,
              "--message-properties",
              PROPERTIES);
      comparison.add(peer.name() + ", same properties", peer::run, () -> deletePeer(type));
      boolean both = tryOurs(type);
      if (both) {
        ProcessCommand ours = seed(type, broker.port(), "--rate", "max");
        declare(type);
        comparison.add(
            ours.name(),
            ours::run,
            () -> {
              delete(type);
              declare(type);
            });
      }
      List<Timing> timings = comparison.run(settings.rounds());
      for (int i = 0; i < 2; i++) {
        Timing each = timings.get(i);
        String ratio = both ? format("%.2f", timings.get(2).speedup(each)) : "";
        table.row(each, perSecond(count, each), ratio, i == 1 ? GOAL : "");
      }
      if (both) {
        delete(type);
        table.row(timings.get(2), perSecond(count, timings.get(2)), "1.00", "");
      }
    }
    table.print(out, "Rate");
  }

  private static String perSecond(long count, Timing timing) {
    return format("%.0f", count / timing.seconds());
  }

  /** The shares by which the seconds of a run differ from its rate. */
  private record Deviations(List<Double> shares) {

    String worst() {
      return percent(shares.stream().mapToDouble(Double::doubleValue).max().orElse(1));
    }

    String mean() {
      return percent(shares.stream().mapToDouble(Double::doubleValue).average().orElse(1));
    }

    private static String percent(double share) {
      return format("%.2f", share * 100);
    }
  }

  private void compareAccuracy(long body) throws IOException, InterruptedException {
    String type = "stream"; // The broker takes the most into one.
    boolean both = tryOurs(type);
    MarkdownTable table =
        new MarkdownTable("into a stream queue", "rate", "seconds", "worst %", "mean %");
    try (PublishRelay relay = new PublishRelay(broker, System::nanoTime)) {
      for (int rate : RATES) {
        List<Double> peers = new ArrayList<>();
        List<Double> ours = new ArrayList<>();
        for (int round = 1; round <= settings.rounds(); round++) {
          progress.accept("rate " + rate + ", round " + round + " of " + settings.rounds());
          String text = Integer.toString(rate);
          String time = Integer.toString(RATE_SECONDS);
          peer(type, relay.port(), body, "--rate", text, "--time", time).run();
          addDeviations(relay, rate, peers);
          deletePeer(type);
          if (both) {
            declare(type);
            String limit = Integer.toString(rate * RATE_SECONDS);
            seed(type, relay.port(), "--rate", text, "--limit", limit).run();
            addDeviations(relay, rate, ours);
            delete(type);
          }
        }
        row(table, PEER, rate, peers);
        if (both) {
          row(table, OURS, rate, ours);
        }
      }
    }
    table.print(out, "Deviation from a rate over each second");
  }

  private static void addDeviations(PublishRelay relay, int rate, List<Double> shares) {
    relay.takeSeconds().forEach(each -> shares.add(Math.abs(each - rate) / (double) rate));
  }

  private static void row(MarkdownTable table, String name, int rate, List<Double> shares) {
    Deviations deviations = new Deviations(shares);
    table.row(
        name,
        Integer.toString(rate),
        Integer.toString(shares.size()),
        deviations.worst(),
        deviations.mean());
  }
}
