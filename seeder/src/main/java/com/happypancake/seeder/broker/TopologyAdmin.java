package com.happypancake.seeder.broker;

import com.happypancake.seeder.broker.BrokerException.CloseReason;
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

/** Declares and deletes the exchange, queues and bindings of a topology. Not thread-safe. */
public final class TopologyAdmin {

  private static final String NAME = "hpc topology";
  private static final String PERMISSION =
      "give the login the permission to configure it, or use another login";

  private static final String EXISTS = "remove these or choose another prefix, then declare again";

  private final BrokerAddress broker;
  private final BrokerTopology topology;

  /**
   * Creates an administrator.
   *
   * @param broker the broker to change
   * @param topology the topology to declare and delete
   */
  public TopologyAdmin(BrokerAddress broker, BrokerTopology topology) {
    this.broker = broker;
    this.topology = topology;
  }

  /**
   * The result of a deletion.
   *
   * @param queues the names of the deleted queues
   * @param messages the number of messages in these queues
   */
  public record Deletion(List<String> queues, long messages) {

    /** Copies the names. */
    public Deletion {
      queues = List.copyOf(queues);
    }
  }

  /** A request on a channel. The broker closes the channel if it refuses. */
  @FunctionalInterface
  private interface Step<T> {
    T on(Channel channel) throws IOException;
  }

  private record Refusal(String what, CloseReason reason) {}

  private record Found(String queue, AMQP.Queue.DeclareOk state) {}

  /**
   * Declares a durable topic exchange, durable classic queues without arguments, and the bindings.
   * Existing ones stay unchanged.
   *
   * @throws BrokerException REFUSED if the exchange or queues exist with other attributes, which
   *     the message lists, or if the user lacks a permission; UNREACHABLE, LOGIN, LOST
   */
  public void declare() throws BrokerException {
    Connection connection = BrokerConnections.open(broker, NAME);
    try {
      List<Refusal> refusals = new ArrayList<>();
      collect(
          refusals,
          connection,
          "exchange '" + topology.exchange() + "'",
          channel -> channel.exchangeDeclare(topology.exchange(), BuiltinExchangeType.TOPIC, true));
      // An exchange of another type would route different messages to the queues.
      refuse(refusals);
      for (Queue queue : topology.queues()) {
        collect(
            refusals,
            connection,
            "queue '" + queue.name() + "'",
            channel -> declare(channel, queue));
      }
      refuse(refusals);
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

  private void refuse(List<Refusal> refusals) throws BrokerException {
    if (!refusals.isEmpty()) {
      boolean denied = refusals.stream().allMatch(each -> each.reason().isAccessRefused());
      refuse(
          refusals.stream().map(each -> each.what() + " (" + each.reason().text() + ")").toList(),
          denied ? PERMISSION : EXISTS);
    }
  }

  private void collect(List<Refusal> refusals, Connection connection, String what, Step<?> step)
      throws BrokerException {
    try {
      attempt(connection, step);
    } catch (RefusedException e) {
      refusals.add(new Refusal(what, e.reason));
    }
  }

  /**
   * Deletes the queues and the exchange.
   *
   * <p>It checks all queues before it deletes the first. Without {@code force}, the broker deletes
   * a queue only if it is empty and unused, so no message that arrives in the meantime is lost.
   *
   * @param force whether to delete queues that hold messages or have consumers
   * @return the deleted queues and messages
   * @throws BrokerException REFUSED if queues hold messages or have consumers, which the message
   *     lists, and nothing was deleted; REFUSED if a queue changed after the check, and some queues
   *     were deleted; REFUSED if the exchange has other bindings, and it stays; UNREACHABLE, LOGIN,
   *     LOST
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
          throw refused(
              "queue '" + queue.name() + "' (" + e.reason.text() + ")" + advice(e.reason, ""));
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
              "queue '%s' (%s), after %d other queues were removed%s",
              queue,
              e.reason.text(),
              removed.size(),
              advice(e.reason, force ? "" : "drain it, or use --force")));
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
                + "); the queues are removed"
                + advice(
                    e.reason,
                    force ? "" : "something else is bound to it: unbind that, or use --force"));
      }
    }
  }

  /**
   * Says what to do, as the end of a message.
   *
   * @param otherwise what to do if the login has the permission; empty if nothing is known
   */
  private static String advice(CloseReason reason, String otherwise) {
    if (reason.isAccessRefused()) {
      return "; " + PERMISSION;
    }
    return otherwise.isEmpty() ? "" : "; " + otherwise;
  }

  private void refuse(List<String> refusals, String advice) throws BrokerException {
    if (!refusals.isEmpty()) {
      throw refused(String.join("; ", refusals) + "; " + advice);
    }
  }

  private BrokerException refused(String what) {
    return new BrokerException(Kind.REFUSED, broker, "refused: " + what);
  }

  /** Thrown if the broker closed the channel with a reason. */
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
