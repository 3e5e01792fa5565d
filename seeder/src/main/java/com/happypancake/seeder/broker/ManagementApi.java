package com.happypancake.seeder.broker;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.happypancake.seeder.broker.QueueStatus.Attributes;
import com.happypancake.seeder.broker.QueueStatus.Depth;
import com.happypancake.seeder.tls.TlsContexts;
import com.happypancake.seeder.tls.TlsFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A client of RabbitMQ's management API (HTTP API of RabbitMQ 3.8 and later). It sees one virtual
 * host. Thread-safe.
 */
final class ManagementApi {

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int SERVER_ERROR = 500;
  private static final int TRIES = 4;
  private static final long PAUSE_MILLIS = 250;
  private static final String QUEUE_COLUMNS =
      "name,type,durable,auto_delete,exclusive,arguments,policy,operator_policy,"
          + "effective_policy_definition,messages_ready,messages_unacknowledged,consumers,"
          + "message_bytes,backing_queue_status.next_seq_id";

  private final URI url;
  private final BrokerAddress broker;
  private @Nullable HttpClient client;

  ManagementApi(URI url, BrokerAddress broker) {
    this.url = url;
    this.broker = broker;
  }

  /** A binding of a queue or exchange to an exchange. */
  record Binding(String source, String destination, boolean toQueue, String key) {}

  /**
   * An exchange.
   *
   * @param type for example {@code topic}
   * @param alternate the exchange that gets what no queue takes, by an argument; empty for none
   * @param policy the name of the policy that applies; empty for none
   */
  record Exchange(
      String type,
      boolean isDurable,
      boolean isInternal,
      boolean isAutoDelete,
      Optional<String> alternate,
      Optional<String> policy) {}

  /** A policy or operator policy. */
  record Policy(
      String name,
      String pattern,
      String applyTo,
      long priority,
      boolean ofOperator,
      Map<String, String> definition) {}

  /** A consumer of a queue, with the name that its client gave to the connection. */
  record Consumer(String queue, String connection) {}

  /** A node of the cluster. */
  record Node(
      String name,
      boolean isRunning,
      OptionalLong freeBytes,
      OptionalLong limitBytes,
      boolean hasDiskAlarm,
      boolean hasMemoryAlarm,
      boolean isPartitioned) {}

  /** Thrown if the management API gave no usable answer. The message says why and what to do. */
  static final class UnansweredException extends Exception {

    private static final long serialVersionUID = 1L;

    UnansweredException(String message) {
      super(message);
    }
  }

  Exchange exchange(String name) throws UnansweredException, InterruptedException {
    return read(
        "exchanges/%s/" + BrokerAddress.encode(name),
        json -> {
          JsonObject exchange = json.getAsJsonObject();
          return new Exchange(
              exchange.get("type").getAsString(),
              exchange.get("durable").getAsBoolean(),
              flag(exchange, "internal"),
              flag(exchange, "auto_delete"),
              Optional.ofNullable(texts(exchange, "arguments").get("alternate-exchange")),
              text(exchange, "policy"));
        });
  }

  /** Returns all bindings of the virtual host but those of the default exchange. */
  Set<Binding> bindings() throws UnansweredException, InterruptedException {
    Set<Binding> bindings = new HashSet<>();
    for (Binding binding :
        list(
            "bindings/%s?columns=source,destination,destination_type,routing_key",
            each ->
                new Binding(
                    each.get("source").getAsString(),
                    each.get("destination").getAsString(),
                    each.get("destination_type").getAsString().equals("queue"),
                    each.get("routing_key").getAsString()))) {
      if (!binding.source().isEmpty()) {
        bindings.add(binding);
      }
    }
    return bindings;
  }

  /** Returns the queues of the virtual host by name. */
  Map<String, QueueStatus> queues() throws UnansweredException, InterruptedException {
    Map<String, QueueStatus> queues = new HashMap<>();
    for (QueueStatus queue : list("queues/%s?columns=" + QUEUE_COLUMNS, ManagementApi::queue)) {
      queues.put(queue.name(), queue);
    }
    return queues;
  }

