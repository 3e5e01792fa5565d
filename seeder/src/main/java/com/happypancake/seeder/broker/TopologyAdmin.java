package com.happypancake.seeder.broker;

import com.happypancake.seeder.broker.BrokerException.CloseReason;
import com.happypancake.seeder.broker.BrokerException.Kind;
import com.happypancake.seeder.broker.BrokerRequests.RefusedException;
import com.happypancake.seeder.broker.BrokerTopology.Queue;
import com.rabbitmq.client.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Declares, purges and deletes the exchange, queues, bindings and ledger of a topology. Stateless.
 */
public final class TopologyAdmin {

  private static final String NAME = "hpc topology";

  private final BrokerAddress broker;
  private final BrokerTopology topology;
  private final Optional<Streams> streams;

  /** The streams beside the exchange, which are emptied and deleted with the queues. */
  public interface Streams {

    /** Returns a clause for each stream that holds messages or has consumers. */
    List<String> guards() throws BrokerException;

    /** Deletes the streams and declares them again, since a stream can't be purged. */
    void purge() throws BrokerException;

    /**
     * Deletes the streams.
     *
     * @return their names
     */
    List<String> delete() throws BrokerException;
  }

  /**
   * Creates an administrator of a topology without streams.
   *
   * @param broker the broker to change
   * @param topology the topology to declare, purge and delete
   */
  public TopologyAdmin(BrokerAddress broker, BrokerTopology topology) {
    this(broker, topology, Optional.empty());
  }

  /**
   * Creates an administrator.
   *
   * @param broker the broker to change
   * @param topology the topology to declare, purge and delete
   * @param streams what to purge and delete beside it
   */
  public TopologyAdmin(BrokerAddress broker, BrokerTopology topology, Optional<Streams> streams) {
    this.broker = broker;
    this.topology = topology;
    this.streams = streams;
  }

  /**
   * The result of a declaration.
   *
   * @param existing the names of the modules' queues that existed already
   * @param incarnation the ledger's random id, in hexadecimal
   * @param newLedger whether the ledger was made, and so knows of no seed
   */
  public record Declaration(List<String> existing, String incarnation, boolean newLedger) {

    /** Copies the names. */
    public Declaration {
      existing = List.copyOf(existing);
    }
  }

  /**
   * The result of a deletion or a purge.
   *
   * @param queues the names of the modules' queues that were deleted or emptied
   * @param messages the number of messages in these queues
   */
  public record Deletion(List<String> queues, long messages) {

    /** Copies the names. */
    public Deletion {
      queues = List.copyOf(queues);
    }
  }

  private record Found(Queue queue, int messages, int consumers) {

    Optional<String> guard() {
      return messages == 0 && consumers == 0
          ? Optional.empty()
          : Optional.of(
              String.format(
                  Locale.ROOT,
                  "queue '%s' holds %d messages and has %d consumers",
                  queue.name(),
                  messages,
                  consumers));
    }
  }

  /** Work with a connection that is closed afterwards. */
  @FunctionalInterface
  private interface Work<T, X extends Exception> {
    T with(Connection connection, BrokerRequests requests) throws BrokerException, X;
  }

  /**
   * Declares a durable topic exchange, durable queues, their bindings and the ledger. Checks all
   * that exists before it makes anything. What exists stays unchanged.
   *
   * @param type the type of the modules' queues
   * @throws BrokerException REFUSED if the exchange or queues exist with other attributes, which
   *     the message lists, or if the user lacks a permission; TOPOLOGY if the ledger exists and is
   *     empty or damaged; UNREACHABLE, LOGIN, LOST
   */
  public Declaration declare(QueueType type) throws BrokerException, InterruptedException {
    return connected(
        (connection, requests) ->
            new TopologyDeclaration(broker, topology, type, connection).run());
  }

  /**
   * Removes the messages of all queues, and makes the ledger anew with another incarnation. Streams
   * can't be purged: they are deleted and declared again.
   *
   * @param force whether to purge queues that hold messages or have consumers
   * @return the queues that exist, and the messages that were removed
   * @throws BrokerException REFUSED if a seeder runs, or queues hold messages or have consumers,
   *     and nothing was removed; UNREACHABLE, LOGIN, LOST
   */
  public Deletion purge(boolean force) throws BrokerException, InterruptedException {
    return connected(
        (connection, requests) -> {
          List<Found> found = look(requests, force);
          long messages = 0;
          for (Found each : found) {
            messages += purge(requests, each);
          }
          if (streams.isPresent()) {
            streams.get().purge();
          }
          // Last, so that a purge that is cut short leaves a ledger that refuses a seed.
          new LedgerQueue(broker, topology.ledger()).create(connection);
          return new Deletion(names(found), messages);
        });
  }

