package com.happypancake.seeder.broker;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;

/** A client of RabbitMQ's management API, which reports bindings, types and durability. */
final class ManagementApi {

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();
  private final URI url;
  private final BrokerAddress broker;

  ManagementApi(URI url, BrokerAddress broker) {
    this.url = url;
    this.broker = broker;
  }

  /** A queue's binding to an exchange. */
  record Binding(String queue, String key) {}

  /** The type of an exchange, for example {@code topic}, and its durability. */
  record Kind(String type, boolean isDurable) {}

  /** Thrown if the management API gave no usable answer. The message says why. */
  static final class UnansweredException extends Exception {

    private static final long serialVersionUID = 1L;

    UnansweredException(String message) {
      super(message);
    }
  }

  /** Returns the kind of an exchange. */
  Kind exchange(String name) throws UnansweredException, InterruptedException {
    try {
      JsonObject exchange = get("exchanges/%s/" + BrokerAddress.encode(name)).getAsJsonObject();
      return new Kind(exchange.get("type").getAsString(), exchange.get("durable").getAsBoolean());
    } catch (IllegalStateException | UnsupportedOperationException | NullPointerException e) {
      throw unexpected();
    }
  }

  /** Returns the bindings of queues to an exchange. */
  Set<Binding> bindings(String exchange) throws UnansweredException, InterruptedException {
    String path = "exchanges/%s/" + BrokerAddress.encode(exchange) + "/bindings/source";
    Set<Binding> bindings = new HashSet<>();
    try {
      for (JsonElement element : get(path).getAsJsonArray()) {
        JsonObject binding = element.getAsJsonObject();
        if (binding.get("destination_type").getAsString().equals("queue")) {
          bindings.add(
              new Binding(
                  binding.get("destination").getAsString(),
                  binding.get("routing_key").getAsString()));
        }
      }
    } catch (IllegalStateException | UnsupportedOperationException | NullPointerException e) {
      throw unexpected();
    }
    return bindings;
  }

  /** Returns the names of the queues that a restart of the broker deletes. */
  Set<String> transientQueues() throws UnansweredException, InterruptedException {
    Set<String> names = new HashSet<>();
    try {
      for (JsonElement element : get("queues/%s?columns=name,durable").getAsJsonArray()) {
        JsonObject queue = element.getAsJsonObject();
        if (!queue.get("durable").getAsBoolean()) {
          names.add(queue.get("name").getAsString());
        }
      }
    } catch (IllegalStateException | UnsupportedOperationException | NullPointerException e) {
      throw unexpected();
    }
    return names;
  }

  private JsonElement get(String path) throws UnansweredException, InterruptedException {
    String base = url.toString().replaceAll("/+$", "") + "/api/";
    String credentials = broker.login().user() + ":" + broker.login().password();
    String basic = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(base + path.replace("%s", BrokerAddress.encode(broker.virtualHost()))))
            .timeout(ANSWER)
            .header("Authorization", "Basic " + basic)
            .header("Accept", "application/json")
            .build();
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() == UNAUTHORIZED) {
        throw new UnansweredException(
            "the management API at "
                + url
                + " does not accept the broker's login; it wants a user with the tag 'monitoring'");
      }
      if (response.statusCode() != OK) {
        throw new UnansweredException(
            "the management API at " + url + " answers with HTTP status " + response.statusCode());
      }
      return JsonParser.parseString(response.body());
    } catch (IOException e) {
      throw new UnansweredException("the management API at " + url + " does not answer");
    } catch (JsonParseException e) {
      throw unexpected();
    }
  }

  private UnansweredException unexpected() {
    return new UnansweredException("what answers at " + url + " is not a management API");
  }
}
