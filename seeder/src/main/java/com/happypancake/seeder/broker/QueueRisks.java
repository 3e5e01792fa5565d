package com.happypancake.seeder.broker;

import com.happypancake.seeder.broker.BrokerTopology.Queue;
import com.happypancake.seeder.broker.ManagementApi.Policy;
import com.happypancake.seeder.broker.QueueStatus.Attributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Finds what can lose a queue's messages in its flags, arguments and policies. Pure. */
final class QueueRisks {

  /** Risks that are an argument {@code x-...} of a queue, or a key of a policy. */
  private static final Map<Risk, String> LIMITS = new EnumMap<>(Risk.class);

  static {
    LIMITS.put(Risk.MAX_LENGTH, "loses or refuses messages beyond so many");
    LIMITS.put(Risk.MAX_LENGTH_BYTES, "loses or refuses messages beyond so many bytes");
    LIMITS.put(Risk.MAX_AGE, "loses messages of this age");
    LIMITS.put(Risk.MESSAGE_TTL, "loses messages that wait for so many milliseconds");
    LIMITS.put(Risk.EXPIRES, "is deleted when unused for so many milliseconds");
    LIMITS.put(Risk.DELIVERY_LIMIT, "loses messages that are redelivered more often");
  }

  private static final Map<Risk, String> FLAGS =
      Map.of(
          Risk.TRANSIENT, "is not durable: it goes when the broker restarts",
          Risk.AUTO_DELETE, "is auto-delete: it goes with its last consumer",
          Risk.EXCLUSIVE, "is exclusive: it goes with the connection that declared it");

  private QueueRisks() {}

  /**
   * Returns the risks of a queue.
   *
   * @param policies all policies of the virtual host, which show what a policy of the last seconds
   *     does; empty if they can't be read
   */
  static List<TopologyFinding> of(Queue queue, Attributes attributes, List<Policy> policies) {
    List<TopologyFinding> findings = new ArrayList<>();
    for (Risk flag : attributes.flags()) {
      findings.add(
          TopologyFinding.risk(
              flag,
              queue.module(),
              queue.name(),
              "queue '" + queue.name() + "' " + FLAGS.get(flag)));
    }
    Map<String, String> found = new HashMap<>();
    attributes.definition().ifPresent(each -> put(found, "a policy", each));
    for (Policy policy : applying(queue.name(), attributes.type(), policies)) {
      put(
          found,
          (policy.ofOperator() ? "operator policy '" : "policy '") + policy.name() + "'",
          policy.definition());
    }
    Map<String, String> arguments = new HashMap<>();
    attributes
        .arguments()
        .forEach((key, value) -> arguments.put(key.replaceFirst("^x-", ""), value));
    put(found, "an argument", arguments);
    LIMITS.forEach(
        (risk, consequence) -> {
          String source = found.get(risk.text());
          if (source != null) {
            findings.add(
                TopologyFinding.risk(
                    risk,
                    queue.module(),
                    queue.name(),
                    "queue '"
                        + queue.name()
                        + "' has "
                        + source
                        + ": it "
                        + consequence
                        + more(found, "overflow")
                        + more(found, "dead-letter-exchange")));
          }
        });
    return findings;
  }

  private static void put(
      Map<String, String> found, String source, Map<String, String> definition) {
    definition.forEach((key, value) -> found.put(key, key + " " + value + " by " + source));
  }

  private static String more(Map<String, String> found, String key) {
    String value = found.get(key);
    return value == null ? "" : " (" + value + ")";
  }

  /** Returns the policies and operator policies of the highest priority that match a queue. */
  static List<Policy> applying(String name, String type, Collection<Policy> policies) {
    Set<String> kinds = Set.of("all", "queues", type + "_queues", type + "s");
    List<Policy> applying = new ArrayList<>();
    for (boolean operator : new boolean[] {false, true}) {
      List<Policy> matching =
          policies.stream()
              .filter(each -> each.ofOperator() == operator && kinds.contains(each.applyTo()))
              .filter(each -> matches(each, name))
              .toList();
      Optional<Policy> highest = matching.stream().max(Comparator.comparing(Policy::priority));
      matching.stream()
          .filter(each -> each.priority() == highest.orElseThrow().priority())
          .forEach(applying::add);
    }
    return applying;
  }

  /** A pattern that Java does not know may match. */
  static boolean matches(Policy policy, String name) {
    try {
      return Pattern.compile(policy.pattern()).matcher(name).find();
    } catch (PatternSyntaxException e) {
      return true;
    }
  }
}
