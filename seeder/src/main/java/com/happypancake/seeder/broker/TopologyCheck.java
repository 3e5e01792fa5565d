package com.happypancake.seeder.broker;

import com.happypancake.seeder.broker.BrokerException.CloseReason;
import com.happypancake.seeder.broker.BrokerException.Kind;
import com.happypancake.seeder.broker.BrokerTopology.Queue;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Checks that the exchange, queues and bindings exist. Changes nothing.
 *
 * <p>AMQP shows whether an exchange or a queue exists. The management API shows types, durability
 * and bindings.
 */
public final class TopologyCheck {

  private final BrokerAddress broker;
  private final BrokerTopology topology;
  private final Optional<ManagementApi> management;
  private final List<String> missing = new ArrayList<>();
  private final List<String> unchecked = new ArrayList<>();

  /**
   * Creates a check for one use.
   *
   * @param broker the broker to check
   * @param topology the expected topology
   * @param managementUrl the address of RabbitMQ's management API; empty for {@link
   *     BrokerAddress#managementUrl}
   */
  public TopologyCheck(BrokerAddress broker, BrokerTopology topology, Optional<URI> managementUrl) {
    this.broker = broker;
    this.topology = topology;
    this.management =
        managementUrl.or(broker::managementUrl).map(url -> new ManagementApi(url, broker));
  }

  /**
   * Checks the topology.
   *
   * @return what could not be checked and why, one sentence each
   * @throws BrokerException TOPOLOGY if anything is missing or different, which the message lists;
   *     LOST if the connection ends
   */
  public List<String> run(Connection connection) throws BrokerException, InterruptedException {
    boolean exchange = checkExchange(connection);
    for (Queue queue : topology.queues()) {
      Optional<CloseReason> refusal =
          refusal(connection, channel -> channel.queueDeclarePassive(queue.name()));
      refusal.ifPresent(reason -> missing.add(absent("queue", queue.name(), reason)));
    }
    if (exchange) {
      checkByManagement();
    }
    if (!missing.isEmpty()) {
      throw new BrokerException(
          Kind.TOPOLOGY,
          broker,
          String.join("; ", missing)
              + "; run 'hpc topology declare' with the same broker and prefix");
    }
    return List.copyOf(unchecked);
  }

  private boolean checkExchange(Connection connection) throws BrokerException {
    String name = topology.exchange();
    Optional<CloseReason> absence =
        refusal(connection, channel -> channel.exchangeDeclarePassive(name));
    if (absence.isPresent()) {
      missing.add(absent("exchange", name, absence.get()));
      return false;
    }
    return true;
  }

  private static String absent(String what, String name, CloseReason reason) {
    return reason.isNotFound()
        ? what + " '" + name + "' is missing"
        : what + " '" + name + "' cannot be checked (" + reason.text() + ")";
  }

  private void checkByManagement() throws InterruptedException {
    if (management.isPresent()) {
      checkKind(management.get());
      checkBindings(management.get());
      checkDurability(management.get());
    } else {
      unchecked.add(
          "that exchange '"
              + topology.exchange()
              + "' is a durable topic, and every queue durable and bound to it"
              + " as it should be: the broker's port is not RabbitMQ's own, so the address of its"
              + " management API is not known");
    }
  }

  private void checkKind(ManagementApi api) throws InterruptedException {
    String name = topology.exchange();
    try {
      ManagementApi.Kind kind = api.exchange(name);
      if (!kind.type().equals(BuiltinExchangeType.TOPIC.getType()) || !kind.isDurable()) {
        missing.add(
            String.format(
                Locale.ROOT,
                "exchange '%s' is expected to be a durable topic, and is a %s %s",
                name,
                kind.isDurable() ? "durable" : "transient",
                kind.type()));
      }
    } catch (ManagementApi.UnansweredException e) {
      unchecked.add("that exchange '" + name + "' is a durable topic: " + e.getMessage());
    }
  }

  private void checkBindings(ManagementApi api) throws InterruptedException {
    try {
      Set<ManagementApi.Binding> bindings = api.bindings(topology.exchange());
      for (Queue queue : topology.queues()) {
        for (String key : queue.bindingKeys()) {
          if (!bindings.contains(new ManagementApi.Binding(queue.name(), key))) {
            missing.add(
                String.format(Locale.ROOT, "queue '%s' is not bound by '%s'", queue.name(), key));
          }
        }
      }
    } catch (ManagementApi.UnansweredException e) {
      unchecked.add(
          "that every queue is bound to exchange '"
              + topology.exchange()
              + "' as it should be: "
              + e.getMessage());
    }
  }

  private void checkDurability(ManagementApi api) throws InterruptedException {
    try {
      Set<String> transientQueues = api.transientQueues();
      for (Queue queue : topology.queues()) {
        if (transientQueues.contains(queue.name())) {
          missing.add("queue '" + queue.name() + "' is not durable");
        }
      }
    } catch (ManagementApi.UnansweredException e) {
      unchecked.add("that every queue is durable: " + e.getMessage());
    }
  }

  /** A request to the broker. The broker closes the channel if it refuses. */
  @FunctionalInterface
  private interface Question {
    void ask(Channel channel) throws IOException;
  }

  private Optional<CloseReason> refusal(Connection connection, Question question)
      throws BrokerException {
    try {
      Channel channel = connection.createChannel();
      question.ask(channel);
      channel.abort();
      return Optional.empty();
    } catch (IOException | ShutdownSignalException e) {
      Optional<CloseReason> reason = CloseReason.of(e);
      if (reason.isEmpty() || !connection.isOpen()) {
        throw new BrokerException(
            Kind.LOST,
            broker,
            CloseReason.describe(e) + " while the topology was checked; try again",
            e);
      }
      return reason;
    }
  }
}
