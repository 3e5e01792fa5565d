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
  void bindingsOfQueuesAreRead() throws Exception {
    ManagementApi api =
        api(
            200,
            """
            [{"destination":"audit","destination_type":"queue","routing_key":"#"},
             {"destination":"other","destination_type":"exchange","routing_key":"a.*"}]
            """);
    assertThat(api.bindings("p.hpc")).containsExactly(new Binding("audit", "#"));
    assertThat(requests)
        .containsExactly("/api/exchanges/f%2Fi/p.hpc/bindings/source Basic YW5uYTpzZWNyZXQ=");
  }

  @Test
  void theKindOfAnExchangeIsRead() throws Exception {
    ManagementApi api = api(200, "{\"name\":\"hpc\",\"type\":\"fanout\",\"durable\":false}");
    assertThat(api.exchange("p.hpc")).isEqualTo(new ManagementApi.Kind("fanout", false));
    assertThat(requests).singleElement().asString().startsWith("/api/exchanges/f%2Fi/p.hpc ");
  }

  @Test
  void queuesThatAreNotDurableAreNamed() throws Exception {
    ManagementApi api =
        api(200, "[{\"name\":\"a\",\"durable\":true},{\"name\":\"b\",\"durable\":false}]");
    assertThat(api.transientQueues()).containsExactly("b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "{}", "[1]", "[{\"destination\":\"a\"}]", "", "null"})
  void whatIsNoManagementApiIsSaidToBeNone(String body) {
    ManagementApi api = api(200, body);
    assertThatThrownBy(() -> api.bindings("hpc"))
        .isInstanceOf(UnansweredException.class)
        .hasMessageMatching("what answers at http://localhost:\\d+ is not a management API");
  }

  @Test
  void aUserWithoutTheTagIsToldToGetIt() {
    ManagementApi api = api(401, "");
    assertThatThrownBy(() -> api.bindings("hpc"))
        .isInstanceOf(UnansweredException.class)
        .hasMessageEndingWith("wants a user with the tag 'monitoring'");
  }

  @Test
  void anotherStatusIsTold() {
    ManagementApi api = api(503, "");
    assertThatThrownBy(() -> api.transientQueues())
        .isInstanceOf(UnansweredException.class)
        .hasMessageEndingWith("answers with HTTP status 503");
  }

  @Test
  void aClosedPortDoesNotAnswer() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    ManagementApi api = new ManagementApi(URI.create("http://localhost:" + port), BROKER);
    assertThatThrownBy(() -> api.bindings("hpc"))
        .isInstanceOf(UnansweredException.class)
        .hasMessage("the management API at http://localhost:" + port + " does not answer");
  }
}
