package com.happypancake.seeder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.happypancake.seeder.broker.BrokerConnections;
import com.happypancake.seeder.broker.BrokerException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The fixture, which other tests rely on. */
@Timeout(600)
class BrokerNodeIT {

  private static final String QUEUE = "kept";

  @TempDir private Path folder;

  private static Connection open(BrokerNode node) throws BrokerException {
    return BrokerConnections.open(node.address(), "hpc test");
  }

  private static void publishConfirmed(Connection connection) throws Exception {
    Channel channel = connection.createChannel();
    channel.queueDeclare(QUEUE, true, false, false, Map.of());
    channel.confirmSelect();
    channel.basicPublish("", QUEUE, MessageProperties.MINIMAL_PERSISTENT_BASIC, new byte[100]);
    channel.waitForConfirmsOrDie(10_000);
  }

  private static long held(BrokerNode node) throws Exception {
    Connection connection = open(node);
    try {
      return connection.createChannel().messageCount(QUEUE);
    } finally {
      BrokerConnections.close(connection);
    }
  }

  @Test
  void itIsStoppedKilledFrozenAndStartedAgainWithWhatItConfirmed() throws Exception {
    try (BrokerNode node = BrokerNode.start(folder)) {
      Connection connection = open(node);
      publishConfirmed(connection);
      node.kill();
      await().atMost(Duration.ofSeconds(30)).until(() -> !connection.isOpen());
      assertThatThrownBy(() -> open(node)).isInstanceOf(BrokerException.class);
      node.start();
      assertThat(held(node)).isEqualTo(1);

      Connection frozen = open(node);
      Channel channel = frozen.createChannel();
      node.freeze();
      CompletableFuture<Long> count =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return channel.messageCount(QUEUE);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      await().during(Duration.ofMillis(500)).until(() -> !count.isDone());
      node.thaw();
      assertThat(count.get(30, TimeUnit.SECONDS)).isEqualTo(1);

      node.stop();
      node.start();
      assertThat(held(node)).isEqualTo(1);
    }
    assertThat(ProcessHandle.allProcesses())
        .noneMatch(
            each ->
                each.info()
                    .commandLine()
                    .filter(line -> line.contains(folder.toString()))
                    .isPresent());
  }
}
