package com.happypancake.seeder.broker;

import com.happypancake.seeder.broker.BrokerException.CloseReason;
import com.happypancake.seeder.engine.EngineSettings;
import com.happypancake.seeder.engine.SequenceWindow;
import com.happypancake.seeder.engine.Transport;
import com.happypancake.seeder.event.EventBody;
import com.happypancake.seeder.event.EventMessage;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Return;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Publishes to a topic exchange with AMQP 0-9-1 and publisher confirms.
 *
 * <p>All channels are on one connection, which holds the seeder's lock. Events of a subject go
 * through one channel, so they stay in order. One thread publishes.
 */
public final class AmqpTransport implements Transport {

  private final BrokerAddress broker;
  private final BrokerTopology topology;
  private final EventProperties properties;
  private final EventBody body;
  private final int channels;
  private volatile Optional<SeederConnection> current = Optional.empty();

  /**
   * Creates a transport.
   *
   * @param channels the number of channels; 1 keeps all events in order
   */
  public AmqpTransport(
      BrokerAddress broker,
      BrokerTopology topology,
      EventProperties properties,
      EventBody body,
      int channels) {
    this.broker = broker;
    this.topology = topology;
    this.properties = properties;
    this.body = body;
    this.channels = channels;
  }

  @Override
  public Link connect(Answers answers) throws LinkException, InterruptedException {
    SeederConnection connection = SeederConnection.open(broker, topology.lock(), answers::lost);
    try {
      AmqpLink link = new AmqpLink(connection, answers);
      current = Optional.of(connection);
      return link;
    } catch (IOException | ShutdownSignalException e) {
      connection.cut();
      throw new LinkException(
          CloseReason.of(e).filter(CloseReason::isNotFound).isPresent()
              ? LinkException.Kind.REFUSED
              : LinkException.Kind.UNREACHABLE,
          broker + ": " + CloseReason.describe(e),
          e);
    }
  }

  @Override
  public Optional<String> product() {
    return current.map(SeederConnection::product);
  }

  /** Returns the connection of the last link. */
  public Optional<Connection> connection() {
    return current.map(SeederConnection::connection);
  }

  private final class AmqpLink implements Link {

    private final SeederConnection connection;
    private final Answers answers;
    private final List<Lane> lanes = new ArrayList<>();

    /** A channel, and what is in flight on it. */
    private record Lane(Channel channel, SequenceWindow window) {}

    AmqpLink(SeederConnection connection, Answers answers) throws IOException {
      this.connection = connection;
      this.answers = answers;
      Connection opened = connection.connection();
      opened.addBlockedListener(
          reason -> answers.blocked(Optional.of(reason)), () -> answers.blocked(Optional.empty()));
      for (int i = 0; i < channels; i++) {
        lanes.add(lane(opened.createChannel()));
      }
    }

    private Lane lane(Channel channel) throws IOException {
      channel.exchangeDeclarePassive(topology.exchange());
      // A message that the broker refuses and that was sent again is in flight twice.
      SequenceWindow window = new SequenceWindow(2 * EngineSettings.MAX_WINDOW);
      channel.confirmSelect();
      channel.addConfirmListener(
          (sequence, multiple) -> window.answer(sequence, multiple, answers::confirmed),
          (sequence, multiple) ->
              window.answer(
                  sequence,
                  multiple,
                  (ordinals, count) -> {
                    for (int i = 0; i < count; i++) {
                      answers.nacked(
                          ordinals[i], "a queue is full and refuses (overflow), or it failed");
                    }
                  }));
      channel.addReturnListener(this::returned);
      channel.addShutdownListener(signal -> answers.lost(CloseReason.describe(signal)));
      return new Lane(channel, window);
    }

    private void returned(Return message) {
      Map<String, Object> headers = message.getProperties().getHeaders();
      Object ordinal = headers == null ? null : headers.get(EventProperties.ORDINAL);
      String why =
          String.format(
              Locale.ROOT,
              "%s: no queue is bound for routing key %s",
              message.getReplyText(),
              message.getRoutingKey());
      if (ordinal instanceof Number number) {
        answers.returned(number.longValue(), why);
      } else {
        // The confirm follows, and would count as one although no queue has the message.
        answers.lost("a message without ordinal came back: " + why);
      }
    }

    @Override
    public void publish(EventMessage message) throws IOException {
      Lane lane =
          lanes.size() == 1 || message.isSeedEnded()
              ? lanes.get(0)
              : lanes.get(Math.floorMod(message.envelope().subject().hashCode(), lanes.size()));
      lane.window().add(message.ordinal());
      connection.hold(true);
      try {
        lane.channel()
            .basicPublish(
                topology.exchange(),
                message.type().routingKey(),
                true,
                properties.of(message),
                body.of(message));
      } catch (ShutdownSignalException e) {
        throw new IOException(CloseReason.describe(e), e);
      } finally {
        connection.hold(false);
      }
    }

    @Override
    public void flush() throws IOException {
      connection.flush();
    }

    @Override
    public void close() {
      BrokerConnections.close(connection.connection());
    }

    @Override
    public void cut() {
      connection.cut();
    }
  }
}
