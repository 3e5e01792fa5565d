package com.happypancake.seeder.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.seeder.broker.ManagementApi.Binding;
import com.happypancake.seeder.broker.ManagementApi.UnansweredException;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagementApiTest {

  private static final BrokerAddress BROKER =
      BrokerAddress.parse("amqp://anna:secret@broker/f%2Fi");

  private final List<String> requests = new ArrayList<>();
  private HttpServer server = start(200, "[]");

  private HttpServer start(int status, String body) {
    try {
      HttpServer started =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      started.createContext(
          "/",
          exchange -> {
            requests.add(
                exchange.getRequestURI()
                    + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
          });
      started.start();
      return started;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private ManagementApi api(int status, String body) {
    server.stop(0);
    server = start(status, body);
    return new ManagementApi(
        URI.create("http://localhost:" + server.getAddress().getPort()), BROKER);
  }

  @BeforeEach
  void noRequestsYet() {
    requests.clear();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void bindingsAreRead() throws Exception {
    ManagementApi api =
        api(
            200,
            """
            [{"source":"","destination":"q","destination_type":"queue","routing_key":"q"},
             {"source":"hpc","destination":"q","destination_type":"queue","routing_key":"#"},
             {"source":"hpc","destination":"x","destination_type":"exchange","routing_key":"a"}]
            """);
    assertThat(api.bindings())
        .containsExactlyInAnyOrder(
            new Binding("hpc", "q", true, "#"), new Binding("hpc", "x", false, "a"));
    assertThat(requests)
        .singleElement()
        .asString()
        .startsWith("/api/bindings/f%2Fi?")
        .endsWith(" Basic YW5uYTpzZWNyZXQ=");
  }

  @Test
  void aNameThatOnlyDockerKnowsIsLookedUp() {
    ManagementApi api = new ManagementApi(URI.create("http://no_such_host:15672"), BROKER);
    assertThatThrownBy(api::bindings)
        .hasMessage("the management API at http://no_such_host:15672: there is no such host");
  }

  @Test
  void anExchangeIsRead() throws Exception {
    ManagementApi api =
        api(
            200,
            """
            {"name":"hpc","type":"fanout","durable":false,"internal":true,"auto_delete":false,
             "arguments":{"alternate-exchange":"other"},"policy":"p"}
            """);
    assertThat(api.exchange("p.hpc"))
        .isEqualTo(
            new ManagementApi.Exchange(
                "fanout", false, true, false, Optional.of("other"), Optional.of("p")));
    assertThat(requests).singleElement().asString().startsWith("/api/exchanges/f%2Fi/p.hpc ");
  }

  @Test
  void aQueueIsReadAlsoBeforeItsStatisticsAreThere() throws Exception {
    ManagementApi api =
        api(
            200,
            """
            [{"name":"a","type":"quorum","durable":true,"auto_delete":false,"exclusive":false,
              "arguments":{"x-queue-type":"quorum"},"policy":null},
             {"name":"b","durable":false,"auto_delete":true,"exclusive":true,"arguments":[],
              "policy":"p","operator_policy":"o","messages_ready":5,"messages_unacknowledged":1,
              "consumers":2,"message_bytes":700,"effective_policy_definition":{"max-length":3},
              "backing_queue_status":{"next_seq_id":9}}]
            """);
    Map<String, QueueStatus> queues = api.queues();
    OptionalLong none = OptionalLong.empty();
    assertThat(queues)
        .containsEntry(
            "a",
            new QueueStatus(
                "a",
                new QueueStatus.Depth(0, none, 0, none, none),
                Optional.of(
                    new QueueStatus.Attributes(
                        "quorum",
                        Set.of(),
                        Map.of("x-queue-type", "quorum"),
                        List.of(),
                        Optional.empty()))))
        .containsEntry(
            "b",
            new QueueStatus(
                "b",
                new QueueStatus.Depth(
                    5, OptionalLong.of(1), 2, OptionalLong.of(700), OptionalLong.of(9)),
                Optional.of(
                    new QueueStatus.Attributes(
                        "classic",
                        Set.of(Risk.TRANSIENT, Risk.AUTO_DELETE, Risk.EXCLUSIVE),
                        Map.of(),
                        List.of("p", "o"),
                        Optional.of(Map.of("max-length", "3"))))));
  }

  @Test
  void nodesAreRead() throws Exception {
    ManagementApi api =
        api(
            200,
            """
            [{"name":"r@1","running":true,"disk_free":900,"disk_free_limit":50,
              "disk_free_alarm":false,"mem_alarm":true,"partitions":["r@2"]},
             {"name":"r@2","running":false}]
            """);
    assertThat(api.nodes())
        .containsExactly(
            new ManagementApi.Node(
                "r@1", true, OptionalLong.of(900), OptionalLong.of(50), false, true, true),
            new ManagementApi.Node(
                "r@2", false, OptionalLong.empty(), OptionalLong.empty(), false, false, false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "{}", "[1]", "[{\"destination\":\"a\"}]", "", "null"})
  void whatIsNoManagementApiIsSaidToBeNone(String body) {
    ManagementApi api = api(200, body);
    assertThatThrownBy(() -> api.bindings())
        .isInstanceOf(UnansweredException.class)
        .hasMessageMatching("what answers at http://localhost:\\d+ is not a management API;.*");
  }

  @Test
  void aUserWithoutTheTagIsToldToGetIt() {
    ManagementApi api = api(401, "");
    assertThatThrownBy(() -> api.bindings())
        .isInstanceOf(UnansweredException.class)
        .hasMessageContaining("wants a user with the tags");
  }

  @Test
  void anotherStatusIsTold() {
    ManagementApi api = api(503, "");
    assertThatThrownBy(() -> api.queues())
        .isInstanceOf(UnansweredException.class)
        .hasMessageContaining("answers with HTTP status 503");
  }

  @Test
  void aClosedPortDoesNotAnswer() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    ManagementApi api = new ManagementApi(URI.create("http://localhost:" + port), BROKER);
    assertThatThrownBy(() -> api.bindings())
        .isInstanceOf(UnansweredException.class)
        .hasMessage(
            "the management API at http://localhost:"
                + port
                + " does not answer; check --management-url, or 'rabbitmq-plugins enable"
                + " rabbitmq_management'");
  }
}
