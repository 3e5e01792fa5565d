package com.happypancake.benchmarks;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.happypancake.seeder.broker.BrokerAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A RabbitMQ node on this machine: its processor time, and the bytes of a queue on its disk. It
 * reads {@code /proc} and the node's folder, so this process needs the right to.
 */
final class LocalNode {
  private static final int USER = 11;
  private static final long TICK_NANOS = 10_000_000;
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final Path stat;
  private final Path queues;

  private LocalNode(Path stat, Path queues) {
    this.stat = stat;
    this.queues = queues;
  }

  /**
   * Finds the node by its management API, which has the broker's port plus 10,000, or plus 1.
   *
   * @throws IOException if no management API answers
   */
  static LocalNode of(BrokerAddress broker) throws IOException, InterruptedException {
    int port = broker.port() == 5_672 ? 15_672 : broker.port() + 1;
    String login = broker.login().user() + ":" + broker.login().password();
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    String.format(
                        Locale.ROOT, "http://127.0.0.1:%d/api/nodes?columns=os_pid,db_dir", port)))
            .timeout(ANSWER)
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
            .build();
    String answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    JsonElement nodes = JsonParser.parseString(answer);
    JsonObject node = nodes.getAsJsonArray().get(0).getAsJsonObject();
    return new LocalNode(
        Path.of("/proc", node.get("os_pid").getAsString(), "stat"),
        Path.of(node.get("db_dir").getAsString(), "msg_stores", "vhosts"));
  }

  /** Returns the processor time that the node took, in steps of a hundredth of a second. */
  long cpuNanos() {
    try {
      String line = Files.readString(stat);
      String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
      return (Long.parseLong(fields[USER]) + Long.parseLong(fields[USER + 1])) * TICK_NANOS;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the bytes of a classic queue's own folder, where RabbitMQ keeps messages below 4 kB.
   *
   * @throws IOException if the folder is not found
   */
  long queueBytes(String queue) throws IOException {
    try (Stream<Path> files = Files.walk(queues, 4)) {
      for (Path name : files.filter(file -> file.endsWith(".queue_name")).toList()) {
        if (Files.readString(name).lines().anyMatch(("QUEUE: " + queue)::equals)) {
          return bytes(name.resolveSibling(""));
        }
      }
    }
    throw new IOException(queues + ": holds no folder of the queue '" + queue + "'");
  }

  private static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