  private long purge(BrokerRequests requests, Found found) throws BrokerException {
    String name = found.queue().name();
    try {
      if (requests.typeOf(name).equals(Optional.of(QueueType.STREAM))) {
        requests.attempt(channel -> channel.queueDelete(name));
        TopologyDeclaration.declare(requests, topology.exchange(), found.queue(), QueueType.STREAM);
        return found.messages();
      }
      return requests.attempt(channel -> channel.queuePurge(name)).getMessageCount();
    } catch (RefusedException e) {
      throw refused("queue '" + name + "' (" + e.reason().text() + ")" + advice(e.reason(), ""));
    }
  }

  /**
   * Deletes the queues, the exchange and the ledger.
   *
   * <p>It checks all queues before it deletes the first. Without {@code force}, the broker deletes
   * a classic queue only if it is empty and unused, so no message that arrives in the meantime is
   * lost. For other types RabbitMQ has no such condition.
   *
   * @param force whether to delete queues that hold messages or have consumers
   * @return the deleted queues and messages
   * @throws BrokerException REFUSED if a seeder runs, or queues hold messages or have consumers,
   *     which the message lists, and nothing was deleted; REFUSED if a queue changed after the
   *     check, and some queues were deleted; REFUSED if the exchange has other bindings, and it
   *     stays; UNREACHABLE, LOGIN, LOST
   */
  public Deletion delete(boolean force) throws BrokerException {
    return connected(
        (connection, requests) -> {
          List<Found> found = look(requests, force);
          long messages = 0;
          List<String> removed = new ArrayList<>();
          for (Found each : found) {
            messages += remove(requests, each.queue().name(), force, removed);
            removed.add(each.queue().name());
          }
          if (streams.isPresent()) {
            removed.addAll(streams.get().delete());
          }
          removeExchange(requests, force);
          remove(requests, topology.ledger(), true, removed);
          return new Deletion(removed, messages);
        });
  }

  private <T, X extends Exception> T connected(Work<T, X> work) throws BrokerException, X {
    Connection connection = BrokerRequests.open(broker, NAME);
    try {
      return work.with(connection, new BrokerRequests(broker, connection));
    } finally {
      BrokerConnections.close(connection);
    }
  }

  /** Returns the existing queues of modules, if they may be removed or emptied. */
  private List<Found> look(BrokerRequests requests, boolean force) throws BrokerException {
    refuseWhileSeeding(requests);
    List<Found> found = new ArrayList<>();
    for (Queue queue : topology.queues()) {
      try {
        requests
            .find(queue.name())
            .ifPresent(
                state ->
                    found.add(new Found(queue, state.getMessageCount(), state.getConsumerCount())));
      } catch (RefusedException e) {
        throw refused(
            "queue '" + queue.name() + "' (" + e.reason().text() + ")" + advice(e.reason(), ""));
      }
    }
    List<String> guards = new ArrayList<>();
    found.forEach(each -> each.guard().ifPresent(guards::add));
    if (streams.isPresent()) {
      guards.addAll(streams.get().guards());
    }
    if (!force && !guards.isEmpty()) {
      throw refused(
          String.join("; ", guards)
              + "; nothing was removed; drain them, or use --force to lose what they hold");
    }
    return found;
  }

  private void refuseWhileSeeding(BrokerRequests requests) throws BrokerException {
    if (SeederConnection.isHeld(broker, requests, topology.lock())) {
      throw refused(
          "a seeder holds the lock '"
              + topology.lock()
              + "'; nothing was removed; stop it with 'hpc seed stop', then try again");
    }
  }

  private static List<String> names(List<Found> found) {
    return found.stream().map(each -> each.queue().name()).toList();
  }

  private long remove(BrokerRequests requests, String queue, boolean force, List<String> removed)
      throws BrokerException {
    // Only classic queues know the flags of a careful deletion; the others were just looked at.
    boolean careful = !force && requests.typeOf(queue).equals(Optional.of(QueueType.CLASSIC));
    try {
      return requests
          .attempt(channel -> channel.queueDelete(queue, careful, careful))
          .getMessageCount();
    } catch (RefusedException e) {
      if (e.reason().isNotFound()) {
        return 0;
      }
      throw refused(
          String.format(
              Locale.ROOT,
              "queue '%s' (%s), after %d other queues were removed%s",
              queue,
              e.reason().text(),
              removed.size(),
              advice(e.reason(), force ? "" : "drain it, or use --force")));
    }
  }

  private void removeExchange(BrokerRequests requests, boolean force) throws BrokerException {
    try {
      requests.attempt(channel -> channel.exchangeDelete(topology.exchange(), !force));
    } catch (RefusedException e) {
      if (!e.reason().isNotFound()) {
        throw refused(
            "exchange '"
                + topology.exchange()
                + "' ("
                + e.reason().text()
                + "); the queues are removed"
                + advice(
                    e.reason(),
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
      return "; " + TopologyDeclaration.PERMISSION;
    }
    return otherwise.isEmpty() ? "" : "; " + otherwise;
  }

  private BrokerException refused(String what) {
    return new BrokerException(Kind.REFUSED, broker, "refused: " + what);
  }
}