  private static QueueStatus queue(JsonObject queue) {
    Set<Risk> flags = EnumSet.noneOf(Risk.class);
    if (!queue.get("durable").getAsBoolean()) {
      flags.add(Risk.TRANSIENT);
    }
    if (flag(queue, "auto_delete")) {
      flags.add(Risk.AUTO_DELETE);
    }
    if (flag(queue, "exclusive")) {
      flags.add(Risk.EXCLUSIVE);
    }
    Optional<Map<String, String>> definition =
        queue.has("effective_policy_definition")
            ? Optional.of(texts(queue, "effective_policy_definition"))
            : Optional.empty();
    JsonElement backing = queue.get("backing_queue_status");
    return new QueueStatus(
        queue.get("name").getAsString(),
        new Depth(
            number(queue, "messages_ready").orElse(0),
            number(queue, "messages_unacknowledged"),
            number(queue, "consumers").orElse(0),
            number(queue, "message_bytes"),
            backing != null && backing.isJsonObject()
                ? number(backing.getAsJsonObject(), "next_seq_id")
                : OptionalLong.empty()),
        Optional.of(
            new Attributes(
                text(queue, "type").orElse("classic"),
                flags,
                texts(queue, "arguments"),
                Stream.of("policy", "operator_policy")
                    .flatMap(key -> text(queue, key).stream())
                    .toList(),
                definition)));
  }

  /** Returns the policies and operator policies. The login needs the tag {@code policymaker}. */
  List<Policy> policies() throws UnansweredException, InterruptedException {
    List<Policy> policies = new ArrayList<>();
    for (boolean operator : new boolean[] {false, true}) {
      policies.addAll(
          list(
              (operator ? "operator-policies" : "policies") + "/%s",
              each ->
                  new Policy(
                      each.get("name").getAsString(),
                      each.get("pattern").getAsString(),
                      text(each, "apply-to").orElse("all"),
                      number(each, "priority").orElse(0),
                      operator,
                      texts(each, "definition"))));
    }
    return policies;
  }

