package com.happypancake.seeder.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.seeder.broker.BrokerException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BrokerConnectionsTest {

  private static AbstractThrowableAssert<?, ? extends Throwable> expectUnreachable(
      BrokerAddress broker) {
    return assertThatThrownBy(() -> BrokerConnections.open(broker, "hpc test"))
        .isInstanceOf(BrokerException.class)
        .satisfies(e -> assertThat(((BrokerException) e).kind()).isEqualTo(Kind.UNREACHABLE));
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void ofSeveralHostsEachFailureIsTold() throws IOException {
    int port = closedPort();
    expectUnreachable(BrokerAddress.parse("amqp://no-such-host.invalid,127.0.0.1:" + port))
        .hasMessageStartingWith("amqp://no-such-host.invalid:5672/%2F: there is no host")
        .hasMessageContaining("; amqp://127.0.0.1:" + port + "/%2F: nothing accepts connections");
  }

  @Test
  void aClosedPortIsTold() throws IOException {
    int port = closedPort();
    expectUnreachable(BrokerAddress.parse("amqp://anna:secret@127.0.0.1:" + port))
        .hasMessage(
            "amqp://127.0.0.1:"
                + port
                + "/%2F: nothing accepts connections there; start the broker or check the address");
  }

  @Test
  void aHostThatDoesNotExistIsTold() {
    expectUnreachable(BrokerAddress.parse("amqp://no-such-host.invalid"))
        .hasMessageEndingWith("there is no host of this name; check the address");
  }

  @Test
  void whatIsNoBrokerIsTold() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread thread = new Thread(() -> answerLikeAWebServer(server));
      thread.start();
      expectUnreachable(BrokerAddress.parse("amqp://localhost:" + server.getLocalPort()))
          .hasMessageContaining("check that it is an AMQP 0-9-1 port");
      thread.join();
    }
  }

  private static void answerLikeAWebServer(ServerSocket server) {
    try (Socket socket = server.accept()) {
      socket.getInputStream().readNBytes(8);
      socket
          .getOutputStream()
          .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      // The client went first.
    }
  }
}
