package com.happypancake.seeder.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.seeder.TestBroker;
import com.happypancake.seeder.broker.BrokerException.Kind;
import com.happypancake.seeder.tls.TestCertificates;
import com.happypancake.seeder.tls.TlsContexts;
import com.happypancake.seeder.tls.TlsFiles;
import com.rabbitmq.client.Connection;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** TLS against a real listener in front of a real broker. */
@Timeout(300)
class TlsIT {

  private static final String HERE = "DNS:localhost,IP:127.0.0.1";

  @TempDir private static Path folder;
  private static TestCertificates ours;
  private static TestCertificates others;
  private static TlsFiles.Identity server;

  @RegisterExtension private final TestBroker broker = new TestBroker();

  @BeforeAll
  static void makeCertificates() throws Exception {
    ours = TestCertificates.of(folder, "ours");
    others = TestCertificates.of(folder, "others");
    server = ours.issue("server", HERE, 2);
  }

  private static TlsFiles trusting(TestCertificates authority) {
    return new TlsFiles(Optional.of(authority.authority()), Optional.empty());
  }

  private static TlsFiles as(TlsFiles.Identity identity) {
    return new TlsFiles(Optional.of(ours.authority()), Optional.of(identity));
  }

  private TlsProxy listener(TlsFiles.Identity identity, boolean asksForClients) throws Exception {
    return new TlsProxy(broker.address(), as(identity), asksForClients);
  }

  private static void expectOpen(BrokerAddress address) throws Exception {
    Connection connection = BrokerConnections.open(address, "hpc test");
    assertThat(connection.createChannel().isOpen()).isTrue();
    BrokerConnections.close(connection);
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> expectUnreachable(
      BrokerAddress address) {
    return assertThatThrownBy(() -> BrokerConnections.open(address, "hpc test"))
        .isInstanceOf(BrokerException.class)
        .satisfies(e -> assertThat(((BrokerException) e).kind()).isEqualTo(Kind.UNREACHABLE));
  }

  @Test
  void aCertificateOfAGivenAuthorityIsTrusted() throws Exception {
    try (TlsProxy listener = listener(server, false)) {
      expectOpen(listener.address("localhost", trusting(ours)));
      expectOpen(listener.address("127.0.0.1", trusting(ours)));
    }
  }

  @Test
  void aCertificateOfAnotherAuthorityIsRefused() throws Exception {
    try (TlsProxy listener = listener(server, false)) {
      expectUnreachable(listener.address("localhost", trusting(others)))
          .hasMessageContaining("is signed by none of the authorities in " + others.authority())
          .hasMessageContaining("--ca");
      expectUnreachable(listener.address("localhost", TlsFiles.none()))
          .hasMessageContaining("is signed by none of the authorities that Java trusts")
          .hasMessageContaining("--ca");
    }
  }

  @Test
  void aCertificateOfAnotherHostIsRefused() throws Exception {
    try (TlsProxy listener = listener(ours.issue("elsewhere", "DNS:rabbit.example", 2), false)) {
      expectUnreachable(listener.address("localhost", trusting(ours)))
          .hasMessageContaining("the broker's certificate is not for the host 'localhost'")
          .hasMessageContaining("name the broker as its certificate does");
    }
  }

  @Test
  void anExpiredCertificateIsRefused() throws Exception {
    try (TlsProxy listener = listener(ours.issue("expired", HERE, -1), false)) {
      expectUnreachable(listener.address("localhost", trusting(ours)))
          .hasMessageContaining("the broker's certificate is not valid now (NotAfter: ")
          .hasMessageContaining("renew it");
    }
  }

  @Test
  void aClientsCertificateIsShownWhereTheBrokerAsksForOne() throws Exception {
    try (TlsProxy listener = listener(server, true)) {
      expectOpen(listener.address("localhost", as(ours.issue("client", "DNS:client", 2))));
      expectUnreachable(listener.address("localhost", trusting(ours)))
          .hasMessageContaining("client's certificate")
          .hasMessageContaining("--cert");
      expectUnreachable(listener.address("localhost", as(others.issue("alien", "DNS:client", 2))))
          .hasMessageContaining("client's certificate");
    }
  }

  @Test
  void aPortWithoutTlsIsTold() {
    BrokerAddress plain = broker.address();
    expectUnreachable(
            new BrokerAddress(true, plain.host(), plain.port(), "/", plain.login())
                .withTlsFiles(trusting(ours)))
        .hasMessageContaining("the port does not speak TLS; RabbitMQ's TLS port is 5671");
  }

  @Test
  void theManagementApiIsVerifiedByTheSameFiles() throws Exception {
    HttpsServer api =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.setHttpsConfigurator(new HttpsConfigurator(TlsContexts.of(as(server))));
    api.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write("[]".getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    api.start();
    try {
      URI url = URI.create("https://localhost:" + api.getAddress().getPort());
      assertThat(new ManagementApi(url, broker.address().withTlsFiles(trusting(ours))).bindings())
          .isEmpty();
      assertThatThrownBy(
              () ->
                  new ManagementApi(url, broker.address().withTlsFiles(trusting(others)))
                      .bindings())
          .hasMessageContaining("is signed by none of the authorities in");
    } finally {
      api.stop(0);
    }
  }
}
