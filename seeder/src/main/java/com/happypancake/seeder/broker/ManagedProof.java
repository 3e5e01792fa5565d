package com.happypancake.seeder.broker;

import com.happypancake.seeder.broker.BrokerTopology.Queue;
import com.happypancake.seeder.broker.ManagementApi.Binding;
import com.happypancake.seeder.broker.ManagementApi.Consumer;
import com.happypancake.seeder.broker.ManagementApi.Exchange;
import com.happypancake.seeder.broker.ManagementApi.Node;
import com.happypancake.seeder.broker.ManagementApi.Policy;
import com.happypancake.seeder.broker.ManagementApi.UnansweredException;
import com.rabbitmq.client.BuiltinExchangeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The part of a proof that only the management API can give. For one use. */
final class ManagedProof {

  private static final String AUDIT_MODULE = "audit";
  private static final String AUDIT_CONNECTION = "hpc audit";
  private static final String ALL = "bindings, arguments, policies, consumers and disk";
  private static final long PAUSE_MILLIS = 500;
  private static final int POLICY_TRIES = 30;

  private final ManagementApi api;
  private final BrokerTopology topology;
  private final long diskBytes;
  private final List<TopologyFinding> findings = new ArrayList<>();
  private Map<String, QueueStatus> queues = Map.of();
  private OptionalLong usableBytes = OptionalLong.empty();

  ManagedProof(ManagementApi api, BrokerTopology topology, long diskBytes) {
    this.api = api;
    this.topology = topology;
    this.diskBytes = diskBytes;
  }

  /** A question to the management API. */
  @FunctionalInterface
  private interface Question {
    void ask() throws UnansweredException, InterruptedException;
  }

  List<TopologyFinding> run() throws InterruptedException {
    try {
      queues = api.queues();
    } catch (UnansweredException e) {
      return List.of(TopologyFinding.unchecked(topology.exchange(), ALL + ": " + e.getMessage()));
    }
    Optional<List<Policy>> policies = policies();
    ask("the policies of the queues", () -> checkQueues(policies));
    ask("the type of the exchange", () -> checkExchange(policies));
    ask("the bindings", this::checkBindings);
    ask("the consumers of the audit's queue", this::checkConsumers);
    ask("disk and memory of the broker's nodes", this::checkNodes);
    return findings;
  }

  /** Returns the queues of the virtual host by name, once the proof has run. */
  Map<String, QueueStatus> queues() {
    return queues;
  }

  /** Returns what the fullest node can store until its disk alarm; empty if unknown. */
  OptionalLong usableBytes() {
    return usableBytes;
  }

  private void ask(String what, Question question) throws InterruptedException {
    try {
      question.ask();
    } catch (UnansweredException e) {
      findings.add(TopologyFinding.unchecked(topology.exchange(), what + ": " + e.getMessage()));
    }
  }

  private Optional<List<Policy>> policies() throws InterruptedException {
    try {
      return Optional.of(api.policies());
    } catch (UnansweredException e) {
      // Without the tag 'policymaker' the statistics still tell what the policies do.
      return Optional.empty();
    }
  }

  private void checkQueues(Optional<List<Policy>> policies)
      throws UnansweredException, InterruptedException {
    // The statistics of a new queue come some seconds later.
    for (int i = 0; policies.isEmpty() && isPolicyUnknown() && i < POLICY_TRIES; i++) {
      Thread.sleep(PAUSE_MILLIS);
      queues = api.queues();
    }
    for (Queue queue : topology.queues()) {
      QueueStatus status = queues.get(queue.name());
      if (status != null && status.attributes().isPresent()) {
        findings.addAll(
            QueueRisks.of(queue, status.attributes().get(), policies.orElse(List.of())));
      }
    }
    if (policies.isEmpty() && isPolicyUnknown()) {
      throw new UnansweredException("the broker has no statistics of some queues yet; try again");
    }
  }

  private boolean isPolicyUnknown() {
    return topology.queues().stream()
        .flatMap(queue -> Optional.ofNullable(queues.get(queue.name())).stream())
        .flatMap(status -> status.attributes().stream())
        .anyMatch(attributes -> attributes.definition().isEmpty());
  }

  private void checkExchange(Optional<List<Policy>> policies)
      throws UnansweredException, InterruptedException {
    String name = topology.exchange();
    Exchange exchange = api.exchange(name);
    if (!exchange.type().equals(BuiltinExchangeType.TOPIC.getType())
        || !exchange.isDurable()
        || exchange.isInternal()) {
      findings.add(
          TopologyFinding.different(
              name,
              String.format(
                  Locale.ROOT,
                  "exchange '%s' is expected to be a durable topic, and is a %s%s %s",
                  name,
                  exchange.isDurable() ? "durable" : "transient",
                  exchange.isInternal() ? " internal" : "",
                  exchange.type())));
    }
    if (exchange.isAutoDelete()) {
      risk(Risk.AUTO_DELETE, "exchange '" + name + "' goes with its last binding");
    }
    if (exchange.alternate().isPresent()) {
      hides("an argument", exchange.alternate().get());
    }
    if (exchange.policy().isPresent() && policies.isEmpty()) {
      throw new UnansweredException(
          "policy '"
              + exchange.policy().get()
              + "' may set an alternate exchange for '"
              + name
              + "', and the login can't read it; give it the tag 'policymaker'");
    }
    for (Policy policy : policies.orElse(List.of())) {
      String alternate = policy.definition().get("alternate-exchange");
      if (alternate != null
          && Set.of("all", "exchanges").contains(policy.applyTo())
          && QueueRisks.matches(policy, name)) {
        hides("policy '" + policy.name() + "'", alternate);
      }
    }
  }