  List<Consumer> consumers() throws UnansweredException, InterruptedException {
    Map<String, String> names =
        list(
                "vhosts/%s/connections?columns=name,user_provided_name",
                each ->
                    Map.entry(
                        each.get("name").getAsString(),
                        text(each, "user_provided_name").orElse("a connection without a name")))
            .stream()
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> b));
    return list(
        "consumers/%s",
        each -> {
          JsonElement channel = each.get("channel_details");
          Optional<String> connection =
              channel.isJsonObject()
                  ? text(channel.getAsJsonObject(), "connection_name")
                  : Optional.empty();
          return new Consumer(
              each.get("queue").getAsJsonObject().get("name").getAsString(),
              connection.map(names::get).orElse("a connection of unknown name"));
        });
  }

  /** Returns the nodes of the cluster. The login needs the tag {@code monitoring}. */
  List<Node> nodes() throws UnansweredException, InterruptedException {
    return list(
        "nodes?columns=name,running,disk_free,disk_free_limit,disk_free_alarm,mem_alarm,partitions",
        each ->
            new Node(
                each.get("name").getAsString(),
                flag(each, "running"),
                number(each, "disk_free"),
                number(each, "disk_free_limit"),
                flag(each, "disk_free_alarm"),
                flag(each, "mem_alarm"),
                each.has("partitions")
                    && each.get("partitions").isJsonArray()
                    && !each.getAsJsonArray("partitions").isEmpty()));
  }

  private static boolean flag(JsonObject object, String key) {
    JsonElement value = object.get(key);
    return value != null && value.isJsonPrimitive() && value.getAsBoolean();
  }

  private static OptionalLong number(JsonObject object, String key) {
    JsonElement value = object.get(key);
    boolean isNumber =
        value != null && value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber();
    return isNumber ? OptionalLong.of(value.getAsLong()) : OptionalLong.empty();
  }

  private static Optional<String> text(JsonObject object, String key) {
    JsonElement value = object.get(key);
    return value != null && value.isJsonPrimitive() && !value.getAsString().isEmpty()
        ? Optional.of(value.getAsString())
        : Optional.empty();
  }

  /** Returns the values of an object as text. An empty object may be an empty array in Erlang. */
  private static Map<String, String> texts(JsonObject object, String key) {
    Map<String, String> texts = new HashMap<>();
    JsonElement value = object.get(key);
    if (value != null && value.isJsonObject()) {
      value
          .getAsJsonObject()
          .entrySet()
          .forEach(
              each ->
                  texts.put(
                      each.getKey(),
                      each.getValue().isJsonPrimitive()
                          ? each.getValue().getAsString()
                          : each.getValue().toString()));
    }
    return texts;
  }

  private <T> List<T> list(String path, Function<JsonObject, T> mapping)
      throws UnansweredException, InterruptedException {
    return read(
        path,
        json -> {
          List<T> list = new ArrayList<>();
          json.getAsJsonArray().forEach(each -> list.add(mapping.apply(each.getAsJsonObject())));
          return list;
        });
  }

  private <T> T read(String path, Function<JsonElement, T> mapping)
      throws UnansweredException, InterruptedException {
    try {
      return mapping.apply(get(path));
    } catch (JsonParseException
        | IllegalStateException
        | UnsupportedOperationException
        | NullPointerException e) {
      throw new UnansweredException(
          "what answers at " + url + " is not a management API; check --management-url");
    }
  }

  private JsonElement get(String path) throws UnansweredException, InterruptedException {
    String base = reachable().toString().replaceAll("/+$", "") + "/api/";
    String credentials = broker.login().user() + ":" + broker.login().password();
    String basic = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(base + path.replace("%s", BrokerAddress.encode(broker.virtualHost()))))
            .timeout(ANSWER)
            .header("Authorization", "Basic " + basic)
            .header("Accept", "application/json")
            .build();
    String api = "the management API at " + url;
    try {
      HttpResponse<String> response = send(request);
      if (response.statusCode() == UNAUTHORIZED) {
        throw new UnansweredException(
            api
                + " does not let the broker's login in, or not see this; it wants a user with the"
                + " tags 'monitoring' and 'policymaker', and access to the virtual host");
      }
      if (response.statusCode() != OK) {
        throw new UnansweredException(
            api + " answers with HTTP status " + response.statusCode() + "; look at its log");
      }
      return JsonParser.parseString(response.body());
    } catch (SSLException e) {
      throw new UnansweredException(
          api
              + ": "
              + TlsFailure.explain(broker.host(), broker.tlsFiles(), e)
                  .orElse(String.valueOf(e.getMessage())));
    } catch (IOException e) {
      throw new UnansweredException(
          api
              + " does not answer; check --management-url, or 'rabbitmq-plugins enable"
              + " rabbitmq_management'");
    }
  }

  /** Java's client takes no names with underscores, as Docker's are; it gets their address. */
  private URI reachable() throws UnansweredException {
    if (url.getHost() != null) {
      return url;
    }
    String[] place = url.getRawAuthority().split(":", -1);
    try {
      String address = InetAddress.getByName(place[0]).getHostAddress();
      return URI.create(url.getScheme() + "://" + address + ":" + place[1]);
    } catch (UnknownHostException e) {
      throw new UnansweredException("the management API at " + url + ": there is no such host");
    }
  }

  private synchronized HttpClient client() throws SSLException {
    if (client == null) {
      client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(CONNECT)
              .sslContext(TlsContexts.of(broker.tlsFiles()))
              .build();
    }
    return client;
  }

  /** RabbitMQ answers with 500 for a moment, for example while queues are deleted. */
  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    for (int tries = 1; ; tries++) {
      HttpResponse<String> response = client().send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() < SERVER_ERROR || tries == TRIES) {
        return response;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }
}
