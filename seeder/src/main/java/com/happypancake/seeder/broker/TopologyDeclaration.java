package com.happypancake.seeder.broker;

import com.happypancake.schemas.seed.Ledger;
import com.happypancake.seeder.broker.BrokerException.Kind;
import com.happypancake.seeder.broker.BrokerRequests.RefusedException;
import com.happypancake.seeder.broker.BrokerTopology.Queue;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Connection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Declares a topology, after it has checked everything that exists. For one use. */
final class TopologyDeclaration {

  static final String PERMISSION =
      "give the login the permission to configure it, or use another login";

  private final BrokerAddress broker;
  private final BrokerTopology topology;
  private final QueueType type;
  private final Connection connection;
  private final BrokerRequests requests;
  private final LedgerQueue ledger;
  private final List<Conflict> conflicts = new ArrayList<>();
  private final List<String> existing = new ArrayList<>();

  TopologyDeclaration(
      BrokerAddress broker, BrokerTopology topology, QueueType type, Connection connection) {
    this.broker = broker;
    this.topology = topology;
    this.type = type;
    this.connection = connection;
    this.requests = new BrokerRequests(broker, connection);
    this.ledger = new LedgerQueue(broker, topology.ledger());
  }

  /**
   * Something that exists and can't be used.
   *
   * @param type the type of the queue, if that is all that stands in the way
   * @param denied whether the login lacks a permission
   */
  private record Conflict(String text, Optional<QueueType> type, boolean denied) {}

  /** Declares what is missing. */
  TopologyAdmin.Declaration run() throws BrokerException, InterruptedException {
    checkExchange();
    for (Queue queue : topology.queues()) {
      check(queue.name(), type.arguments(), true);
    }
    boolean isLedgerThere = check(topology.ledger(), LedgerQueue.arguments(connection), false);
    refuseConflicts();
    Optional<Ledger> old = isLedgerThere ? Optional.of(ledger.read(connection)) : Optional.empty();
    make();
    Ledger current = old.isPresent() ? old.get() : ledger.create(connection);
    return new TopologyAdmin.Declaration(
        existing.stream().filter(name -> !name.equals(topology.ledger())).toList(),
        current.getIncarnation(),
        old.isEmpty());
  }

  private void checkExchange() throws BrokerException {
    String name = topology.exchange();
    try {
      requests.attempt(channel -> channel.exchangeDeclarePassive(name));
      // A second declaration of an exchange changes nothing.
      requests.attempt(channel -> channel.exchangeDeclare(name, BuiltinExchangeType.TOPIC, true));
    } catch (RefusedException e) {
      if (!e.reason().isNotFound()) {
        conflict("exchange '" + name + "'", e);
      }
    }
  }

  /** Returns whether a queue exists. */
  private boolean check(String queue, Map<String, Object> arguments, boolean ofAnyType)
      throws BrokerException {
    try {
      if (requests.find(queue).isEmpty()) {
        return false;
      }
      existing.add(queue);
      requests.attempt(channel -> channel.queueDeclare(queue, true, false, false, arguments));
    } catch (RefusedException e) {
      Optional<QueueType> other = ofAnyType ? requests.typeOf(queue) : Optional.empty();
      if (other.isPresent()) {
        String text = "queue '" + queue + "' is a " + other.get().text() + " queue";
        conflicts.add(new Conflict(text, other, false));
      } else {
        conflict("queue '" + queue + "'", e);
      }
    }
    return true;
  }

  private void conflict(String what, RefusedException e) {
    conflicts.add(
        new Conflict(
            what + " (" + e.reason().text() + ")", Optional.empty(), e.reason().isAccessRefused()));
  }

  private void refuseConflicts() throws BrokerException {
    if (!conflicts.isEmpty()) {
      throw new BrokerException(
          Kind.REFUSED,
          broker,
          "refused: "
              + String.join("; ", conflicts.stream().map(Conflict::text).toList())
              + "; nothing was made; "
              + advice());
    }
  }

  private String advice() {
    if (conflicts.stream().allMatch(Conflict::denied)) {
      return PERMISSION;
    }
    Set<Optional<QueueType>> types = new HashSet<>();
    conflicts.forEach(each -> types.add(each.type()));
    Optional<QueueType> one = types.size() == 1 ? types.iterator().next() : Optional.empty();
    boolean all = one.isPresent() && conflicts.size() == existing(topology.queues());
    return all
        ? "use them as they are with --queue-type "
            + one.get().text()
            + ", or remove them with 'hpc topology delete' and declare "
            + type.text()
            + " queues"
        : "expected "
            + type.text()
            + " queues without other arguments: remove these, or choose another prefix, then"
            + " declare again";
  }

  private long existing(List<Queue> queues) {
    return queues.stream().filter(queue -> existing.contains(queue.name())).count();
  }

  private void make() throws BrokerException {
    try {
      requests.attempt(
          channel -> channel.exchangeDeclare(topology.exchange(), BuiltinExchangeType.TOPIC, true));
      for (Queue queue : topology.queues()) {
        declare(requests, topology.exchange(), queue, type);
      }
    } catch (RefusedException e) {
      throw new BrokerException(
          Kind.REFUSED,
          broker,
          "refused: "
              + e.reason().text()
              + "; "
              + (e.reason().isAccessRefused() ? PERMISSION : "the same command may be run again"));
    }
  }

  static void declare(BrokerRequests requests, String exchange, Queue queue, QueueType type)
      throws BrokerException, RefusedException {
    requests.attempt(
        channel -> {
          channel.queueDeclare(queue.name(), true, false, false, type.arguments());
          for (String key : queue.bindingKeys()) {
            channel.queueBindNoWait(queue.name(), exchange, key, Map.of());
          }
          // The answer shows that the broker did what has no answer of its own.
          return channel.queueDeclarePassive(queue.name());
        });
  }
}
