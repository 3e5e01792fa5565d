package com.happypancake.seeder.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Speaks HTTP by hand, because Java's client sets the headers Host and Origin itself. */
@Timeout(60)
class ControlServerTest {

  private static final String SECRET = "0123456789abcdef";
  private static final String AUTHORIZED = "Authorization: Bearer " + SECRET;

  private final FakeSeed seed = new FakeSeed();
  private ControlServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        ControlServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Optional.of("seeder.example"),
            ControlToken.of(SECRET),
            seed);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String own() {
    return "Host: 127.0.0.1:" + server.port();
  }

  /** Returns the whole answer to a request with these headers. */
  private String ask(String line, String body, String... headers) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      String text =
          line
              + " HTTP/1.1\r\n"
              + String.join("\r\n", headers)
              + "\r\nConnection: close\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body;
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      return in.lines().collect(Collectors.joining("\n"));
    }
  }

  @Test
  void theStateIsTheSnapshotAsJson() throws IOException {
    assertThat(ask("GET /state", "", own(), AUTHORIZED))
        .startsWith("HTTP/1.1 200")
        .containsIgnoringCase("Content-Type: application/json")
        .contains("\"phase\":\"RUNNING\"", "\"plannedPerSecond\":2000.0");
  }

  @Test
  void ordersReachTheRun() throws IOException {
    assertThat(ask("POST /pause", "", own(), AUTHORIZED)).startsWith("HTTP/1.1 204");
    assertThat(ask("POST /resume", "", own(), AUTHORIZED)).startsWith("HTTP/1.1 204");
    assertThat(ask("PUT /rate", "{\"plan\": \"100/1m, 70\"}", own(), AUTHORIZED))
        .startsWith("HTTP/1.1 204");
    assertThat(ask("POST /stop", "", own(), AUTHORIZED)).startsWith("HTTP/1.1 204");
    assertThat(seed.calls).containsExactly("pause", "resume", "rate 100/1m, 70", "stop");
  }

  @Test
  void theHistoryGrows() throws IOException {
    await()
        .until(
            () -> {
              String answer = ask("GET /history", "", own(), AUTHORIZED);
              JsonArray past =
                  JsonParser.parseString(answer.substring(answer.indexOf('[')).strip())
                      .getAsJsonArray();
              return past.size() >= 2;
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /nothing  |                  | 404 | no such path",
        "GET /state/x  |                  | 404 | no such path",
        "POST /state   |                  | 405 | use the method GET",
        "GET /rate     |                  | 405 | use the method PUT",
        "PUT /rate     | 2000             | 400 | expected {",
        "PUT /rate     | [                | 400 | expected {",
        "PUT /rate     | {\"plan\": []}   | 400 | expected {",
        "PUT /rate     | {\"plan\": \"x\"} | 400 | x",
      })
  void otherRequestsAreRefusedWithAReason(String line, String body, int status, String why)
      throws IOException {
    assertThat(ask(line, body == null ? "" : body, own(), AUTHORIZED))
        .startsWith("HTTP/1.1 " + status)
        .contains("{\"error\":\"")
        .contains(why);
    assertThat(seed.calls).isEmpty();
  }

  @Test
  void aLongBodyIsRefused() throws IOException {
    assertThat(ask("PUT /rate", "x".repeat(5000), own(), AUTHORIZED)).startsWith("HTTP/1.1 413");
  }

  @ParameterizedTest
  @CsvSource({
    "Host: evil.example, 403",
    "Host: 127.0.0.1.evil.example, 403",
    "Host: seeder.example.evil, 403",
    "Host: localhost@evil.example, 403",
    "X-None: 1, 403",
    "Host: localhost, 200",
    "Host: localhost:9000, 200",
    "Host: [::1]:8090, 200",
    "Host: Seeder.example:8090, 200",
  })
  void onlyNamesOfOursPassAgainstDnsRebinding(String host, int status) throws IOException {
    assertThat(ask("GET /state", "", host, AUTHORIZED)).startsWith("HTTP/1.1 " + status);
    assertThat(ask("GET /", "", host)).startsWith("HTTP/1.1 " + status);
  }

  @ParameterizedTest
  @CsvSource({
    "Origin: http://evil.example, 403",
    "Origin: null, 403",
    "Origin: https://localhost:8090, 403",
    "Origin: http://localhost:8091, 403",
    "Origin: http://localhost:8090, 204",
  })
  void onlyPagesOfOurOriginPass(String origin, int status) throws IOException {
    assertThat(ask("POST /pause", "", "Host: localhost:8090", AUTHORIZED, origin))
        .startsWith("HTTP/1.1 " + status)
        .doesNotContain("Access-Control");
    assertThat(ask("OPTIONS /pause", "", "Host: localhost:8090", "Origin: http://evil.example"))
        .startsWith("HTTP/1.1 403");
  }

  @ParameterizedTest
  @CsvSource({
    "Authorization: Bearer 0123456789abcdeX",
    "Authorization: Bearer 0123456789abcdef0",
    "Authorization: Basic 0123456789abcdef",
    "Authorization: Bearer",
    "X-None: 1"
  })
  void withoutTheTokenNothingIsToldOrDone(String header) throws IOException {
    for (String line : List.of("GET /state", "GET /history", "POST /pause", "GET /other")) {
      assertThat(ask(line, "", own(), header))
          .startsWith("HTTP/1.1 401")
          .containsIgnoringCase("WWW-Authenticate: Bearer")
          .contains("the token is missing or wrong")
          .doesNotContain("fi-20260101", SECRET);
    }
    assertThat(seed.calls).isEmpty();
  }

  @Test
  void answersProtectThePage() throws IOException {
    assertThat(ask("GET /", "", own()))
        .startsWith("HTTP/1.1 200")
        .containsIgnoringCase("Content-Security-Policy: default-src 'none'; script-src 'self'")
        .containsIgnoringCase("X-Frame-Options: DENY")
        .containsIgnoringCase("Cache-Control: no-store")
        .contains("<title>hpc seed</title>")
        .doesNotContain(SECRET);
    assertThat(ask("GET /chart.js", "", own())).contains("Chart").doesNotContain("sourceMapping");
  }

  @Test
  void clientsThatSendNothingMoreAreDroppedAndHoldUpNobodyForLong() throws IOException {
    List<Socket> slow = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
      socket.getOutputStream().write("PUT /rate HTTP/1.1\r\nHo".getBytes(StandardCharsets.UTF_8));
      slow.add(socket);
    }
    assertThat(ask("GET /state", "", own(), AUTHORIZED)).startsWith("HTTP/1.1 200");
    for (Socket each : slow) {
      each.close();
    }
  }
}
