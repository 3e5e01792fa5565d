package com.happypancake.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.happypancake.schemas.seed.Incident.Kind;
import com.happypancake.schemas.seed.LogEntry;
import com.happypancake.schemas.seed.Sample;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.event.EventFolder;
import com.happypancake.seeder.log.SeedLogFolder;
import com.rabbitmq.client.BasicProperties;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How processes of {@code hpc seed} end that are told to, or whose disk is full. */
@Timeout(300)
class SeedEndsIT {

  private static final int TERMINATED = 143;

  @TempDir private static Path folder;

  private final Launcher launcher = new Launcher(folder);
  private final String prefix = "ends-" + UUID.randomUUID() + "-";

  @BeforeAll
  static void makeEvents() throws IOException, InterruptedException {
    Launcher launcher = new Launcher(folder);
    launcher.succeed(
        List.of("sample", "create", "--country", "FI", "--scale", "0.005", "--to", "dump"));
    launcher.succeed(
        List.of("transform", "--in=dump", "--out=events", "--max-rejects=100000", "--quiet"));
  }

  @BeforeEach
  void declare() throws IOException, InterruptedException {
    assumeTrue(
        KillIT.brokerAnswers(), "no RabbitMQ answers at " + BrokerAddress.parse(KillIT.BROKER));
    topology("declare");
  }

  @AfterEach
  void delete() throws IOException, InterruptedException {
    if (KillIT.brokerAnswers()) {
      topology("delete", "--force");
    }
  }

