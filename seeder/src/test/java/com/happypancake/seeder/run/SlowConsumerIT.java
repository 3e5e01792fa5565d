package com.happypancake.seeder.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.happypancake.seeder.SeedEvent.SeedResult;
import com.happypancake.seeder.Seeding;
import com.happypancake.seeder.TestBroker;
import com.happypancake.seeder.TestEvents;
import com.happypancake.seeder.broker.BrokerConnections;
import com.happypancake.seeder.broker.EventProperties;
import com.happypancake.seeder.event.RepeatFilter;
import com.happypancake.seeder.pace.Pacer;
import com.happypancake.seeder.pace.RatePlan;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A seed without a limit of its own into a queue whose consumer takes 300 messages a second. */
@Timeout(300)
class SlowConsumerIT {

  private static final int EVENTS = 10_000;

  /** Every other event of the test is one for the chat, and so is the end. */
  private static final int MESSAGES = EVENTS / 2 + 1;

  private static final int TAKEN_PER_SECOND = 300;
  private static final long BOUND = 500;

  /**
   * What may come between two looks at the depth. Looks are late where others use the machine.
   * Without the bound, the queue holds thousands.
   */
  private static final long MARGIN = 1_000;

  private static final int PREFETCH = 20;
  private static final long SECOND = 1_000_000_000L;

  @RegisterExtension final TestBroker broker = new TestBroker();

  private final Path temporary;
  private final Pacer pacer =
      new Pacer(RatePlan.of(TAKEN_PER_SECOND), System.nanoTime(), SECOND / 100);
  private final RepeatFilter filter = new RepeatFilter(0, new byte[0]);
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger repeats = new AtomicInteger();
  private final AtomicLong deepest = new AtomicLong();

  SlowConsumerIT(@TempDir Path temporary) {
    this.temporary = temporary;
  }

  private Seeding seeding() {
    return Seeding.of(
            temporary.resolve("events"),
            broker.address(),
            broker.prefix(),
            temporary.resolve("log"))
        .withPace(
            new Seeding.Pace(
                new RatePlan.Unlimited(),
                Optional.empty(),
                OptionalDouble.empty(),
                Optional.of(BOUND),
                List.of("chat")));
  }

  /** Takes a message in its own time, and looks how many wait behind it. */
  private void take(Channel channel, String queue, Delivery message) throws IOException {
    long now = System.nanoTime();
    LockSupport.parkNanos(pacer.dueNanos(taken.get(), now) - now);
    Object ordinal = message.getProperties().getHeaders().get(EventProperties.ORDINAL);
    if (ordinal instanceof Number number && !filter.isNew(number.longValue())) {
      repeats.incrementAndGet();
    }
    deepest.accumulateAndGet(channel.messageCount(queue), Math::max);
    channel.basicAck(message.getEnvelope().getDeliveryTag(), false);
    taken.incrementAndGet();
  }

  private static String history(BackgroundSeed seed) {
    return seed.snapshots().stream()
        .map(
            state ->
                String.format(
                    Locale.ROOT,
                    "after %d ms: %d sent, %d in flight, %s",
                    state.elapsed().toMillis(),
                    state.counts().sentInRun(),
                    state.counts().inFlight(),
                    state.depths()))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void theRunSlowsDownToItsConsumerAndTheQueueStaysWithinItsBound() throws Exception {
    TestEvents.write(temporary.resolve("events"), EVENTS);
    broker.declare();
    String queue = broker.prefix() + "chat";
    Connection connection = BrokerConnections.open(broker.address(), "hpc test");
    try {
      Channel channel = connection.createChannel();
      channel.basicQos(PREFETCH);
      channel.basicConsume(
          queue, false, (tag, message) -> take(channel, queue, message), tag -> {});

      BackgroundSeed seed = new BackgroundSeed(seeding());
      SeedResult result = seed.result();

      assertThat(result.isComplete()).as(result.what()).isTrue();
      await().atMost(Duration.ofMinutes(2)).until(() -> taken.get() >= MESSAGES);
      assertThat(taken).hasValue(MESSAGES);
      assertThat(repeats).hasValue(0);
      assertThat(deepest.get()).as(history(seed)).isBetween(BOUND / 4, BOUND + MARGIN);
      assertThat(seed.snapshots())
          .anySatisfy(
              state ->
                  assertThat(state.limit().orElse(""))
                      .matches("queue " + queue + " holds [0-9]+ of at most 500 messages"));
    } finally {
      BrokerConnections.close(connection);
    }
  }
}
