package com.happypancake.seeder.broker;

import com.happypancake.schemas.catalogue.Topologies;
import com.happypancake.schemas.topology.Topology;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An exchange, its queues and the ledger's queue, with their names on a broker.
 *
 * @param prefix the prefix of the names
 * @param exchange the name of a durable topic exchange
 * @param queues the durable queues, one for each module
 * @param ledger the name of the queue of {@link LedgerQueue}
 */
public record BrokerTopology(String prefix, String exchange, List<Queue> queues, String ledger) {

  private static final String LEDGER = "seeds";

  /** Limits the prefix, so that prefix and queue name fit into AMQP's 255 bytes. */
  private static final Pattern PREFIX = Pattern.compile("(?!amq\\.)[A-Za-z0-9_.:-]{0,100}");

  /**
   * A module's queue.
   *
   * @param module the module's name, which has no prefix
   * @param name the queue's name on the broker
   * @param bindingKeys the keys that bind the queue to the exchange; empty for a stream beside it
   */
  public record Queue(String module, String name, List<String> bindingKeys) {

    /** Copies the keys. */
    public Queue {
      bindingKeys = List.copyOf(bindingKeys);
    }

    /** Returns whether this is a stream that no exchange of the topology feeds. */
    boolean isBesideExchange() {
      return bindingKeys.isEmpty();
    }
  }

  /**
   * Returns the name of the exclusive queue that a running seeder holds on its publishing
   * connection.
   */
  public String lock() {
    return ledger + ".lock";
  }

  /** Copies the queues. */
  public BrokerTopology {
    queues = List.copyOf(queues);
  }

  /**
   * Returns HPC2's topology.
   *
   * @param prefix the prefix of the names of the exchange and queues
   * @throws IllegalArgumentException if the prefix has other characters than letters, digits and
   *     {@code _ . : -}, has more than 100 characters, or begins with {@code amq.}
   */
  public static BrokerTopology hpc(String prefix) {
    return of(Topologies.hpc(), prefix);
  }

  /**
   * Returns a topology.
   *
   * @param topology the topology with names without a prefix
   * @param prefix the prefix, as in {@link #hpc}
   * @throws IllegalArgumentException as {@link #hpc}
   */
  public static BrokerTopology of(Topology topology, String prefix) {
    if (!PREFIX.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "a prefix is up to 100 letters, digits and _ . : - and does not begin with 'amq.';"
              + " this one is '"
              + prefix
              + "'");
    }
    return new BrokerTopology(
        prefix,
        prefix + topology.getExchange(),
        topology.getModulesList().stream()
            .map(
                module ->
                    new Queue(
                        module.getName(), prefix + module.getName(), module.getBindingsList()))
            .toList(),
        prefix + LEDGER);
  }

  /**
   * Returns this topology with streams beside it, which no exchange feeds.
   *
   * @param names their names on the broker, with the prefix
   */
  public BrokerTopology withStreams(Collection<String> names) {
    List<Queue> all = new ArrayList<>(queues);
    names.forEach(name -> all.add(new Queue(name.substring(prefix.length()), name, List.of())));
    return new BrokerTopology(prefix, exchange, all, ledger);
  }

  /**
   * Returns the same exchange and ledger with the queues of some modules.
   *
   * @param modules the names of modules, without the prefix; empty for all
   * @throws IllegalArgumentException if there is no module of a name
   */
  public BrokerTopology only(Collection<String> modules) {
    if (modules.isEmpty()) {
      return this;
    }
    List<String> names = queues.stream().map(Queue::module).toList();
    List<String> unknown = new ArrayList<>(modules);
    unknown.removeAll(names);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no module "
              + String.join(", ", unknown)
              + "; the modules are "
              + String.join(", ", names));
    }
    return new BrokerTopology(
        prefix,
        exchange,
        queues.stream().filter(queue -> modules.contains(queue.module())).toList(),
        ledger);
  }
}