  private void topology(String command, String... more) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("topology", command));
    words.addAll(List.of("--broker", KillIT.BROKER, "--prefix", prefix));
    words.addAll(List.of(more));
    launcher.succeed(words);
  }

  private List<String> seed(String broker, String log, String... more) {
    List<String> words = new ArrayList<>(List.of("seed", "--in=events", "--broker", broker));
    words.addAll(List.of("--prefix", prefix, "--log", log));
    words.addAll(List.of(more));
    return words;
  }

  /** Waits until the log of a running process has such an entry. */
  private static void awaitEntry(Process process, String log, Predicate<LogEntry> wanted) {
    await()
        .atMost(Duration.ofMinutes(2))
        .failFast("the process ended", () -> !process.isAlive())
        .until(() -> entries(log).stream().anyMatch(wanted));
  }

  private static List<LogEntry> entries(String log) throws IOException {
    List<LogEntry> entries = new ArrayList<>();
    SeedLogFolder.read(folder.resolve(log), entries::add);
    return entries;
  }

  private int terminate(Process process) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("kill", "-TERM", "" + process.pid()).start().waitFor()).isZero();
    return process.waitFor();
  }

  private static JsonObject report(String file) throws IOException {
    JsonObject report =
        JsonParser.parseString(Files.readString(folder.resolve(file))).getAsJsonObject();
    assertThat(report.getAsJsonArray("seeds")).hasSize(1);
    return report.getAsJsonArray("seeds").get(0).getAsJsonObject();
  }

  private static List<String> stopReasons(JsonObject seed) {
    return seed.getAsJsonArray("runs").asList().stream()
        .map(run -> run.getAsJsonObject().get("stopReason").getAsString())
        .toList();
  }

  private void assertStatus(String log, String state, long confirmed)
      throws IOException, InterruptedException {
    launcher.succeed(List.of("seed", "status", log));
    assertThat(launcher.out())
        .contains("no seeder runs there")
        .containsPattern("events +" + confirmed + " .*" + state);
  }

  /** Returns how many messages came again; fails if one did not come. */
  private long repeats() throws Exception {
    List<Long> ordinals = new ArrayList<>();
    for (BasicProperties message : KillIT.take(prefix + "audit")) {
      if (message.getHeaders().get("hpc-ordinal") instanceof Number ordinal) {
        ordinals.add(ordinal.longValue());
      }
    }
    long events = EventFolder.open(folder.resolve("events")).events();
    assertThat(ordinals.stream().distinct().sorted())
        .isEqualTo(LongStream.rangeClosed(1, events).boxed().toList());
    return ordinals.size() - events;
  }

  @Test
  void aTerminatedRunLeavesAReportAndTheSameCommandGoesOn() throws Exception {
    List<String> command = seed(KillIT.BROKER, "term", "--report=term.json");
    Process process = launcher.hpc(with(command, "--rate=300"));
    awaitEntry(process, "term", entry -> entry.getProgress().getConfirmed() >= 300);

    assertThat(terminate(process)).as(launcher.err()).isEqualTo(TERMINATED);

    assertThat(launcher.err().strip().lines().toList())
        .last()
        .asString()
        .isEqualTo("hpc seed: interrupted; the same command goes on");
    JsonObject seed = report("term.json");
    assertThat(seed.get("outcome").getAsString()).isEqualTo("INCOMPLETE");
    assertThat(stopReasons(seed)).containsExactly("stopped");
    assertStatus("term", "stopped", seed.get("confirmed").getAsLong());

    launcher.succeed(with(command, "--rate=max"));

    seed = report("term.json");
    assertThat(seed.get("outcome").getAsString()).isEqualTo("COMPLETE");
    assertThat(stopReasons(seed)).containsExactly("stopped", "complete");
    assertStatus("term", "finished", seed.get("total").getAsLong());
    assertThat(repeats()).isZero();
  }

  /** A run that waits in a write, and one that has cut the connection and tries to connect. */
  @ParameterizedTest
  @ValueSource(ints = {60, 2})
  void aRunThatIsTerminatedWhileTheBrokerDoesNotReadLeavesAReport(int confirmTimeout)
      throws Exception {
    String log = "stalled" + confirmTimeout;
    String file = log + ".json";
    try (StallingProxy proxy = new StallingProxy(BrokerAddress.parse(KillIT.BROKER))) {
      List<String> command =
          seed(proxy.url(), log, "--report", file, "--window=10000", "--rate=max");
      command.add("--confirm-timeout=" + confirmTimeout);
      command.addAll(
          List.of(
              "--management-url",
              "" + BrokerAddress.parse(KillIT.BROKER).managementUrl().orElseThrow()));
      Process process = launcher.hpc(command);
      awaitEntry(process, log, entry -> entry.getProgress().getConfirmed() >= 300);
      proxy.stall();
      awaitEntry(
          process,
          log,
          confirmTimeout > 2
              ? entry -> isStalled(entry.getSample())
              : entry -> entry.getIncident().getKind() == Kind.KIND_DISCONNECTED);

      assertThat(terminate(process)).as(launcher.err()).isEqualTo(TERMINATED);

      assertThat(launcher.err().strip().lines().toList())
          .last()
          .asString()
          .isEqualTo("hpc seed: interrupted; the same command goes on");
      JsonObject seed = report(file);
      assertThat(stopReasons(seed)).containsExactly("stopped");
      assertStatus(log, "stopped", seed.get("confirmed").getAsLong());
      proxy.cut();
    }
    launcher.succeed(seed(KillIT.BROKER, log, "--report", file, "--rate=max"));
    assertThat(report(file).get("outcome").getAsString()).isEqualTo("COMPLETE");
    assertThat(repeats()).isLessThanOrEqualTo(10_000);
  }

  private static boolean isStalled(Sample sample) {
    return sample.getMillis() > 0 && sample.getSent() == 0 && sample.getInFlight() > 0;
  }

  @Test
  void aFullDiskUnderTheLogIsNamedAndTheSameCommandGoesOnWithRoom() throws Exception {
    int mounted =
        launcher
            .start(Map.of(), List.of("unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", "."))
            .waitFor();
    assumeThat(mounted).as("this user may mount a file system in a namespace").isZero();
    Files.createDirectories(folder.resolve("small"));
    List<String> command = seed(KillIT.BROKER, "small/log", "--quiet", "--window=500");
    Process process =
        launcher.start(
            Map.of("HPC", Launcher.HPC),
            with(
                List.of(
                    "unshare",
                    "-rm",
                    "bash",
                    "-c",
                    "mount -t tmpfs -o size=32k tmpfs small || exit 99; \"$HPC\" \"$@\" --rate=500;"
                        + " echo \"then $?\"; mount -o remount,size=16m small;"
                        + " \"$HPC\" \"$@\" --rate=max",
                    "bash"),
                command.toArray(String[]::new)));
    int code = process.waitFor();

    assertThat(launcher.out()).as(launcher.err()).contains("then 7");
    assertThat(launcher.err())
        .contains(
            "hpc seed: small/log/seeds.log: No space left on device; free some space on that disk");
    assertThat(code).as(launcher.err()).isZero();
    assertThat(repeats()).isLessThanOrEqualTo(500);
  }

  private static List<String> with(List<String> command, String... more) {
    return Stream.concat(command.stream(), Stream.of(more)).toList();
  }

  /** A way to a broker that can stop to pass anything on. */
  private static final class StallingProxy implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 14;

    private final BrokerAddress broker;
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new ArrayList<>();
    private volatile CountDownLatch passes = new CountDownLatch(0);

    StallingProxy(BrokerAddress broker) throws IOException {
      this.broker = broker;
      // Else the system takes megabytes that nobody reads.
      server.setReceiveBufferSize(BUFFER_BYTES);
      start(this::accept);
    }

    String url() {
      return KillIT.BROKER.replace(
          broker.host() + ":" + broker.port(), "127.0.0.1:" + server.getLocalPort());
    }

    void stall() {
      passes = new CountDownLatch(1);
    }

    private interface Work {
      void run() throws IOException, InterruptedException;
    }

    private static void start(Work work) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  work.run();
                } catch (IOException | InterruptedException e) {
                  // A socket was closed.
                }
              });
      thread.setDaemon(true);
      thread.start();
    }

    private void accept() throws IOException {
      while (true) {
        Socket client = server.accept();
        Socket target = new Socket(broker.host(), broker.port());
        synchronized (sockets) {
          sockets.addAll(List.of(client, target));
        }
        start(() -> pass(client, target));
        start(() -> pass(target, client));
      }
    }

    private void pass(Socket from, Socket to) throws IOException, InterruptedException {
      try (InputStream in = from.getInputStream();
          OutputStream out = to.getOutputStream()) {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          passes.await();
          out.write(buffer, 0, read);
        }
      }
    }

    void cut() throws IOException {
      synchronized (sockets) {
        for (Socket socket : sockets) {
          socket.close();
        }
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
      cut();
    }
  }
}
