package com.happypancake.seeder.broker;

import com.happypancake.seeder.broker.BrokerException.CloseReason;
import com.happypancake.seeder.broker.BrokerException.Kind;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Requests that the broker may refuse. A refusal closes the channel, and the next request opens
 * another. Not thread-safe.
 */
final class BrokerRequests implements AutoCloseable {

  private final BrokerAddress broker;
  private final Connection connection;
  private @Nullable Channel channel;

  BrokerRequests(BrokerAddress broker, Connection connection) {
    this.broker = broker;
    this.connection = connection;
  }

  /** A request on a channel. */
  @FunctionalInterface
  interface Request<T> {
    T on(Channel channel) throws IOException;
  }

  /** Thrown if the broker closed the channel with a reason. */
  static final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient CloseReason reason;

    RefusedException(CloseReason reason) {
      super(reason.text());
      this.reason = reason;
    }

    CloseReason reason() {
      return reason;
    }
  }

  /**
   * Opens a connection for requests.
   *
   * @throws BrokerException UNREACHABLE, or LOGIN with the advice how to make a virtual host
   */
  static Connection open(BrokerAddress broker, String name) throws BrokerException {
    try {
      return BrokerConnections.open(broker, name);
    } catch (BrokerException e) {
      if (CloseReason.of(e).filter(CloseReason::isNotAllowed).isEmpty()) {
        throw e;
      }
      String host = broker.virtualHost();
      throw new BrokerException(
          e.kind(),
          e.getMessage()
              + " ('rabbitmqctl add_vhost "
              + host
              + "' makes it, and 'rabbitmqctl set_permissions -p "
              + host
              + " USER \".*\" \".*\" \".*\"' lets a user in)",
          e);
    }
  }

  /**
   * Does a request.
   *
   * @throws RefusedException if the broker refuses it; the connection stays open
   * @throws BrokerException LOST, or REFUSED if the broker closed the connection as it refused
   */
  <T> T attempt(Request<T> request) throws BrokerException, RefusedException {
    try {
      return request.on(channel());
    } catch (IOException | ShutdownSignalException e) {
      Optional<CloseReason> reason = CloseReason.of(e);
      if (reason.isPresent() && connection.isOpen()) {
        throw new RefusedException(reason.get());
      }
      if (reason.isPresent() && reason.get().isNotAllowed()) {
        throw new BrokerException(
            Kind.REFUSED,
            broker,
            CloseReason.describe(e) + "; remove it or choose another prefix, then try again",
            e);
      }
      throw new BrokerException(
          Kind.LOST, broker, CloseReason.describe(e) + "; the same command may be run again", e);
    }
  }

  private Channel channel() throws IOException {
    Channel open = channel;
    if (open == null || !open.isOpen()) {
      open = connection.createChannel();
      channel = open;
    }
    return open;
  }

  /** Closes the channel, and leaves the connection open. */
  @Override
  public void close() {
    if (channel != null) {
      try {
        channel.abort();
      } catch (IOException e) {
        // The connection is lost, and the channel with it.
      }
    }
  }

  /**
   * Returns the state of a queue; empty if it does not exist.
   *
   * @throws RefusedException if another connection has it exclusively, or the login lacks a
   *     permission
   */
  Optional<AMQP.Queue.DeclareOk> find(String queue) throws BrokerException, RefusedException {
    try {
      return Optional.of(attempt(channel -> channel.queueDeclarePassive(queue)));
    } catch (RefusedException e) {
      if (e.reason().isNotFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Returns the type of an existing queue; empty if it has arguments or attributes that no type
   * explains. Changes nothing.
   */
  Optional<QueueType> typeOf(String queue) throws BrokerException {
    for (QueueType type : QueueType.values()) {
      try {
        attempt(channel -> channel.queueDeclare(queue, true, false, false, type.arguments()));
        return Optional.of(type);
      } catch (RefusedException e) {
        // Then it is not of this type.
      }
    }
    return Optional.empty();
  }
}
