package com.happypancake.seeder.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.seeder.TestBroker;
import com.happypancake.seeder.broker.BrokerAddress.Login;
import com.happypancake.seeder.broker.BrokerException.Kind;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(120)
class TopologyAdminIT {

  @RegisterExtension final TestBroker broker = new TestBroker();

  private TopologyAdmin admin() {
    return new TopologyAdmin(broker.address(), broker.topology());
  }

  /** Where no management API answers. */
  private static URI nowhere() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
  }

  private List<String> check() throws Exception {
    Connection connection = BrokerConnections.open(broker.address(), "hpc test");
    try {
      return new TopologyCheck(broker.address(), broker.topology(), Optional.of(nowhere()))
          .run(connection);
    } finally {
      BrokerConnections.close(connection);
    }
  }

  @Test
  void declaringTwiceGivesTheSameTopology() throws Exception {
    admin().declare();
    admin().declare();
    assertThat(check()).hasSize(3).allSatisfy(each -> assertThat(each).contains("does not answer"));
    broker.use(
        channel -> {
          channel.basicPublish(
              broker.topology().exchange(),
              "chat.message-sent",
              MessageProperties.MINIMAL_PERSISTENT_BASIC,
              new byte[0]);
          return channel.messageCount(broker.prefix() + "chat");
        });
    assertThat(admin().delete(true).messages()).isEqualTo(2);
  }

  @Test
  void anotherPrefixIsAnotherTopology() throws Exception {
    admin().declare();
    BrokerTopology other = BrokerTopology.hpc(broker.prefix() + "b.");
    TopologyAdmin otherAdmin = new TopologyAdmin(broker.address(), other);
    otherAdmin.declare();
    assertThat(otherAdmin.delete(false).queues()).hasSize(17).contains(broker.prefix() + "b.audit");
    assertThat(check()).hasSize(3);
  }

  @Test
  void everythingThatIsMissingIsListedAtOnce() throws Exception {
    admin().declare();
    broker.use(channel -> channel.queueDelete(broker.prefix() + "news"));
    broker.use(channel -> channel.queueDelete(broker.prefix() + "audit"));
    assertThatThrownBy(this::check)
        .isInstanceOf(BrokerException.class)
        .hasMessage(
            broker.address()
                + ": queue '"
                + broker.prefix()
                + "news' is missing; queue '"
                + broker.prefix()
                + "audit' is missing; run 'hpc topology declare' with the same broker and prefix");
    broker.use(channel -> channel.exchangeDelete(broker.topology().exchange()));
    assertThatThrownBy(this::check)
        .hasMessageContaining("exchange '" + broker.prefix() + "hpc' is missing; queue '");
  }

  @Test
  void theCheckMakesNothing() throws Exception {
    assertThatThrownBy(this::check).isInstanceOf(BrokerException.class);
    assertThat(admin().delete(false).queues()).isEmpty();
    assertThatThrownBy(
            () ->
                broker.use(channel -> channel.exchangeDeclarePassive(broker.topology().exchange())))
        .isInstanceOf(IOException.class);
  }

  @Test
  void anExchangeOfAnotherTypeIsToldAndLeftAlone() throws Exception {
    broker.use(
        channel ->
            channel.exchangeDeclare(
                broker.topology().exchange(), BuiltinExchangeType.DIRECT, true));
    assertThatThrownBy(() -> admin().declare())
        .isInstanceOf(BrokerException.class)
        .satisfies(e -> assertThat(((BrokerException) e).kind()).isEqualTo(Kind.REFUSED))
        .hasMessageContaining("inequivalent arg 'type'");
    assertThat(admin().delete(false).queues()).isEmpty();
  }

  @Test
  void queuesWithOtherArgumentsAreAllToldAndLeftAlone() throws Exception {
    for (String module : List.of("news", "chat")) {
      broker.use(
          channel ->
              channel.queueDeclare(
                  broker.prefix() + module, true, false, false, Map.of("x-max-length", 7)));
    }
    assertThatThrownBy(() -> admin().declare())
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining("queue '" + broker.prefix() + "news' (PRECONDITION_FAILED")
        .hasMessageContaining("queue '" + broker.prefix() + "chat' (PRECONDITION_FAILED")
        .hasMessageEndingWith("remove these or choose another prefix, then declare again");
  }

  @Test
  void aQueueThatHoldsMessagesKeepsAllFromBeingDeleted() throws Exception {
    admin().declare();
    broker.use(
        channel -> {
          channel.confirmSelect();
          channel.basicPublish(
              "",
              broker.prefix() + "audit",
              MessageProperties.MINIMAL_PERSISTENT_BASIC,
              new byte[0]);
          return waitForConfirms(channel);
        });
    assertThatThrownBy(() -> admin().delete(false))
        .isInstanceOf(BrokerException.class)
        .hasMessage(
            broker.address()
                + ": refused: queue '"
                + broker.prefix()
                + "audit' holds 1 messages and has 0 consumers; nothing was removed; drain them,"
                + " or use --force to lose what they hold");
    assertThat(check()).hasSize(3);
    TopologyAdmin.Deletion deletion = admin().delete(true);
    assertThat(deletion.messages()).isEqualTo(1);
    assertThat(deletion.queues()).hasSize(17);
  }

  private static boolean waitForConfirms(com.rabbitmq.client.Channel channel) throws IOException {
    try {
      return channel.waitForConfirms();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void aQueueWithAConsumerKeepsAllFromBeingDeleted() throws Exception {
    admin().declare();
    broker.use(
        channel -> {
          channel.basicConsume(broker.prefix() + "news", (tag, message) -> {}, tag -> {});
          assertThatThrownBy(() -> admin().delete(false))
              .isInstanceOf(BrokerException.class)
              .hasMessageContaining("news' holds 0 messages and has 1 consumers; nothing was");
          return channel;
        });
    assertThat(check()).hasSize(3);
  }

  @Test
  void anExchangeThatOthersAreBoundToStays() throws Exception {
    admin().declare();
    String other = broker.otherQueue("other");
    broker.use(
        channel -> {
          channel.queueDeclare(other, true, false, false, Map.of());
          return channel.queueBind(other, broker.topology().exchange(), "#");
        });
    assertThatThrownBy(() -> admin().delete(false))
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining("something else is bound to it: unbind that, or use --force");
    assertThat(admin().delete(true).queues()).isEmpty();
  }

  @Test
  void aDeletionThatTheBrokerDoesNotPermitIsNotAdvisedAgain() {
    BrokerTopology brokersOwn = new BrokerTopology("amq.topic", List.of());
    TopologyAdmin admin = new TopologyAdmin(broker.address(), brokersOwn);
    for (boolean force : new boolean[] {false, true}) {
      assertThatThrownBy(() -> admin.delete(force))
          .isInstanceOf(BrokerException.class)
          .hasMessageContaining("ACCESS_REFUSED")
          .hasMessageEndingWith(
              "give the login the permission to configure it, or use another login")
          .message()
          .doesNotContain("--force", "bound");
    }
    BrokerTopology reserved = new BrokerTopology("amq.hpc", List.of());
    assertThatThrownBy(() -> new TopologyAdmin(broker.address(), reserved).declare())
        .hasMessageContaining("ACCESS_REFUSED")
        .hasMessageEndingWith(
            "give the login the permission to configure it, or use another login");
  }

  @Test
  void aWrongPasswordIsToldWithoutTheLogin() {
    BrokerAddress wrong = broker.address().withLogin(new Login("guest", "s3cret"));
    assertThatThrownBy(() -> new TopologyAdmin(wrong, broker.topology()).declare())
        .isInstanceOf(BrokerException.class)
        .satisfies(e -> assertThat(((BrokerException) e).kind()).isEqualTo(Kind.LOGIN))
        .hasMessageStartingWith(
            broker.address() + ": the broker does not accept the user or the password")
        .message()
        .doesNotContain("s3cret");
  }

  @Test
  void aMissingVirtualHostIsTold() {
    BrokerAddress address = broker.address();
    BrokerAddress wrong =
        new BrokerAddress(
            address.tls(), address.host(), address.port(), "no-such", address.login());
    assertThatThrownBy(() -> new TopologyAdmin(wrong, broker.topology()).declare())
        .isInstanceOf(BrokerException.class)
        .satisfies(e -> assertThat(((BrokerException) e).kind()).isEqualTo(Kind.LOGIN))
        .hasMessageContaining("vhost no-such not found")
        .hasMessageEndingWith("check the virtual host and the user's permissions on it");
  }

  @Test
  void tlsToAPortWithoutItIsTold() {
    BrokerAddress address = broker.address();
    BrokerAddress wrong =
        new BrokerAddress(
            true, address.host(), address.port(), address.virtualHost(), address.login());
    assertThatThrownBy(() -> new TopologyAdmin(wrong, broker.topology()).declare())
        .isInstanceOf(BrokerException.class)
        .satisfies(e -> assertThat(((BrokerException) e).kind()).isEqualTo(Kind.UNREACHABLE))
        .hasMessageContaining("TLS failed: ")
        .hasMessageContaining("check that the port is the broker's TLS port");
  }
}
