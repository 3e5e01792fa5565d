package com.happypancake.seeder.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.happypancake.seeder.TestBroker;
import com.happypancake.seeder.broker.TopologyFinding.Kind;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a check finds on a real RabbitMQ with its management API. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class TopologyProofIT {

  @RegisterExtension final TestBroker broker = new TestBroker();

  private Connection connection;
  private TopologyProof proof;

  @BeforeEach
  void theManagementApiAnswers() throws Exception {
    broker.declare();
    connection = BrokerConnections.open(broker.address(), "hpc test");
    proof = new TopologyProof(broker.address(), broker.topology(), Optional.empty());
    List<TopologyFinding> findings = proof.check(connection);
    boolean answers = findings.stream().noneMatch(each -> each.kind() == Kind.UNCHECKED);
    assumeTrue(answers || TestBroker.isRequired(), () -> "not answered: " + findings);
    assertThat(findings).isEmpty();
  }

  @AfterEach
  void close() {
    if (connection != null) {
      BrokerConnections.close(connection);
    }
  }

  private TopologyFinding only() throws Exception {
    List<TopologyFinding> findings = proof.check(connection);
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "policies,max-length,100",
    "operator-policies,max-length,7",
    "policies,max-length-bytes,5000",
    "policies,message-ttl,60000",
    "policies,expires,60000"
  })
  void aPolicyThatLosesMessagesIsFoundAtOnceAndAllowedByItsName(String kind, String key, long value)
      throws Exception {
    broker.policy(kind, "news", key, value);
    TopologyFinding finding = only();
    assertThat(finding.text())
        .startsWith("queue '" + broker.prefix() + "news' has " + key + " " + value + " by ")
        .contains("policy '" + broker.prefix() + "news'");
    assertThat(finding.allowName()).contains(key + ":news");
    assertThat(finding.stops(Set.of(), true)).isTrue();
    assertThat(finding.stops(Set.of(key + ":chat"), true)).isTrue();
    assertThat(finding.stops(Set.of(key + ":news"), false)).isFalse();
    assertThat(finding.stops(Set.of(key), false)).isFalse();
  }

  @Test
  void aLoginThatCantReadPoliciesLearnsOfThemFromTheStatistics() throws Exception {
    String user = broker.prefix() + "watcher";
    broker.make("users/" + user, "{\"password\":\"" + user + "\",\"tags\":\"monitoring\"}");
    broker.make(
        "permissions/%2F/" + user, "{\"configure\":\".*\",\"write\":\".*\",\"read\":\".*\"}");
    TopologyProof watched =
        new TopologyProof(
            broker.address().withLogin(new BrokerAddress.Login(user, user)),
            broker.topology(),
            Optional.empty());
    assertThat(watched.check(connection)).isEmpty();
    broker.policy("policies", "news", "max-length", 100);
    Awaitility.await()
        .atMost(30, TimeUnit.SECONDS)
        .untilAsserted(
            () ->
                assertThat(watched.check(connection))
                    .extracting(each -> each.allowName().orElse(each.text()))
                    .containsExactly("max-length:news"));
  }

  @Test
  void anArgumentThatLosesMessagesIsFound() throws Exception {
    String news = broker.prefix() + "news";
    broker.use(
        channel -> {
          channel.queueDelete(news);
          channel.queueDeclare(
              news, true, false, false, Map.of("x-max-length", 3, "x-overflow", "reject-publish"));
          return bind(channel, "news");
        });
    assertThat(only().text())
        .isEqualTo(
            "queue '"
                + news
                + "' has max-length 3 by an argument: it loses or refuses messages"
                + " beyond so many (overflow reject-publish by an argument)");
  }

  private boolean bind(Channel channel, String module) throws IOException {
    for (BrokerTopology.Queue queue : broker.topology().queues()) {
      if (queue.module().equals(module)) {
        for (String key : queue.bindingKeys()) {
          channel.queueBind(queue.name(), broker.topology().exchange(), key);
        }
      }
    }
    return true;
  }

  @Test
  void aQueueDeletedMidwayIsFound() throws Exception {
    broker.use(channel -> channel.queueDelete(broker.prefix() + "news"));
    TopologyFinding finding = only();
    assertThat(finding.kind()).isEqualTo(Kind.MISSING);
    assertThat(finding.text()).isEqualTo("queue '" + broker.prefix() + "news' is missing");
    assertThat(finding.stops(Set.of("news"), true)).isTrue();
  }

  @Test
  void aQueueDeletedAndMadeAgainIsFound() throws Exception {
    String news = broker.prefix() + "news";
    publish(news, 3);
    awaitSequence(news, 3);
    assertThat(proof.check(connection)).isEmpty();
    broker.use(channel -> channel.queueDelete(news));
    broker.declare();
    publish(news, 1);
    awaitSequence(news, 1);
    assertThat(proof.check(connection))
        .extracting(each -> each.allowName().orElseThrow())
        .containsExactly("shrunk:news", "remade:news");
    assertThat(proof.check(connection)).isEmpty();
  }

  private void publish(String queue, int messages) throws Exception {
    broker.use(
        channel -> {
          channel.confirmSelect();
          for (int i = 0; i < messages; i++) {
            channel.basicPublish("", queue, MessageProperties.PERSISTENT_BASIC, new byte[1]);
          }
          try {
            return channel.waitForConfirms();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        });
  }

  private void awaitSequence(String queue, long messages) {
    ManagementApi api =
        new ManagementApi(broker.address().managementUrl().orElseThrow(), broker.address());
    Awaitility.await()
        .atMost(30, TimeUnit.SECONDS)
        .until(
            () ->
                Optional.ofNullable(api.queues().get(queue))
                    .map(status -> status.depth().sequence().orElse(0) == messages)
                    .orElse(false));
  }

  @Test
  void missingAndForeignBindingsAreFound() throws Exception {
    String exchange = broker.topology().exchange();
    String other = broker.otherQueue("other");
    broker.use(
        channel -> {
          channel.queueUnbind(broker.prefix() + "chat", exchange, "block.*");
          channel.queueUnbind(broker.prefix() + "audit", exchange, "#");
          channel.queueBind(broker.prefix() + "news", exchange, "x.#");
          channel.queueBind(broker.prefix() + "news", "amq.topic", broker.prefix());
          channel.queueDeclare(other, true, false, false, null);
          return channel.queueBind(other, exchange, "chat.*");
        });
    assertThat(proof.check(connection))
        .extracting(each -> each.kind() + " " + each.text())
        .containsExactlyInAnyOrder(
            "MISSING queue '" + broker.prefix() + "chat' is not bound by 'block.*'",
            "MISSING queue '" + broker.prefix() + "audit' is not bound by '#'",
            "RISK queue '"
                + broker.prefix()
                + "news' is also bound to exchange '"
                + exchange
                + "' by 'x.#', so it gets more than expected",
            "RISK queue '"
                + broker.prefix()
                + "news' is also bound to exchange 'amq.topic' by '"
                + broker.prefix()
                + "', so it gets more than expected",
            "EXTRA queue '" + other + "' is bound by 'chat.*', too");
  }

  @Test
  void anExchangeOfAnotherKindIsFound() throws Exception {
    new TopologyAdmin(broker.address(), broker.topology()).delete(true);
    broker.use(
        channel -> {
          channel.exchangeDeclare(broker.topology().exchange(), BuiltinExchangeType.FANOUT);
          return true;
        });
    assertThat(proof.check(connection))
        .extracting(TopologyFinding::text)
        .contains(
            "exchange '"
                + broker.topology().exchange()
                + "' is expected to be a durable topic, and is a transient fanout");
  }

  @Test
  void anAlternateExchangeIsFound() throws Exception {
    broker.policy("policies", "hpc", "alternate-exchange", "amq.fanout");
    assertThat(only().allowName()).contains("alternate-exchange:exchange");
  }

  @Test
  void aForeignConsumerOfTheAuditIsFoundAndTheAuditIsNot() throws Exception {
    String audit = broker.prefix() + "audit";
    Connection ours = BrokerConnections.open(broker.address(), "hpc audit");
    Connection foreign = BrokerConnections.open(broker.address(), "someone");
    try {
      ours.createChannel().basicConsume(audit, (tag, message) -> {}, tag -> {});
      foreign.createChannel().basicConsume(audit, (tag, message) -> {}, tag -> {});
      Awaitility.await()
          .atMost(30, TimeUnit.SECONDS)
          .untilAsserted(
              () ->
                  assertThat(only().text())
                      .isEqualTo(
                          "'someone' consumes from queue '"
                              + audit
                              + "', which is for 'hpc audit' alone"));
    } finally {
      BrokerConnections.close(ours);
      BrokerConnections.close(foreign);
    }
  }

  @Test
  void tooLittleDiskIsFoundOnEachNode() throws Exception {
    String news = broker.prefix() + "news";

    assertThat(proof.check(connection, Map.of(news, Long.MAX_VALUE)))
        .isNotEmpty()
        .allSatisfy(
            each -> {
              assertThat(each.allowName().orElseThrow()).startsWith("disk:");
              assertThat(each.text()).contains("bytes until its disk alarm, and undrained queues");
            });
  }
}
