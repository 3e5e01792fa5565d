package com.happypancake.seeder.broker;

import com.happypancake.seeder.broker.BrokerRequests.RefusedException;
import com.happypancake.seeder.broker.BrokerTopology.Queue;
import com.rabbitmq.client.Connection;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks up whether a broker has a topology, and what on it can lose or hide events. Changes
 * nothing.
 *
 * <p>AMQP shows whether exchange and queues exist. The management API shows types, bindings,
 * arguments, policies, consumers and disk. An object is used for all checks of a run, because it
 * compares each check with the one before. Not thread-safe.
 */
public final class TopologyProof {

  private static final long PAUSE_MILLIS = 500;
  private static final int COUNT_TRIES = 24;

  private final BrokerAddress broker;
  private final BrokerTopology topology;
  private final Optional<ManagementApi> management;
  private final QueueHistory history = new QueueHistory();
  private OptionalLong usableBytes = OptionalLong.empty();
  private Optional<Set<String>> streams = Optional.empty();

  /**
   * Creates a proof.
   *
   * @param broker the broker to check
   * @param topology the expected topology
   * @param managementUrl the address of RabbitMQ's management API; empty for {@link
   *     BrokerAddress#managementUrl}
   */
  public TopologyProof(BrokerAddress broker, BrokerTopology topology, Optional<URI> managementUrl) {
    this.broker = broker;
    this.topology = topology;
    this.management =
        managementUrl.or(broker::managementUrl).map(url -> new ManagementApi(url, broker));
  }

  /**
   * Checks a broker once, on a connection of its own.
   *
   * @param managementUrl as in the constructor
   * @return what was found
   * @throws BrokerException UNREACHABLE, LOGIN, LOST
   */
  public static List<TopologyFinding> once(
      BrokerAddress broker, BrokerTopology topology, Optional<URI> managementUrl)
      throws BrokerException, InterruptedException {
    Connection connection = BrokerRequests.open(broker, "hpc topology");
    try {
      return new TopologyProof(broker, topology, managementUrl).check(connection);
    } finally {
      BrokerConnections.close(connection);
    }
  }

  /**
   * Checks the broker. Takes up to 15 seconds for new queues, if the login can't read policies, and
   * up to 12 seconds for each queue that has no leader or holds less than at the check before.
   *
   * @param connection a connection that never publishes, because an alarm blocks publishers
   * @return what was found; empty if all is as expected and nothing stayed unchecked
   * @throws BrokerException LOST if the connection ends
   */
  public List<TopologyFinding> check(Connection connection)
      throws BrokerException, InterruptedException {
    return check(connection, Map.of());
  }

  /**
   * Checks the broker, and whether each node can store what will come until its disk alarm.
   *
   * @param bytes what will come into each queue, by its name on the broker; a queue with a consumer
   *     is taken for one that is drained
   * @return as {@link #check(Connection)}
   * @throws BrokerException as {@link #check(Connection)}
   */
  public List<TopologyFinding> check(Connection connection, Map<String, Long> bytes)
      throws BrokerException, InterruptedException {
    List<TopologyFinding> findings = new ArrayList<>();
    Map<Queue, QueueCount> counts = new LinkedHashMap<>();
    boolean isExchangeThere;
    try (BrokerRequests requests = new BrokerRequests(broker, connection)) {
      isExchangeThere = checkExchange(requests, findings);
      for (Queue queue : topology.queues()) {
        count(requests, queue.name(), findings).ifPresent(count -> counts.put(queue, count));
      }
      Optional<QueueCount> ignored = count(requests, topology.ledger(), findings);
    }
    Map<String, QueueStatus> managed = Map.of();
    if (management.isEmpty()) {
      findings.add(
          TopologyFinding.unchecked(
              topology.exchange(),
              "bindings, arguments, policies, consumers and disk: give --management-url; the"
                  + " broker's port is not the default, so the address of its management API is not"
                  + " known"));
    } else if (isExchangeThere) {
      Map<String, Long> undrained = new HashMap<>(bytes);
      counts.values().stream()
          .filter(count -> count.consumers() > 0)
          .forEach(count -> undrained.remove(count.queue()));
      long diskBytes = undrained.values().stream().mapToLong(Long::longValue).sum();
      ManagedProof proof = new ManagedProof(management.get(), topology, diskBytes);
      findings.addAll(proof.run());
      managed = proof.queues();
      if (!managed.isEmpty()) {
        streams = Optional.of(streams(managed));
      }
      usableBytes = proof.usableBytes();
    }
    for (Map.Entry<Queue, QueueCount> each : counts.entrySet()) {
      OptionalLong sequence =
          Optional.ofNullable(managed.get(each.getKey().name()))
              .map(status -> status.depth().sequence())
              .orElse(OptionalLong.empty());
      findings.addAll(history.compare(each.getKey(), each.getValue(), sequence));
    }
    return findings;
  }

  /**
   * Returns what the fullest node can store until its disk alarm, as of the last check; empty if
   * unknown.
   */
  public OptionalLong usableBytes() {
    return usableBytes;
  }

  /** Returns the queues that are streams; empty if no check saw the types of queues. */
  public Optional<Set<String>> streams() {
    return streams;
  }

  private static Set<String> streams(Map<String, QueueStatus> queues) {
    return queues.values().stream()
        .filter(
            each ->
                each.attributes()
                    .filter(attributes -> attributes.type().equals("stream"))
                    .isPresent())
        .map(QueueStatus::name)
        .collect(Collectors.toSet());
  }

  private boolean checkExchange(BrokerRequests requests, List<TopologyFinding> findings)
      throws BrokerException {
    String name = topology.exchange();
    try {
      requests.attempt(channel -> channel.exchangeDeclarePassive(name));
      return true;
    } catch (RefusedException e) {
      findings.add(TopologyFinding.missing(name, absent("exchange", name, e)));
      return false;
    }
  }

  /**
   * Looks a queue up, several times if need be: for a second after the broker's start a stream or a
   * quorum queue has no leader, and then a stream counts nothing for a moment.
   */
  private Optional<QueueCount> count(
      BrokerRequests requests, String queue, List<TopologyFinding> findings)
      throws BrokerException, InterruptedException {
    for (int i = 1; ; i++) {
      try {
        QueueCount count =
            QueueCount.of(queue, requests.attempt(channel -> channel.queueDeclarePassive(queue)));
        if (!history.isShort(count) || i == COUNT_TRIES) {
          return Optional.of(count);
        }
      } catch (RefusedException e) {
        if (!e.reason().isDown() || i == COUNT_TRIES) {
          findings.add(TopologyFinding.missing(queue, absent("queue", queue, e)));
          return Optional.empty();
        }
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private static String absent(String what, String name, RefusedException e) {
    return e.reason().isNotFound()
        ? what + " '" + name + "' is missing"
        : what + " '" + name + "' can't be used (" + e.reason().text() + ")";
  }
}
