package com.happypancake.seeder;

import static org.awaitility.Awaitility.await;

import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.broker.BrokerConnections;
import com.happypancake.seeder.broker.BrokerException;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A RabbitMQ node of a test's own, which the test may stop, kill and freeze. It has its own name,
 * ports, and data below a folder of the test. The plugins management and stream are enabled.
 *
 * <p>It runs the program {@code rabbitmq-server} of this machine. Without one the test is skipped,
 * or fails if HPC_TEST_BROKER_REQUIRED is set.
 */
public final class BrokerNode implements AutoCloseable {

  /** Debian's program on the PATH changes the user; this is what it runs. */
  private static final Path DEBIAN = Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server");

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Path folder;
  private final Path program;
  private final Thread atExit = new Thread(this::destroy, "broker-node");
  private final int port;
  private final int managementPort;
  private final int streamPort;
  private final int distributionPort;
  private Optional<ProcessHandle> node = Optional.empty();

  private BrokerNode(Path folder, Path program) throws IOException {
    this.folder = folder;
    this.program = program;
    List<Integer> ports = freePorts(4);
    this.port = ports.get(0);
    this.managementPort = ports.get(1);
    this.streamPort = ports.get(2);
    this.distributionPort = ports.get(3);
  }

  /**
   * Starts a node and waits until it accepts connections.
   *
   * @param folder an empty folder for its data and logs
   * @param configuration more lines for {@code rabbitmq.conf}
   */
  public static BrokerNode start(Path folder, String... configuration) throws IOException {
    Optional<Path> program = program();
    if (program.isEmpty()) {
      String absent = "no rabbitmq-server is installed; Debian's package rabbitmq-server has it";
      Assumptions.assumeTrue(TestBroker.isRequired(), absent);
      Assertions.fail(absent);
    }
    BrokerNode node = new BrokerNode(Files.createDirectories(folder), program.orElseThrow());
    node.configure(configuration);
    Runtime.getRuntime().addShutdownHook(node.atExit);
    node.start();
    return node;
  }

