package com.happypancake.operations.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("sets a system property and System.out")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class EmbeddedBrokerTest {

  private static final String EXCHANGE = "events";

  @Test
  void carriesAMessageFromTheExchangeToTheConsumer() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        Connection connection = connect(broker.uri());
        Channel channel = connection.createChannel()) {
      channel.exchangeDeclare(EXCHANGE, BuiltinExchangeType.TOPIC, true);
      declareAndBind(channel, "everything", "#");
      declareAndBind(channel, "members", "member.*");
      channel.confirmSelect();
      AMQP.BasicProperties properties =
          new AMQP.BasicProperties.Builder()
              .deliveryMode(2)
              .messageId("id-1")
              .timestamp(Date.from(Instant.ofEpochSecond(1_700_000_000L)))
              .headers(Map.of("position", 5_000_000_000L, "replayed", true, "source", "sök"))
              .build();

      channel.basicPublish(EXCHANGE, "member.created", true, properties, "hello".getBytes(UTF_8));
      channel.basicPublish(EXCHANGE, "story.created", true, properties, "other".getBytes(UTF_8));
      channel.waitForConfirmsOrDie(10_000);

      assertThat(channel.messageCount("everything")).isEqualTo(2);
      assertThat(channel.messageCount("members")).isEqualTo(1);
      BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
      channel.basicQos(10);
      channel.basicConsume(
          "members", false, (tag, delivery) -> deliveries.add(delivery), tag -> {});
      Delivery delivery = deliveries.poll(10, TimeUnit.SECONDS);
      assertThat(delivery).isNotNull();
      assertThat(delivery.getBody()).asString(UTF_8).isEqualTo("hello");
      assertThat(delivery.getEnvelope().getRoutingKey()).isEqualTo("member.created");
      assertThat(delivery.getProperties().getMessageId()).isEqualTo("id-1");
      assertThat(delivery.getProperties().getTimestamp())
          .isEqualTo(Date.from(Instant.ofEpochSecond(1_700_000_000L)));
      assertThat(delivery.getProperties().getDeliveryMode()).isEqualTo(2);
      Map<String, Object> headers = delivery.getProperties().getHeaders();
      assertThat(headers).containsEntry("position", 5_000_000_000L).containsEntry("replayed", true);
      assertThat(headers.get("source")).hasToString("sök");
      channel.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
      assertThat(channel.queueDeclarePassive("members").getMessageCount()).isZero();
      assertThat(channel.queueDeclarePassive("members").getConsumerCount()).isEqualTo(1);
    }
  }

  @Test
  void answers404ForAQueueWhichDoesNotExist() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        Connection connection = connect(broker.uri())) {
      Channel channel = connection.createChannel();

      assertThatThrownBy(() -> channel.queueDeclarePassive("missing"))
          .isInstanceOf(IOException.class)
          .cause()
          .isInstanceOfSatisfying(
              ShutdownSignalException.class,
              e ->
                  assertThat(((AMQP.Channel.Close) e.getReason()).getReplyCode())
                      .isEqualTo(AMQP.NOT_FOUND));
      assertThat(connection.isOpen()).isTrue();
    }
  }

  @Test
  void letsInNobodyWithoutThePasswordOfThisStart() throws Exception {
    try (EmbeddedBroker first = EmbeddedBroker.start();
        EmbeddedBroker second = EmbeddedBroker.start()) {
      assertThat(first.uri().getUserInfo()).isNotEqualTo(second.uri().getUserInfo());
      assertThat(first.uri().getHost()).isEqualTo("127.0.0.1");
      URI mixed =
          new URI(
              "amqp",
              first.uri().getUserInfo(),
              "127.0.0.1",
              second.uri().getPort(),
              null,
              null,
              null);

      assertThatThrownBy(() -> connect(mixed))
          .isInstanceOfAny(
              PossibleAuthenticationFailureException.class, AuthenticationFailureException.class);
    }
  }

  @Test
  void startsEmptyAgainInTheSameProcess() throws Exception {
    for (int round = 0; round < 3; round++) {
      try (EmbeddedBroker broker = EmbeddedBroker.start();
          Connection connection = connect(broker.uri());
          Channel channel = connection.createChannel()) {
        channel.queueDeclare("again", true, false, false, null);
        assertThat(channel.messageCount("again")).isZero();
        channel.confirmSelect();
        channel.basicPublish("", "again", true, null, new byte[] {1});
        channel.waitForConfirmsOrDie(10_000);
        assertThat(channel.messageCount("again")).isEqualTo(1);
      }
    }
  }

  @Test
  void leavesNoThreadBehindEvenWithAnOpenConnectionAndAnInterruptedCaller() throws Exception {
    Set<Thread> before = liveThreads();
    EmbeddedBroker broker = EmbeddedBroker.start();
    assertThat(liveThreads()).hasSizeGreaterThan(before.size());
    Connection connection = connect(broker.uri());
    try {
      Thread.currentThread().interrupt();
      broker.close();
      assertThat(Thread.interrupted()).as("interrupt flag kept").isTrue();
      broker.close();

      assertThat(threadsOfBrokers()).isEmpty();
    } finally {
      connection.abort(10_000);
    }
    assertThatThrownBy(() -> connect(broker.uri())).isInstanceOf(IOException.class);
  }

  @Test
  void reportsAFailedStartAndCleansUp() {
    String size = "qpid.broker.networkBufferSize";
    PrintStream out = System.out;
    System.setProperty(size, "1");
    // On failure, and only then, Qpid prints the stack trace itself.
    System.setOut(new PrintStream(new ByteArrayOutputStream(), true, UTF_8));
    try {
      assertThatThrownBy(EmbeddedBroker::start)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("The embedded broker could not be started")
          .hasCauseInstanceOf(RuntimeException.class);
    } finally {
      System.setOut(out);
      System.clearProperty(size);
    }
    assertThat(threadsOfBrokers()).isEmpty();
  }

  private static Connection connect(URI uri) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(uri);
    factory.setAutomaticRecoveryEnabled(false);
    return factory.newConnection();
  }

  private static void declareAndBind(Channel channel, String queue, String routingKey)
      throws IOException {
    channel.queueDeclare(queue, true, false, false, null);
    channel.queueBind(queue, EXCHANGE, routingKey);
  }

  private static Set<Thread> liveThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.isDaemon())
        .collect(Collectors.toSet());
  }

  private static List<Thread> threadsOfBrokers() {
    return liveThreads().stream()
        .filter(thread -> thread.getThreadGroup() != null)
        .filter(thread -> thread.getThreadGroup().getName().equals("embedded-broker"))
        .toList();
  }
}