  private void hides(String source, String alternate) {
    risk(
        Risk.ALTERNATE_EXCHANGE,
        "exchange '"
            + topology.exchange()
            + "' gives what no queue takes to '"
            + alternate
            + "', by "
            + source
            + ", so that it is not returned");
  }

  private void risk(Risk risk, String text) {
    findings.add(TopologyFinding.risk(risk, "exchange", topology.exchange(), text));
  }

  private void checkBindings() throws UnansweredException, InterruptedException {
    Set<Binding> bindings = api.bindings();
    for (Queue queue : topology.queues()) {
      if (!queues.containsKey(queue.name())) {
        continue; // AMQP tells.
      }
      for (String key : queue.bindingKeys()) {
        if (!bindings.contains(new Binding(topology.exchange(), queue.name(), true, key))) {
          findings.add(
              TopologyFinding.missing(
                  queue.name(), "queue '" + queue.name() + "' is not bound by '" + key + "'"));
        }
      }
    }
    for (Binding each : bindings) {
      checkBinding(each);
    }
  }

  private void checkBinding(Binding binding) {
    Optional<Queue> ours =
        topology.queues().stream()
            .filter(each -> binding.toQueue() && each.name().equals(binding.destination()))
            .findFirst();
    boolean fromUs = binding.source().equals(topology.exchange());
    if (ours.isPresent() && !isExpected(binding, ours.get())) {
      findings.add(
          TopologyFinding.risk(
              Risk.BINDING,
              ours.get().module(),
              binding.destination(),
              "queue '"
                  + binding.destination()
                  + "' is also bound to exchange '"
                  + binding.source()
                  + "' by '"
                  + binding.key()
                  + "', so it gets more than expected"));
    } else if (ours.isEmpty() && fromUs) {
      findings.add(
          TopologyFinding.extra(
              binding.destination(),
              (binding.toQueue() ? "queue '" : "exchange '")
                  + binding.destination()
                  + "' is bound by '"
                  + binding.key()
                  + "', too"));
    }
  }

  private boolean isExpected(Binding binding, Queue queue) {
    return queue.isBesideExchange()
        // A super stream's exchange is bound to its partitions by their numbers.
        ? queue.name().equals(binding.source() + "-" + binding.key())
        : binding.source().equals(topology.exchange())
            && queue.bindingKeys().contains(binding.key());
  }

  private void checkConsumers() throws UnansweredException, InterruptedException {
    Optional<Queue> audit =
        topology.queues().stream().filter(each -> each.module().equals(AUDIT_MODULE)).findFirst();
    if (audit.isEmpty()) {
      return;
    }
    for (Consumer consumer : api.consumers()) {
      if (consumer.queue().equals(audit.get().name())
          && !consumer.connection().startsWith(AUDIT_CONNECTION)) {
        findings.add(
            TopologyFinding.risk(
                Risk.CONSUMER,
                AUDIT_MODULE,
                audit.get().name(),
                "'"
                    + consumer.connection()
                    + "' consumes from queue '"
                    + audit.get().name()
                    + "', which is for 'hpc audit' alone"));
      }
    }
  }

  private void checkNodes() throws UnansweredException, InterruptedException {
    for (Node node : api.nodes()) {
      if (node.hasDiskAlarm()) {
        findings.add(risk(Risk.DISK, node, "has a disk alarm and accepts no events"));
      }
      if (node.freeBytes().isPresent() && node.limitBytes().isPresent()) {
        long usable = node.freeBytes().getAsLong() - node.limitBytes().getAsLong();
        usableBytes = OptionalLong.of(Math.min(usable, usableBytes.orElse(Long.MAX_VALUE)));
        if (usable < diskBytes) {
          findings.add(
              risk(
                  Risk.DISK,
                  node,
                  "can store "
                      + usable
                      + " bytes until its disk alarm, and undrained queues need "
                      + diskBytes));
        }
      }
      if (node.hasMemoryAlarm()) {
        findings.add(risk(Risk.MEMORY, node, "has a memory alarm and accepts no events"));
      }
      if (node.isPartitioned()) {
        findings.add(risk(Risk.PARTITION, node, "does not see all other nodes of its cluster"));
      }
    }
  }

  private static TopologyFinding risk(Risk risk, Node node, String what) {
    return TopologyFinding.risk(
        risk, node.name(), node.name(), "node '" + node.name() + "' " + what);
  }
}