  private static Optional<Path> program() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(
            Stream.of(DEBIAN),
            Stream.of(path.split(File.pathSeparator, -1))
                .map(each -> Path.of(each, "rabbitmq-server")))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Returns ports of the loopback interface that nothing uses now. */
  public static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }

  private void configure(String... more) throws IOException {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "listeners.tcp.1 = 127.0.0.1:" + port,
                "management.tcp.ip = 127.0.0.1",
                "management.tcp.port = " + managementPort,
                "stream.listeners.tcp.1 = 127.0.0.1:" + streamPort,
                "stream.advertised_host = 127.0.0.1",
                "stream.advertised_port = " + streamPort));
    lines.addAll(List.of(more));
    Files.write(folder.resolve("rabbitmq.conf"), lines);
    Files.writeString(folder.resolve("plugins"), "[rabbitmq_management,rabbitmq_stream].\n");
  }

  /** Starts the node again, with the data that it had, and waits until it accepts connections. */
  public void start() throws IOException {
    if (node.filter(ProcessHandle::isAlive).isPresent()) {
      throw new IllegalStateException("the node runs");
    }
    Path pid = folder.resolve("pid");
    Files.deleteIfExists(pid);
    ProcessBuilder builder = new ProcessBuilder(program.toString());
    builder
        .environment()
        .putAll(
            Map.ofEntries(
                Map.entry("HOME", folder.toString()),
                Map.entry("RABBITMQ_NODENAME", "hpc-test-" + port + "@localhost"),
                Map.entry("RABBITMQ_DIST_PORT", Integer.toString(distributionPort)),
                Map.entry("RABBITMQ_MNESIA_BASE", folder.resolve("data").toString()),
                Map.entry("RABBITMQ_LOG_BASE", folder.resolve("log").toString()),
                Map.entry("RABBITMQ_LOGS", folder.resolve("log/node.log").toString()),
                Map.entry("RABBITMQ_PID_FILE", pid.toString()),
                Map.entry("RABBITMQ_CONF_ENV_FILE", folder.resolve("none").toString()),
                Map.entry("RABBITMQ_CONFIG_FILE", folder.resolve("rabbitmq.conf").toString()),
                Map.entry("RABBITMQ_ENABLED_PLUGINS_FILE", folder.resolve("plugins").toString()),
                Map.entry(
                    "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
                    "+sbwt none -kernel inet_dist_use_interface {127,0,0,1}")));
    File output = folder.resolve("output").toFile();
    Process script = builder.redirectErrorStream(true).redirectOutput(output).start();
    await()
        .pollInterval(POLL)
        .atMost(PATIENCE)
        .until(
            () -> {
              if (!script.isAlive()) {
                throw new IllegalStateException(
                    "rabbitmq-server ended at its start: " + Files.readString(output.toPath()));
              }
              return Files.exists(pid) && answers(pid);
            });
  }

  private boolean answers(Path pid) throws IOException {
    String digits = Files.readString(pid).strip();
    if (digits.isEmpty()) {
      return false;
    }
    node = ProcessHandle.of(Long.parseLong(digits));
    try {
      BrokerConnections.close(BrokerConnections.open(address(), "hpc test"));
      return true;
    } catch (BrokerException e) {
      return false;
    }
  }

  /** Returns the address for AMQP, with the login of the user guest. */
  public BrokerAddress address() {
    return BrokerAddress.parse("amqp://127.0.0.1:" + port);
  }

  /** Returns the address of the management API, which starts a little later than AMQP. */
  public URI managementUrl() {
    return URI.create("http://127.0.0.1:" + managementPort);
  }

  /** Returns the port for the stream protocol. */
  public int streamPort() {
    return streamPort;
  }

  /** Ends the node in order, as an operator does, and waits for its end. */
  public void stop() {
    signal("TERM");
    awaitEnd();
  }

  /** Ends the node as a loss of power does, by {@code kill -9}, and waits for its end. */
  public void kill() {
    signal("KILL");
    awaitEnd();
  }

  /** Freezes the node: its sockets stay open, and it neither reads nor answers. */
  public void freeze() {
    signal("STOP");
    Path tasks = Path.of("/proc", Long.toString(node.orElseThrow().pid()), "task");
    Awaitility.await().atMost(PATIENCE).until(() -> !Files.exists(tasks) || isStopped(tasks));
  }

  /** Returns whether Linux has stopped all threads of a process. */
  private static boolean isStopped(Path tasks) throws IOException {
    try (Stream<Path> threads = Files.list(tasks)) {
      for (Path thread : threads.toList()) {
        String stat = Files.readString(thread.resolve("stat"));
        if (stat.charAt(stat.lastIndexOf(')') + 2) != 'T') {
          return false;
        }
      }
    }
    return true;
  }

  /** Lets a frozen node go on. */
  public void thaw() {
    signal("CONT");
  }

  /** Evaluates an Erlang expression in the node, by {@code rabbitmqctl}. */
  public void evaluate(String expression) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            program.resolveSibling("rabbitmqctl").toString(),
            "--node",
            "hpc-test-" + port + "@localhost",
            "eval",
            expression + ".");
    // The node's cookie is there.
    builder.environment().put("HOME", folder.toString());
    File output = folder.resolve("rabbitmqctl").toFile();
    int code = builder.redirectErrorStream(true).redirectOutput(output).start().waitFor();
    if (code != 0) {
      throw new IllegalStateException(
          "rabbitmqctl exits with " + code + ": " + Files.readString(output.toPath()));
    }
  }

  private void signal(String name) {
    String pid = Long.toString(node.orElseThrow().pid());
    try {
      int code = new ProcessBuilder("kill", "-" + name, pid).inheritIO().start().waitFor();
      if (code != 0) {
        throw new IllegalStateException("kill -" + name + " " + pid + " exits with " + code);
      }
    } catch (IOException e) {
      throw new IllegalStateException("no program kill", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void awaitEnd() {
    await().pollInterval(POLL).atMost(PATIENCE).until(() -> !node.orElseThrow().isAlive());
  }

  private void destroy() {
    node.ifPresent(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    destroy();
    node.ifPresent(each -> awaitEnd());
    Runtime.getRuntime().removeShutdownHook(atExit);
  }
}
