package com.happypancake.seeder.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.happypancake.seeder.TestBroker;
import com.happypancake.seeder.broker.BrokerException.Kind;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Connection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The part of the check that needs a real RabbitMQ's management API. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class TopologyCheckIT {

  @RegisterExtension final TestBroker broker = new TestBroker();

  @BeforeEach
  void theManagementApiAnswers() throws Exception {
    broker.declare();
    List<String> unchecked = check();
    boolean answers = unchecked.stream().noneMatch(text -> text.contains("management API"));
    assumeTrue(answers || TestBroker.isRequired(), () -> "not answered: " + unchecked);
  }

  @Test
  void withTheManagementApiNothingStaysUnchecked() throws Exception {
    assertThat(check()).isEmpty();
  }

  @Test
  void aMissingBindingIsNamed() throws Exception {
    String exchange = broker.topology().exchange();
    broker.use(channel -> channel.queueUnbind(broker.prefix() + "chat", exchange, "block.*"));
    broker.use(channel -> channel.queueUnbind(broker.prefix() + "audit", exchange, "#"));
    assertThatThrownBy(this::check)
        .isInstanceOfSatisfying(
            BrokerException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TOPOLOGY))
        .hasMessageContaining("queue '" + broker.prefix() + "chat' is not bound by 'block.*'")
        .hasMessageContaining("queue '" + broker.prefix() + "audit' is not bound by '#'");
  }

  @Test
  void anExchangeOfAnotherKindIsNamed() throws Exception {
    new TopologyAdmin(broker.address(), broker.topology()).delete(true);
    broker.use(
        channel -> {
          channel.exchangeDeclare(broker.topology().exchange(), BuiltinExchangeType.FANOUT);
          for (BrokerTopology.Queue queue : broker.topology().queues()) {
            channel.queueDeclare(queue.name(), true, false, false, null);
          }
          return true;
        });
    assertThatThrownBy(this::check)
        .hasMessageContaining("is expected to be a durable topic, and is a transient fanout");
  }

  private List<String> check() throws Exception {
    Connection connection = BrokerConnections.open(broker.address(), "hpc test");
    try {
      return new TopologyCheck(broker.address(), broker.topology(), Optional.empty())
          .run(connection);
    } finally {
      BrokerConnections.close(connection);
    }
  }
}
