package com.happypancake.seeder.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.seeder.TestBroker;
import com.happypancake.seeder.broker.BrokerAddress.Endpoint;
import com.happypancake.seeder.broker.BrokerAddress.Login;
import com.happypancake.seeder.broker.BrokerException.Kind;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(300)
class BrokerConnectionsIT {

  @RegisterExtension private final TestBroker broker = new TestBroker();

  /** Returns the address with a host before the broker's own at which nothing answers. */
  private BrokerAddress afterADeadHost() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      BrokerAddress address = broker.address();
      return new BrokerAddress(
          address.tls(),
          List.of(
              new Endpoint("127.0.0.1", socket.getLocalPort()),
              new Endpoint(address.host(), address.port())),
          address.virtualHost(),
          address.login(),
          address.tlsFiles());
    }
  }

  @Test
  void theNextHostIsTriedIfOneDoesNotAnswer() throws Exception {
    Connection connection = BrokerConnections.open(afterADeadHost(), "hpc test");
    assertThat(connection.getPort()).isEqualTo(broker.address().port());
    BrokerConnections.close(connection);
  }

  @Test
  void aRefusedLoginIsToldOfTheHostThatRefusesIt() throws Exception {
    BrokerAddress address = afterADeadHost().withLogin(new Login("anna", "secret"));
    assertThatThrownBy(() -> BrokerConnections.open(address, "hpc test"))
        .isInstanceOf(BrokerException.class)
        .hasMessageStartingWith(broker.address().toString())
        .hasMessageNotContaining("secret")
        .satisfies(e -> assertThat(((BrokerException) e).kind()).isEqualTo(Kind.LOGIN));
  }
}
