package com.happypancake.seeder.pace;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.seeder.TestBroker;
import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Publishes 2,000 events per second to a real queue whose consumer takes 300. */
class DepthLimiterIT {

  private static final long SECOND = 1_000_000_000L;
  private static final long BOUND = 1_500;
  private static final long SECONDS = 25;

  @RegisterExtension final TestBroker broker = new TestBroker();

  private final DepthLimiter limiter = new DepthLimiter(BOUND);
  private long published;
  private long taken;
  private long deepest;

  @Test
  @Timeout(120)
  void aSlowConsumerHoldsTheRateAndTheQueueStaysBelowItsBound() throws Exception {
    String queue = broker.otherQueue("news");
    long[] late =
        broker.use(
            channel -> {
              channel.queueDeclare(queue, false, false, false, null);
              return run(channel, queue);
            });
    assertThat(deepest).isBetween(100L, BOUND);
    // The rate is that of the consumer, however slow the machine makes both.
    assertThat(late[0] / (double) late[1]).isBetween(0.6, 1.5);
  }

  /** Returns the events that were published and taken in the last ten seconds. */
  private long[] run(Channel channel, String queue) throws IOException {
    long start = System.nanoTime();
    Pacer pacer = new Pacer(RatePlan.of(2_000), start, SECOND / 4);
    Pacer consumer = new Pacer(RatePlan.of(300), start, SECOND / 4);
    long sampleNanos = start;
    long lateNanos = 0;
    long lateEvents = 0;
    long lateTaken = 0;
    while (true) {
      long now = System.nanoTime();
      if (now - start >= SECONDS * SECOND) {
        return new long[] {published - lateEvents, taken - lateTaken};
      }
      if (lateNanos == 0 && now - start >= (SECONDS - 10) * SECOND) {
        lateNanos = now;
        lateEvents = published;
        lateTaken = taken;
      }
      if (now >= sampleNanos) {
        sampleNanos = now + SECOND / 4;
        long depth = channel.messageCount(queue);
        deepest = Math.max(deepest, depth);
        limiter.sample(now, published, Map.of(queue, depth));
      }
      OptionalDouble cap =
          OptionalDouble.of(limiter.cap(now, published, 0).orElseThrow().eventsPerSecond());
      pacer.cap(cap, published, now);
      boolean publishes = pacer.dueNanos(published, now) <= now;
      boolean takes = consumer.dueNanos(taken, now) <= now;
      if (publishes) {
        channel.basicPublish("", queue, null, new byte[100]);
        published++;
      }
      if (takes) {
        channel.basicGet(queue, true);
        taken++;
      }
      if (!publishes && !takes) {
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(200));
      }
    }
  }
}
