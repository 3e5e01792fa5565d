package com.happypancake.seeder.broker;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A queue on the broker.
 *
 * @param name the queue's name on the broker
 * @param depth what it holds
 * @param attributes how it is declared; empty without the management API
 */
public record QueueStatus(String name, Depth depth, Optional<Attributes> attributes) {

  /**
   * What a queue holds. The management API's figures are up to five seconds old.
   *
   * @param ready the messages that wait for a consumer; in a stream, the messages that it keeps
   * @param unacknowledged the messages that consumers hold; empty if unknown
   * @param consumers the number of consumers
   * @param bytes the bodies of all messages; empty if unknown
   * @param sequence the number of messages that a classic queue ever got, which never falls while
   *     the queue lives; empty for other queues or if unknown
   */
  public record Depth(
      long ready,
      OptionalLong unacknowledged,
      long consumers,
      OptionalLong bytes,
      OptionalLong sequence) {}

  /**
   * How a queue is declared, and what policies make of it.
   *
   * @param type {@code classic}, {@code quorum} or {@code stream}
   * @param flags the attributes that the topology's queues don't have
   * @param arguments the arguments by name, with {@code x-}
   * @param policies the names of the policy and the operator policy that apply
   * @param definition what the policies define; empty if the broker does not know yet
   */
  public record Attributes(
      String type,
      Set<Risk> flags,
      Map<String, String> arguments,
      List<String> policies,
      Optional<Map<String, String>> definition) {

    /** Copies the collections. */
    public Attributes {
      flags = Set.copyOf(flags);
      arguments = Map.copyOf(arguments);
      policies = List.copyOf(policies);
      definition = definition.map(Map::copyOf);
    }
  }
}
