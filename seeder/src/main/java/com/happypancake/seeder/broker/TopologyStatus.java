package com.happypancake.seeder.broker;

import com.happypancake.schemas.seed.Ledger;
import com.happypancake.seeder.broker.BrokerException.Kind;
import com.happypancake.seeder.broker.BrokerRequests.RefusedException;
import com.happypancake.seeder.broker.BrokerTopology.Queue;
import com.happypancake.seeder.broker.ManagementApi.UnansweredException;
import com.happypancake.seeder.broker.QueueStatus.Depth;
import com.rabbitmq.client.Connection;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a broker has of a topology.
 *
 * @param queues the modules' queues that exist, in the topology's order
 * @param ledger what the broker remembers of the seeds; empty if it can't be read
 * @param problems what is missing or unknown and what to do, a sentence each, without a period
 */
public record TopologyStatus(
    List<QueueStatus> queues, Optional<Ledger> ledger, List<String> problems) {

  private static final String NAME = "hpc topology";

  /** Copies the lists. */
  public TopologyStatus {
    queues = List.copyOf(queues);
    problems = List.copyOf(problems);
  }

  /**
   * Looks a topology up. Changes nothing.
   *
   * @param managementUrl as in {@link TopologyProof}
   * @throws BrokerException UNREACHABLE, LOGIN, LOST
   */
  public static TopologyStatus of(
      BrokerAddress broker, BrokerTopology topology, Optional<URI> managementUrl)
      throws BrokerException, InterruptedException {
    List<String> problems = new ArrayList<>();
    Map<String, QueueStatus> managed = managed(broker, managementUrl, problems);
    List<QueueStatus> queues = new ArrayList<>();
    Connection connection = BrokerRequests.open(broker, NAME);
    try {
      BrokerRequests requests = new BrokerRequests(broker, connection);
      for (Queue queue : topology.queues()) {
        try {
          QueueCount count =
              QueueCount.of(
                  queue.name(),
                  requests.attempt(channel -> channel.queueDeclarePassive(queue.name())));
          queues.add(status(count, Optional.ofNullable(managed.get(queue.name()))));
        } catch (RefusedException e) {
          problems.add("queue '" + queue.name() + "' (" + e.reason().text() + ")");
        }
      }
      return new TopologyStatus(queues, ledger(broker, topology, connection, problems), problems);
    } finally {
      BrokerConnections.close(connection);
    }
  }

  private static Map<String, QueueStatus> managed(
      BrokerAddress broker, Optional<URI> managementUrl, List<String> problems)
      throws InterruptedException {
    Optional<URI> url = managementUrl.or(broker::managementUrl);
    if (url.isEmpty()) {
      problems.add("the management API's address is unknown; give --management-url");
      return Map.of();
    }
    try {
      return new ManagementApi(url.get(), broker).queues();
    } catch (UnansweredException e) {
      problems.add(e.getMessage());
      return Map.of();
    }
  }

  /** Takes ready messages and consumers from AMQP, because the statistics are older. */
  private static QueueStatus status(QueueCount count, Optional<QueueStatus> managed) {
    OptionalLong unknown = OptionalLong.empty();
    Optional<Depth> depth = managed.map(QueueStatus::depth);
    return new QueueStatus(
        count.queue(),
        new Depth(
            count.ready(),
            depth.map(Depth::unacknowledged).orElse(unknown),
            count.consumers(),
            depth.map(Depth::bytes).orElse(unknown),
            depth.map(Depth::sequence).orElse(unknown)),
        managed.flatMap(QueueStatus::attributes));
  }

  private static Optional<Ledger> ledger(
      BrokerAddress broker, BrokerTopology topology, Connection connection, List<String> problems)
      throws BrokerException, InterruptedException {
    try {
      return Optional.of(new LedgerQueue(broker, topology.ledger()).read(connection));
    } catch (BrokerException e) {
      if (e.kind() != Kind.TOPOLOGY) {
        throw e;
      }
      problems.add(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
