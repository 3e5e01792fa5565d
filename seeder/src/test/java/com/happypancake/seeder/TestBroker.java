package com.happypancake.seeder;

import com.google.gson.JsonObject;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.broker.BrokerConnections;
import com.happypancake.seeder.broker.BrokerException;
import com.happypancake.seeder.broker.BrokerTopology;
import com.happypancake.seeder.broker.QueueType;
import com.happypancake.seeder.broker.TopologyAdmin;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.rabbitmq.RabbitMQContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A real RabbitMQ for a test, with a prefix of its own that is removed afterwards.
 *
 * <p>The broker is that of HPC_TEST_BROKER (a system property or environment variable), or the one
 * on this host, or one in Docker. Without a broker the test is skipped, or fails if
 * HPC_TEST_BROKER_REQUIRED is set.
 */
public final class TestBroker implements BeforeEachCallback, AfterEachCallback {

  private static final String SETTING = "HPC_TEST_BROKER";
  private static final String REQUIRED = "HPC_TEST_BROKER_REQUIRED";
  private static final String LOCAL = "amqp://guest:guest@127.0.0.1:5672";

  /** Finds a broker once for all tests of a run; a container ends with the JVM. */
  private static final class Found {

    static final Optional<BrokerAddress> BROKER = find();

    private static Optional<BrokerAddress> find() {
      BrokerAddress named = BrokerAddress.parse(setting());
      try {
        BrokerConnections.close(BrokerConnections.open(named, "hpc test"));
        return Optional.of(named);
      } catch (BrokerException e) {
        return container();
      }
    }

    @SuppressWarnings("resource") // Testcontainers removes it when the JVM ends.
    private static Optional<BrokerAddress> container() {
      if (!DockerClientFactory.instance().isDockerAvailable()) {
        return Optional.empty();
      }
      RabbitMQContainer container =
          new RabbitMQContainer(DockerImageName.parse("rabbitmq:3.13-management"));
      container.start();
      return Optional.of(BrokerAddress.parse(container.getAmqpUrl()));
    }
  }

  private static String setting() {
    String environment = Optional.ofNullable(System.getenv(SETTING)).orElse(LOCAL);
    return System.getProperty(SETTING, environment);
  }

  private final List<String> otherQueues = new ArrayList<>();
  private final List<String> paths = new ArrayList<>();
  private String prefix = "";

  @Override
  public void beforeEach(ExtensionContext context) {
    if (Found.BROKER.isEmpty()) {
      String absent =
          "no RabbitMQ answers at "
              + BrokerAddress.parse(setting())
              + " and Docker does not run; start one or set "
              + SETTING;
      Assumptions.assumeTrue(isRequired(), absent);
      Assertions.fail(absent);
    }
    prefix = "test-" + UUID.randomUUID() + ".";
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    if (Found.BROKER.isPresent()) {
      for (int i = paths.size() - 1; i >= 0; i--) {
        api("DELETE", paths.get(i), "");
      }
      new TopologyAdmin(address(), topology()).delete(true);
      for (String queue : otherQueues) {
        use(channel -> channel.queueDelete(queue));
      }
    }
  }

  /** Returns whether a test must fail, and not be skipped, if the broker or its API is absent. */
  public static boolean isRequired() {
    return System.getenv(REQUIRED) != null;
  }

  /** Returns the broker's address. */
  public BrokerAddress address() {
    return Found.BROKER.orElseThrow();
  }

  /** Returns the prefix of this test's names. */
  public String prefix() {
    return prefix;
  }

  /** Returns this test's topology, declared or not. */
  public BrokerTopology topology() {
    return BrokerTopology.hpc(prefix);
  }

  /** Declares this test's topology. */
  public void declare() throws BrokerException, InterruptedException {
    new TopologyAdmin(address(), topology()).declare(QueueType.CLASSIC);
  }

  /** Returns the name of another queue, which is removed after the test. */
  public String otherQueue(String name) {
    otherQueues.add(prefix + name);
    return prefix + name;
  }

  /**
   * Makes something by the management API. It is deleted after the test.
   *
   * @param path without {@code /api/}
   */
  public void make(String path, String body) throws IOException, InterruptedException {
    paths.add(path);
    api("PUT", path, body);
  }

  private void api(String method, String path, String body)
      throws IOException, InterruptedException {
    String login = address().login().user() + ":" + address().login().password();
    String basic = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    URI uri = URI.create(address().managementUrl().orElseThrow() + "/api/" + path);
    int status =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .build()
            .send(
                HttpRequest.newBuilder(uri)
                    .header("Authorization", "Basic " + basic)
                    .header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(body))
                    .build(),
                BodyHandlers.discarding())
            .statusCode();
    Assertions.assertTrue(
        status >= 200 && status <= 204, () -> method + " " + path + ": status " + status);
  }

  /**
   * Sets a policy on one of this test's own names, until the end of the test.
   *
   * @param kind {@code policies} or {@code operator-policies}
   * @param name the name of a queue or of the exchange, without the prefix
   */
  public void policy(String kind, String name, String key, Object value)
      throws IOException, InterruptedException {
    JsonObject definition = new JsonObject();
    if (value instanceof Number number) {
      definition.addProperty(key, number);
    } else {
      definition.addProperty(key, value.toString());
    }
    JsonObject policy = new JsonObject();
    policy.addProperty("pattern", "^" + (prefix + name).replace(".", "\\.") + "$");
    policy.add("definition", definition);
    policy.addProperty("apply-to", key.equals("alternate-exchange") ? "exchanges" : "queues");
    make(kind + "/%2F/" + prefix + name, policy.toString());
  }

  /** A task on a channel. */
  @FunctionalInterface
  public interface Use<T> {
    /** Does it. */
    T on(Channel channel) throws IOException;
  }

  /** Runs a task on a new channel. */
  public <T> T use(Use<T> use) throws BrokerException, IOException {
    Connection connection = BrokerConnections.open(address(), "hpc test");
    try {
      return use.on(connection.createChannel());
    } finally {
      BrokerConnections.close(connection);
    }
  }

  /** Returns how many messages one of this test's queues holds. */
  public long count(String module) throws BrokerException, IOException {
    return use(channel -> channel.messageCount(prefix + module));
  }

  /** Takes all messages off one of this test's queues. */
  public List<GetResponse> drain(String module) throws BrokerException, IOException {
    return drain(address(), prefix + module);
  }

  /** Takes all messages off a queue of any broker. */
  public static List<GetResponse> drain(BrokerAddress broker, String queue)
      throws BrokerException, IOException {
    Connection connection = BrokerConnections.open(broker, "hpc test");
    try {
      return drain(connection.createChannel(), queue);
    } finally {
      BrokerConnections.close(connection);
    }
  }

  private static List<GetResponse> drain(Channel channel, String queue) throws IOException {
    long held = channel.messageCount(queue);
    Queue<GetResponse> taken = new ConcurrentLinkedQueue<>();
    AtomicLong left = new AtomicLong(held);
    CompletableFuture<Void> all = new CompletableFuture<>();
    // Consumed, since to ask for each by itself takes a round trip for each.
    channel.basicConsume(
        queue,
        true,
        (tag, each) -> {
          long now = left.decrementAndGet();
          taken.add(
              new GetResponse(each.getEnvelope(), each.getProperties(), each.getBody(), (int) now));
          if (now == 0) {
            all.complete(null);
          }
        },
        tag -> {});
    if (held > 0) {
      all.orTimeout(60, TimeUnit.SECONDS).join();
    }
    return List.copyOf(taken);
  }
}
