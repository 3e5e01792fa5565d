package com.happypancake.seeder.audit;

import com.happypancake.seeder.audit.Arrival.Head;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.broker.BrokerConnections;
import com.happypancake.seeder.broker.BrokerException;
import com.happypancake.seeder.broker.BrokerException.CloseReason;
import com.happypancake.seeder.broker.BrokerException.Kind;
import com.happypancake.seeder.broker.EventProperties;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Takes messages off a classic or quorum queue, and acknowledges them: the queue becomes empty. */
final class QueueInput implements AuditInput {

  /** The most messages that the broker sends before they are acknowledged. */
  static final int PREFETCH = 2_000;

  private final BrokerAddress broker;
  private final String queue;
  private final Connection connection;
  private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
  private @Nullable Channel channel;
  private long lastTag;
  private boolean unacknowledged;

  /** A delivery, or the end of all deliveries. */
  private sealed interface Message {
    record Delivered(Delivery delivery) implements Message {}

    record Ended(String why) implements Message {}
  }

  private QueueInput(BrokerAddress broker, String queue, Connection connection) {
    this.broker = broker;
    this.queue = queue;
    this.connection = connection;
  }

  /** Returns what opens a queue. */
  static Opener opener(BrokerAddress broker, String queue) {
    return new Opener() {
      @Override
      public int sources() {
        return 1;
      }

      @Override
      public String name() {
        return broker + " queue " + queue;
      }

      @Override
      public AuditInput open(List<Long> nextOffsets) throws BrokerException {
        QueueInput input =
            new QueueInput(broker, queue, BrokerConnections.open(broker, "hpc audit"));
        input.subscribe();
        return input;
      }
    };
  }

  private void subscribe() throws BrokerException {
    try {
      Channel opened = connection.createChannel();
      channel = opened;
      opened.queueDeclarePassive(queue);
      opened.basicQos(PREFETCH);
      opened.basicConsume(
          queue,
          false,
          (tag, delivery) -> messages.add(new Message.Delivered(delivery)),
          tag -> messages.add(new Message.Ended("the queue was removed")),
          (tag, signal) -> messages.add(new Message.Ended(CloseReason.describe(signal))));
    } catch (IOException | ShutdownSignalException e) {
      close();
      if (CloseReason.of(e).filter(CloseReason::isNotFound).isEmpty()) {
        throw new BrokerException(Kind.LOST, broker, CloseReason.describe(e), e);
      }
      throw new BrokerException(
          Kind.TOPOLOGY,
          broker,
          "queue '"
              + queue
              + "': "
              + CloseReason.describe(e)
              + "; run 'hpc topology declare' with the same broker and prefix",
          e);
    }
  }

  @Override
  public Optional<Arrival> poll(Duration patience) throws BrokerException, InterruptedException {
    Message message = messages.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
    if (message instanceof Message.Ended ended) {
      throw new BrokerException(Kind.LOST, broker, "queue '" + queue + "': " + ended.why());
    }
    if (!(message instanceof Message.Delivered delivered)) {
      return Optional.empty();
    }
    lastTag = delivered.delivery().getEnvelope().getDeliveryTag();
    unacknowledged = true;
    return Optional.of(arrival(delivered.delivery()));
  }

  private static Arrival arrival(Delivery delivery) {
    BasicProperties properties = delivery.getProperties();
    @Nullable Map<String, Object> given = properties.getHeaders();
    Map<String, Object> headers = given == null ? Map.of() : given;
    return new Arrival(
        new Head(
            0,
            0,
            delivery.getEnvelope().isRedeliver(),
            Optional.ofNullable(headers.get(EventProperties.EVENTS)).map(Object::toString),
            headers.get(EventProperties.ORDINAL) instanceof Number number
                ? OptionalLong.of(number.longValue())
                : OptionalLong.empty(),
            String.valueOf(properties.getType()),
            String.valueOf(properties.getContentType()),
            Boolean.TRUE.equals(headers.get(EventProperties.REPAIR)),
            false),
        delivery.getBody());
  }

  @Override
  public void acknowledge() throws BrokerException {
    if (channel == null || !unacknowledged) {
      return;
    }
    try {
      channel.basicAck(lastTag, true);
      unacknowledged = false;
    } catch (IOException | ShutdownSignalException e) {
      throw new BrokerException(Kind.LOST, broker, CloseReason.describe(e), e);
    }
  }

  @Override
  public void close() {
    BrokerConnections.close(connection);
  }
}
