package com.happypancake.seeder.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.happypancake.seeder.TestBroker;
import com.happypancake.seeder.broker.BrokerConnections;
import com.happypancake.seeder.broker.BrokerException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The fixture, which other tests rely on. */
@Timeout(300)
class BrokerProxyIT {

  private static final int BODY_BYTES = 10_000;
  private static final int MESSAGES = 2_000;

  @RegisterExtension private final TestBroker broker = new TestBroker();
  private BrokerProxy proxy;

  @BeforeEach
  void startProxy() throws IOException {
    proxy = new BrokerProxy(broker.address());
  }

  @AfterEach
  void stopProxy() throws IOException {
    proxy.close();
  }

  private Connection open() throws BrokerException {
    return BrokerConnections.open(proxy.address(), "hpc test");
  }

  /** Publishes 20 MB on another thread and counts the messages that were handed over. */
  private AtomicLong publish(Connection connection) throws Exception {
    String queue = broker.otherQueue("bytes");
    Channel channel = connection.createChannel();
    channel.queueDeclare(queue, false, false, false, Map.of());
    AtomicLong sent = new AtomicLong();
    Thread thread =
        new Thread(
            () -> {
              try {
                for (int i = 0; i < MESSAGES; i++) {
                  channel.basicPublish(
                      "", queue, MessageProperties.MINIMAL_BASIC, new byte[BODY_BYTES]);
                  sent.incrementAndGet();
                }
              } catch (IOException e) {
                // The connection was closed at the end of the test.
              }
            },
            "publisher");
    thread.setDaemon(true);
    thread.start();
    return sent;
  }

  @Test
  void aCutIsFeltAtOnceAndANewConnectionWorks() throws Exception {
    Connection first = open();
    proxy.cut();
    await().until(() -> !first.isOpen());
    proxy.refuse(true);
    assertThatThrownBy(this::open).isInstanceOf(BrokerException.class);
    proxy.refuse(false);
    Connection second = open();
    assertThat(second.createChannel().isOpen()).isTrue();
    assertThat(proxy.accepted()).isEqualTo(2);
  }

  @Test
  void aStalledProxyStopsTheWriterUntilItResumes() throws Exception {
    Connection connection = open();
    proxy.toBroker().stall();
    AtomicLong sent = new AtomicLong();
    Thread opener =
        new Thread(
            () -> {
              try {
                connection.createChannel();
                sent.incrementAndGet();
              } catch (IOException e) {
                // The connection was closed at the end of the test.
              }
            },
            "opener");
    opener.setDaemon(true);
    opener.start();
    await().during(Duration.ofMillis(500)).until(() -> sent.get() == 0);
    proxy.toBroker().resume();
    await().until(() -> sent.get() == 1);

    // A fast machine would pass everything on before the proxy stalls.
    proxy.toBroker().slow(2_000_000);
    AtomicLong published = publish(connection);
    await().until(() -> published.get() > 10);
    proxy.toBroker().stall();
    await().during(Duration.ofSeconds(1)).until(new Still(published)::isStill);
    assertThat(published.get()).isLessThan(MESSAGES);
    proxy.toBroker().slow(Long.MAX_VALUE);
    proxy.toBroker().resume();
    await().atMost(Duration.ofSeconds(60)).until(() -> published.get() == MESSAGES);
  }

  /** Tells whether a number stays as it is. */
  private static final class Still {
    private final AtomicLong number;
    private long last = -1;

    Still(AtomicLong number) {
      this.number = number;
    }

    boolean isStill() {
      long now = number.get();
      boolean still = now == last;
      last = now;
      return still;
    }
  }

  @Test
  void aSlowProxyLetsFewBytesThroughInEachDirection() throws Exception {
    Connection connection = open();
    // The system's buffers take some megabytes at once.
    proxy.toBroker().slow(4_000_000);
    long start = System.nanoTime();
    AtomicLong sent = publish(connection);
    await().atMost(Duration.ofSeconds(60)).until(() -> sent.get() == MESSAGES);
    assertThat(System.nanoTime() - start).isGreaterThan(2_000_000_000L);
    proxy.fromBroker().slow(10);
    long channelStart = System.nanoTime();
    connection.createChannel();
    assertThat(System.nanoTime() - channelStart).isGreaterThan(500_000_000L);
  }
}
