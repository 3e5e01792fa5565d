package com.happypancake.seeder.broker;

import com.happypancake.seeder.broker.BrokerException.Kind;
import com.happypancake.seeder.broker.BrokerTopology.Queue;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes and removes the exchange, the queues and the bindings of a topology. For one thread. */
public final class TopologyAdmin {

  private static final String NAME = "hpc topology";
  private static final String EXISTS = "remove these or choose another prefix, then declare again";

  private final BrokerAddress broker;
  private final BrokerTopology topology;

  /**
   * An administrator.
   *
   * @param broker where
   * @param topology what to make and remove
   */
  public TopologyAdmin(BrokerAddress broker, BrokerTopology topology) {
    this.broker = broker;
    this.topology = topology;
  }

  /**
   * What was removed.
   *
   * @param queues names of those that were there
   * @param messages that they held
   */
  public record Deletion(List<String> queues, long messages) {

    /** Makes the names immutable. */
    public Deletion {
      queues = List.copyOf(queues);
    }
  }

  /** Something to do on a channel, which the broker closes if it refuses. */
  @FunctionalInterface
  private interface Step<T> {
    T on(Channel channel) throws IOException;
  }

  /** What a queue holds, or that it is not there. */
  private record Found(String queue, AMQP.Queue.DeclareOk state) {}

  /**
   * Makes what is missing: a durable topic exchange, durable classic queues without arguments, and
   * the bindings. What is there already stays as it is.
   *
   * @throws BrokerException REFUSED if the exchange or a queue exists and is of another kind, with
   *     all that is so, or if the user may not; UNREACHABLE, LOGIN, LOST
   */
  public void declare() throws BrokerException {
    Connection connection = BrokerConnections.open(broker, NAME);
    try {
      List<String> refusals = new ArrayList<>();
      collect(
          refusals,
          connection,
          "exchange '" + topology.exchange() + "'",
          channel -> channel.exchangeDeclare(topology.exchange(), BuiltinExchangeType.TOPIC, true));
      // A queue bound to an exchange of another kind would hear something else.
      refuse(refusals, EXISTS);
      for (Queue queue : topology.queues()) {
        collect(
            refusals,
            connection,
            "queue '" + queue.name() + "'",
            channel -> declare(channel, queue));
      }
      refuse(refusals, EXISTS);
    } finally {
      BrokerConnections.close(connection);
    }
  }

  private AMQP.Queue.DeclareOk declare(Channel channel, Queue queue) throws IOException {
    AMQP.Queue.DeclareOk declared =
        channel.queueDeclare(queue.name(), true, false, false, Map.of());
    for (String key : queue.bindingKeys()) {
      channel.queueBind(queue.name(), topology.exchange(), key);
    }
    return declared;
  }

  private void collect(List<String> refusals, Connection connection, String what, Step<?> step)
      throws BrokerException {
    try {
      attempt(connection, step);
    } catch (RefusedException e) {
      refusals.add(what + " (" + e.reason.text() + ")");
    }
  }

  /**
   * Removes the queues and the exchange.
   *
   * <p>All queues are looked at before the first is removed; and each is removed on the broker's
   * own condition that it is empty and unused, so that nothing that comes in between is lost.
   *
   * @param force remove them with what they hold, and whoever uses them
   * @return what was removed; what was missing already is not in it
   * @throws BrokerException REFUSED if a queue holds messages or has consumers, with all that do,
   *     and nothing is removed; REFUSED if something outside the topology uses the exchange, which
   *     then stays; UNREACHABLE, LOGIN, LOST
   */
  public Deletion delete(boolean force) throws BrokerException {
    Connection connection = BrokerConnections.open(broker, NAME);
    try {
      List<Found> found = look(connection);
      if (!force) {
        refuse(
            found.stream().flatMap(each -> guard(each).stream()).toList(),
            "nothing was removed; drain them, or use --force to lose what they hold");
      }
      long messages = 0;
      List<String> removed = new ArrayList<>();
      for (Found each : found) {
        messages += remove(connection, each.queue(), force, removed);
        removed.add(each.queue());
      }
      removeExchange(connection, force);
      return new Deletion(removed, messages);
    } finally {
      BrokerConnections.close(connection);
    }
  }

  private List<Found> look(Connection connection) throws BrokerException {
    List<Found> found = new ArrayList<>();
    for (Queue queue : topology.queues()) {
      try {
        found.add(
            new Found(
                queue.name(),
                attempt(connection, channel -> channel.queueDeclarePassive(queue.name()))));
      } catch (RefusedException e) {
        if (!e.reason.isNotFound()) {
          throw refused("queue '" + queue.name() + "' (" + e.reason.text() + ")");
        }
      }
    }
    return found;
  }

  private static Optional<String> guard(Found found) {
    int messages = found.state().getMessageCount();
    int consumers = found.state().getConsumerCount();
    if (messages == 0 && consumers == 0) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "queue '%s' holds %d messages and has %d consumers",
            found.queue(),
            messages,
            consumers));
  }

  private long remove(Connection connection, String queue, boolean force, List<String> removed)
      throws BrokerException {
    try {
      return attempt(connection, channel -> channel.queueDelete(queue, !force, !force))
          .getMessageCount();
    } catch (RefusedException e) {
      throw refused(
          String.format(
              Locale.ROOT,
              "queue '%s' (%s), after %d other queues were removed; drain it, or use --force",
              queue,
              e.reason.text(),
              removed.size()));
    }
  }

  private void removeExchange(Connection connection, boolean force) throws BrokerException {
    try {
      attempt(connection, channel -> channel.exchangeDelete(topology.exchange(), !force));
    } catch (RefusedException e) {
      if (!e.reason.isNotFound()) {
        throw refused(
            "exchange '"
                + topology.exchange()
                + "' ("
                + e.reason.text()
                + "); the queues are removed; something else is bound to it: unbind that,"
                + " or use --force");
      }
    }
  }

  private void refuse(List<String> refusals, String advice) throws BrokerException {
    if (!refusals.isEmpty()) {
      throw refused(String.join("; ", refusals) + "; " + advice);
    }
  }

  private BrokerException refused(String what) {
    return new BrokerException(Kind.REFUSED, broker, "refused: " + what);
  }

  /** The broker closed the channel and said why. */
  private static final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient CloseReason reason;

    RefusedException(CloseReason reason) {
      super(reason.text());
      this.reason = reason;
    }
  }

  private <T> T attempt(Connection connection, Step<T> step)
      throws BrokerException, RefusedException {
    try {
      Channel channel = connection.createChannel();
      T result = step.on(channel);
      channel.abort();
      return result;
    } catch (IOException | ShutdownSignalException e) {
      Optional<CloseReason> reason = CloseReason.of(e);
      if (reason.isPresent() && connection.isOpen()) {
        throw new RefusedException(reason.get());
      }
      if (reason.isPresent() && reason.get().isNotAllowed()) {
        throw new BrokerException(Kind.REFUSED, broker, CloseReason.describe(e) + "; " + EXISTS, e);
      }
      throw new BrokerException(
          Kind.LOST, broker, CloseReason.describe(e) + "; the same command may be run again", e);
    }
  }
}
