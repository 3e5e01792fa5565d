package com.happypancake.seeder.broker;

import com.happypancake.seeder.broker.BrokerException.Kind;
import com.happypancake.seeder.broker.BrokerRequests.RefusedException;
import com.happypancake.seeder.broker.BrokerTopology.Queue;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Connection;
import java.util.ArrayList;
import java.util.List;

/**
 * What a queue holds at an instant, by AMQP.
 *
 * @param queue the queue's name on the broker
 * @param ready the messages that wait for a consumer; in a stream, the messages that it keeps
 * @param consumers the number of consumers
 */
public record QueueCount(String queue, long ready, int consumers) {

  /**
   * Returns the counts of all modules' queues.
   *
   * @param connection a connection that never publishes, because an alarm blocks publishers
   * @throws BrokerException TOPOLOGY if a queue is missing or exclusive to another; LOST, also if a
   *     queue has no leader at the moment
   */
  public static List<QueueCount> read(
      BrokerAddress broker, BrokerTopology topology, Connection connection) throws BrokerException {
    List<QueueCount> counts = new ArrayList<>();
    try (BrokerRequests requests = new BrokerRequests(broker, connection)) {
      for (Queue queue : topology.queues()) {
        counts.add(read(broker, queue.name(), requests));
      }
    }
    return counts;
  }

  private static QueueCount read(BrokerAddress broker, String queue, BrokerRequests requests)
      throws BrokerException {
    try {
      return of(queue, requests.attempt(channel -> channel.queueDeclarePassive(queue)));
    } catch (RefusedException e) {
      throw new BrokerException(
          e.reason().isDown() ? Kind.LOST : Kind.TOPOLOGY,
          broker,
          "queue '" + queue + "' (" + e.reason().text() + ")");
    }
  }

  static QueueCount of(String queue, AMQP.Queue.DeclareOk state) {
    return new QueueCount(queue, state.getMessageCount(), state.getConsumerCount());
  }
}
