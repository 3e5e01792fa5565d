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
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(300)
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
      return new TopologyProof(broker.address(), broker.topology(), Optional.of(nowhere()))
          .check(connection).stream().map(TopologyFinding::text).toList();
    } finally {
      BrokerConnections.close(connection);
    }
  }

  @Test
  void declaringTwiceGivesTheSameTopology() throws Exception {
    admin().declare(QueueType.CLASSIC);
    admin().declare(QueueType.CLASSIC);
    assertThat(check()).hasSize(1).allSatisfy(each -> assertThat(each).contains("does not answer"));
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
    admin().declare(QueueType.CLASSIC);
    BrokerTopology other = BrokerTopology.hpc(broker.prefix() + "b.");
    TopologyAdmin otherAdmin = new TopologyAdmin(broker.address(), other);
    otherAdmin.declare(QueueType.CLASSIC);
    assertThat(otherAdmin.delete(false).queues()).hasSize(17).contains(broker.prefix() + "b.audit");
    assertThat(check()).hasSize(1);
  }

  @Test
  void everythingThatIsMissingIsListedAtOnce() throws Exception {
    admin().declare(QueueType.CLASSIC);
    broker.use(channel -> channel.queueDelete(broker.prefix() + "news"));
    broker.use(channel -> channel.queueDelete(broker.prefix() + "audit"));
    assertThat(check())
        .contains(
            "queue '" + broker.prefix() + "news' is missing",
            "queue '" + broker.prefix() + "audit' is missing");
    broker.use(channel -> channel.exchangeDelete(broker.topology().exchange()));
    assertThat(check()).contains("exchange '" + broker.prefix() + "hpc' is missing");
  }

  @Test
  void theCheckMakesNothing() throws Exception {
    assertThat(check()).hasSize(19).allMatch(each -> each.endsWith(" is missing"));
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
    assertThatThrownBy(() -> admin().declare(QueueType.CLASSIC))
        .isInstanceOf(BrokerException.class)
        .satisfies(e -> assertThat(((BrokerException) e).kind()).isEqualTo(Kind.REFUSED))
        .hasMessageContaining("inequivalent arg 'type'");
    assertThat(admin().delete(false).queues()).isEmpty();
  }

  @Test
  void queuesWithOtherArgumentsAreAllToldAndNothingIsMade() throws Exception {
    for (String module : List.of("news", "chat")) {
      broker.use(
          channel ->
              channel.queueDeclare(
                  broker.prefix() + module, true, false, false, Map.of("x-max-length", 7)));
    }
    assertThatThrownBy(() -> admin().declare(QueueType.CLASSIC))
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining("queue '" + broker.prefix() + "news' (PRECONDITION_FAILED")
        .hasMessageContaining("queue '" + broker.prefix() + "chat' (PRECONDITION_FAILED")
        .hasMessageEndingWith(
            "nothing was made; expected classic queues without other arguments: remove these, or"
                + " choose another prefix, then declare again");
    assertThat(admin().delete(false).queues()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(QueueType.class)
  void queuesOfEachTypeAreDeclaredPurgedAndDeleted(QueueType type) throws Exception {
    String before = admin().declare(type).incarnation();
    TopologyAdmin.Declaration again = admin().declare(type);
    assertThat(again.existing()).hasSize(17);
    assertThat(again.newLedger()).isFalse();
    assertThat(again.incarnation()).isEqualTo(before);
    publish("audit");
    Awaitility.await().until(() -> broker.count("audit") == 1);
    assertThatThrownBy(() -> admin().purge(false))
        .hasMessageContaining("audit' holds 1 messages and has 0 consumers; nothing was removed");
    TopologyAdmin.Deletion purged = admin().purge(true);
    assertThat(purged.messages()).isEqualTo(1);
    assertThat(purged.queues()).hasSize(17);
    Awaitility.await().until(() -> broker.count("audit") == 0);
    TopologyAdmin.Declaration after = admin().declare(type);
    assertThat(after.existing()).hasSize(17);
    assertThat(after.incarnation()).isNotEqualTo(before);
    assertThat(admin().delete(false).queues()).hasSize(17);
    assertThatThrownBy(() -> broker.count("seeds")).hasStackTraceContaining("NOT_FOUND - no queue");
  }

  @Test
  void existingQueuesOfAnotherTypeMayBeUsedAsTheyAre() throws Exception {
    admin().declare(QueueType.QUORUM);
    assertThatThrownBy(() -> admin().declare(QueueType.CLASSIC))
        .isInstanceOfSatisfying(
            BrokerException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
        .hasMessageContaining("queue '" + broker.prefix() + "news' is a quorum queue; queue")
        .hasMessageEndingWith(
            "nothing was made; use them as they are with --queue-type quorum, or remove them with"
                + " 'hpc topology delete' and declare classic queues");
  }

  @Test
  void aChoiceOfModulesIsDeclaredAndTheOthersLater() throws Exception {
    BrokerTopology chosen = broker.topology().only(List.of("news"));
    new TopologyAdmin(broker.address(), chosen).declare(QueueType.CLASSIC);
    assertThat(admin().declare(QueueType.CLASSIC).existing())
        .containsExactly(broker.prefix() + "news");
  }

  @Test
  void anEmptyLedgerIsNotTakenForANewOne() throws Exception {
    admin().declare(QueueType.CLASSIC);
    broker.use(channel -> channel.queuePurge(broker.topology().ledger()));
    assertThatThrownBy(() -> admin().declare(QueueType.CLASSIC))
        .isInstanceOfSatisfying(
            BrokerException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TOPOLOGY))
        .hasMessageContaining("seeds' is empty");
    admin().purge(false);
    assertThat(admin().declare(QueueType.CLASSIC).newLedger()).isFalse();
  }

  @Test
  void whileASeederRunsNothingIsPurgedOrDeleted() throws Exception {
    admin().declare(QueueType.CLASSIC);
    Connection seeder = BrokerConnections.open(broker.address(), "hpc test");
    try {
      seeder.createChannel().queueDeclare(broker.topology().lock(), false, true, true, null);
      assertThatThrownBy(() -> admin().purge(true))
          .hasMessageContaining("a seeder holds the lock '" + broker.topology().lock() + "'")
          .hasMessageEndingWith("stop it with 'hpc seed stop', then try again");
      assertThatThrownBy(() -> admin().delete(true)).hasMessageContaining("a seeder holds the");
    } finally {
      BrokerConnections.close(seeder);
    }
  }

  private void publish(String module) throws Exception {
    broker.use(
        channel -> {
          channel.confirmSelect();
          channel.basicPublish(
              "",
              broker.prefix() + module,
              MessageProperties.MINIMAL_PERSISTENT_BASIC,
              new byte[0]);
          return waitForConfirms(channel);
        });
  }

  @Test
  void aQueueThatHoldsMessagesKeepsAllFromBeingDeleted() throws Exception {
    admin().declare(QueueType.CLASSIC);
    publish("audit");
    assertThatThrownBy(() -> admin().delete(false))
        .isInstanceOf(BrokerException.class)
        .hasMessage(
            broker.address()
                + ": refused: queue '"
                + broker.prefix()
                + "audit' holds 1 messages and has 0 consumers; nothing was removed; drain them,"
                + " or use --force to lose what they hold");
    assertThat(check()).hasSize(1);
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
    admin().declare(QueueType.CLASSIC);
    broker.use(
        channel -> {
          channel.basicConsume(broker.prefix() + "news", (tag, message) -> {}, tag -> {});
          assertThatThrownBy(() -> admin().delete(false))
              .isInstanceOf(BrokerException.class)
              .hasMessageContaining("news' holds 0 messages and has 1 consumers; nothing was");
          return channel;
        });
    assertThat(check()).hasSize(1);
  }

  @Test
  void anExchangeThatOthersAreBoundToStays() throws Exception {
    admin().declare(QueueType.CLASSIC);
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
    BrokerTopology brokersOwn =
        new BrokerTopology(broker.prefix(), "amq.topic", List.of(), broker.prefix() + "seeds");
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
    BrokerTopology reserved =
        new BrokerTopology(broker.prefix(), "amq.hpc", List.of(), broker.prefix() + "seeds");
    assertThatThrownBy(
            () -> new TopologyAdmin(broker.address(), reserved).declare(QueueType.CLASSIC))
        .hasMessageContaining("ACCESS_REFUSED")
        .hasMessageEndingWith(
            "give the login the permission to configure it, or use another login");
  }

  @Test
  void aWrongPasswordIsToldWithoutTheLogin() {
    BrokerAddress wrong = broker.address().withLogin(new Login("guest", "s3cret"));
    assertThatThrownBy(() -> new TopologyAdmin(wrong, broker.topology()).declare(QueueType.CLASSIC))
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
    assertThatThrownBy(() -> new TopologyAdmin(wrong, broker.topology()).declare(QueueType.CLASSIC))
        .isInstanceOf(BrokerException.class)
        .satisfies(e -> assertThat(((BrokerException) e).kind()).isEqualTo(Kind.LOGIN))
        .hasMessageContaining("vhost no-such not found")
        .hasMessageContaining("check the virtual host and the user's permissions on it")
        .hasMessageContaining("'rabbitmqctl add_vhost no-such' makes it");
  }

  @Test
  void tlsToAPortWithoutItIsTold() {
    BrokerAddress address = broker.address();
    BrokerAddress wrong =
        new BrokerAddress(
            true, address.host(), address.port(), address.virtualHost(), address.login());
    assertThatThrownBy(() -> new TopologyAdmin(wrong, broker.topology()).declare(QueueType.CLASSIC))
        .isInstanceOf(BrokerException.class)
        .satisfies(e -> assertThat(((BrokerException) e).kind()).isEqualTo(Kind.UNREACHABLE))
        .hasMessageContaining("the port does not speak TLS; RabbitMQ's TLS port is 5671");
  }
}
