package com.happypancake.seeder.broker;

import com.happypancake.seeder.broker.BrokerTopology.Queue;
import java.util.LinkedHashMap;
import java.util.Map;

/** Foretells how many messages each queue gets. Pure. */
public final class ExpectedMessages {

  private ExpectedMessages() {}

  /**
   * Returns the expected messages by the queue's name on the broker, in the topology's order. A
   * queue gets one copy of an event, however many of its bindings match.
   *
   * @param byRoutingKey the number of published messages by routing key
   */
  public static Map<String, Long> of(BrokerTopology topology, Map<String, Long> byRoutingKey) {
    Map<String, Long> expected = new LinkedHashMap<>();
    for (Queue queue : topology.queues()) {
      long messages = 0;
      for (Map.Entry<String, Long> each : byRoutingKey.entrySet()) {
        boolean matches =
            queue.bindingKeys().stream().anyMatch(binding -> matches(binding, each.getKey()));
        messages += matches ? each.getValue() : 0;
      }
      expected.put(queue.name(), messages);
    }
    return expected;
  }

  /**
   * Returns whether a topic exchange routes a key to a binding: {@code *} stands for one word,
   * {@code #} for any number of words (RabbitMQ, "Topic exchange").
   */
  static boolean matches(String binding, String key) {
    return matches(binding.split("\\.", -1), 0, key.split("\\.", -1), 0);
  }

  private static boolean matches(String[] binding, int i, String[] key, int j) {
    if (i == binding.length) {
      return j == key.length;
    }
    if (binding[i].equals("#")) {
      return matches(binding, i + 1, key, j) || (j < key.length && matches(binding, i, key, j + 1));
    }
    return j < key.length
        && (binding[i].equals("*") || binding[i].equals(key[j]))
        && matches(binding, i + 1, key, j + 1);
  }
}
