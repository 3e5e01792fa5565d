package com.happypancake.seeder.audit;

import static org.awaitility.Awaitility.await;

import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.event.Event;
import com.happypancake.seeder.TestEvents;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.engine.Transport.Answers;
import com.happypancake.seeder.engine.Transport.Link;
import com.happypancake.seeder.event.EventBody;
import com.happypancake.seeder.event.EventMessage;
import com.happypancake.seeder.event.WireFormat;
import com.happypancake.seeder.stream.PublishingLock;
import com.happypancake.seeder.stream.StreamSettings;
import com.happypancake.seeder.stream.StreamTopology;
import com.happypancake.seeder.stream.StreamTransport;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Publishes a test's events to a stream. */
final class StreamSeed {

  private StreamSeed() {}

  /** Publishes the events of a range, and waits for their confirms. */
  static void publish(
      BrokerAddress broker, StreamTopology topology, WireFormat format, int first, int last)
      throws Exception {
    AtomicLong confirmed = new AtomicLong();
    Answers answers =
        new Answers() {
          @Override
          public void confirmed(long[] ordinals, int count) {
            confirmed.addAndGet(count);
          }

          @Override
          public void nacked(long ordinal, String why) {
            throw new AssertionError(why);
          }

          @Override
          public void returned(long ordinal, String why) {
            throw new AssertionError(why);
          }

          @Override
          public void blocked(Optional<String> reason) {}

          @Override
          public void lost(String why) {}
        };
    Link link =
        new StreamTransport(
                new StreamSettings(
                    broker, StreamSettings.defaultPort(broker), topology, "test/all/1", format),
                new EventBody(format, Event.getDescriptor()),
                lost -> new NoLock(),
                Map.of(),
                0)
            .connect(answers);
    try {
      for (int ordinal = first; ordinal <= last; ordinal++) {
        link.publish(
            EventMessage.of(
                ordinal, TestEvents.event(ordinal).toByteArray(), EventCatalogue.hpc()));
      }
      await().until(() -> confirmed.get() == last - first + 1);
    } finally {
      link.cut();
    }
  }

  private record NoLock() implements PublishingLock.Held {
    @Override
    public String product() {
      return "RabbitMQ";
    }

    @Override
    public void release() {}
  }
}
