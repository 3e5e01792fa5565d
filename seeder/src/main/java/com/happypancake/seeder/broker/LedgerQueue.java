package com.happypancake.seeder.broker;

import com.google.protobuf.InvalidProtocolBufferException;
import com.happypancake.schemas.seed.Ledger;
import com.happypancake.seeder.broker.BrokerException.CloseReason;
import com.happypancake.seeder.broker.BrokerException.Kind;
import com.happypancake.seeder.broker.BrokerRequests.RefusedException;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The broker's memory of the seeds: a durable classic queue that holds one message, a {@link
 * Ledger}. No exchange is bound to the queue.
 *
 * <p>Whoever reads or renews the ledger takes its message and gives it back, so that the queue
 * looks empty for a moment. A reader that dies gives the message back, too. Thread-safe.
 */
public final class LedgerQueue {

  /** The message's content type. */
  static final String CONTENT_TYPE = "application/x-protobuf; messageType=\"hpc.seed.Ledger\"";

  /** What RabbitMQ is told: the queue keeps the newest message alone. */
  static final Map<String, Object> ARGUMENTS = Map.of("x-max-length", 1, "x-overflow", "drop-head");

  private static final int INCARNATION_BYTES = 16;
  private static final int PERSISTENT = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration CONFIRM = Duration.ofSeconds(30);

  private final BrokerAddress broker;
  private final String queue;
  private final Duration patience;

  /**
   * Creates a ledger's queue.
   *
   * @param broker the broker, for messages
   * @param queue the queue's name, {@link BrokerTopology#ledger}
   */
  public LedgerQueue(BrokerAddress broker, String queue) {
    this(broker, queue, PATIENCE);
  }

  LedgerQueue(BrokerAddress broker, String queue, Duration patience) {
    this.broker = broker;
    this.queue = queue;
    this.patience = patience;
  }

  /** Returns the arguments that declare the queue. Qpid does not know them, and refuses them. */
  static Map<String, Object> arguments(Connection connection) {
    boolean isRabbit = BrokerConnections.product(connection).startsWith("RabbitMQ");
    return isRabbit ? ARGUMENTS : Map.of();
  }

  /** Work on a channel of its own. */
  @FunctionalInterface
  private interface Work<T> {
    T on(Channel channel) throws IOException, BrokerException, InterruptedException;
  }

  /** A message that was taken and not given back yet. */
  private record Taken(long tag, Ledger ledger) {}

  /**
   * Reads the ledger. Waits up to five seconds while others hold it.
   *
   * @throws BrokerException TOPOLOGY if the ledger is missing, empty or damaged; LOST
   */
  public Ledger read(Connection connection) throws BrokerException, InterruptedException {
    return attempt(
        connection,
        channel -> {
          Taken newest = take(channel);
          channel.basicNack(newest.tag(), false, true);
          // The answer to a request shows that the broker has the message back.
          channel.queueDeclarePassive(queue);
          return newest.ledger();
        });
  }

  /**
   * Replaces the ledger and waits for the confirm. The old message goes when the new one is safe.
   *
   * @param connection the connection that publishes, so that an alarm of the broker blocks it, too
   * @param ledger the new state; its renewal is higher than that of the old one
   * @throws BrokerException TOPOLOGY if the ledger is missing, empty or damaged; REFUSED if the
   *     broker holds the ledger of another incarnation or a later renewal; LOST, and then either
   *     ledger may be in the broker
   */
  public void renew(Connection connection, Ledger ledger)
      throws BrokerException, InterruptedException {
    attempt(
        connection,
        channel -> {
          Taken old = take(channel);
          check(old.ledger(), ledger);
          publish(channel, ledger);
          channel.basicAck(old.tag(), false);
          return channel.queueDeclarePassive(queue);
        });
  }

  /**
   * Checks that nobody else purged or renewed the ledger. Publishes nothing, so an alarm of the
   * broker does not hold it up.
   *
   * @param connection the connection that is to publish
   * @param last the last ledger of this seeder
   * @throws BrokerException as {@link #renew}
   */
  public void check(Connection connection, Ledger last)
      throws BrokerException, InterruptedException {
    check(read(connection), last.toBuilder().setRenewal(last.getRenewal() + 1).build());
  }

  private void check(Ledger old, Ledger ledger) throws BrokerException {
    if (!old.getIncarnation().equals(ledger.getIncarnation())) {
      throw new BrokerException(
          Kind.REFUSED,
          broker,
          "the ledger '"
              + queue
              + "' is of incarnation "
              + old.getIncarnation()
              + ", expected "
              + ledger.getIncarnation()
              + ": the topology was purged or made again; begin with a new seed log");
    }
    if (old.getRenewal() >= ledger.getRenewal()) {
      throw new BrokerException(
          Kind.REFUSED,
          broker,
          "the ledger '"
              + queue
              + "' was renewed "
              + old.getRenewal()
              + " times, and this is renewal "
              + ledger.getRenewal()
              + ": another seeder renews it; stop one of the two");
    }
  }

  /** Makes the queue anew, with the first ledger of a random incarnation. Returns that ledger. */
  Ledger create(Connection connection) throws BrokerException, InterruptedException {
    try (BrokerRequests requests = new BrokerRequests(broker, connection)) {
      requests.attempt(channel -> channel.queueDelete(queue));
    } catch (RefusedException e) {
      // RabbitMQ does not mind a missing queue; Qpid does. Other reasons refuse the declaration.
    }
    return attempt(
        connection,
        channel -> {
          channel.queueDeclare(queue, true, false, false, arguments(connection));
          byte[] random = new byte[INCARNATION_BYTES];
          new SecureRandom().nextBytes(random);
          Ledger first =
              Ledger.newBuilder()
                  .setIncarnation(HexFormat.of().formatHex(random))
                  .setRenewal(1)
                  .build();
          publish(channel, first);
          return first;
        });
  }

  private Taken take(Channel channel) throws IOException, BrokerException, InterruptedException {
    for (long waited = 0; ; waited += PAUSE.toMillis()) {
      List<Taken> all = takeAll(channel);
      if (!all.isEmpty()) {
        Taken newest = all.get(0);
        for (Taken each : all.subList(1, all.size())) {
          boolean newer = each.ledger().getRenewal() > newest.ledger().getRenewal();
          channel.basicAck(newer ? newest.tag() : each.tag(), false);
          newest = newer ? each : newest;
        }
        return newest;
      }
      if (waited >= patience.toMillis()) {
        throw unusable(
            "is empty: another command reads it now, or it was purged."
                + " Try again; if it stays empty, 'hpc topology purge' makes a new one, and what"
                + " was seeded is forgotten");
      }
      Thread.sleep(PAUSE.toMillis());
    }
  }

  private List<Taken> takeAll(Channel channel) throws IOException, BrokerException {
    List<Taken> all = new ArrayList<>();
    for (GetResponse got = channel.basicGet(queue, false);
        got != null;
        got = channel.basicGet(queue, false)) {
      all.add(new Taken(got.getEnvelope().getDeliveryTag(), parse(got.getBody())));
    }
    return all;
  }

  /** A damaged message goes back to the queue when the channel is closed. */
  private Ledger parse(byte[] body) throws BrokerException {
    try {
      Ledger ledger = Ledger.parseFrom(body);
      if (!ledger.getIncarnation().isEmpty()) {
        return ledger;
      }
    } catch (InvalidProtocolBufferException e) {
      // Told below: the library's message adds nothing.
    }
    throw unusable(
        "holds a message that is not a ledger ("
            + body.length
            + " bytes). 'hpc topology purge' makes a new one, and what was seeded is forgotten");
  }

  private void publish(Channel channel, Ledger ledger)
      throws IOException, BrokerException, InterruptedException {
    AtomicBoolean returned = new AtomicBoolean();
    channel.addReturnListener(message -> returned.set(true));
    channel.confirmSelect();
    BasicProperties properties =
        new BasicProperties.Builder().contentType(CONTENT_TYPE).deliveryMode(PERSISTENT).build();
    channel.basicPublish("", queue, true, properties, ledger.toByteArray());
    try {
      if (channel.waitForConfirms(CONFIRM.toMillis()) && !returned.get()) {
        return;
      }
    } catch (TimeoutException e) {
      throw new BrokerException(
          Kind.LOST,
          broker,
          "the renewal of the ledger '"
              + queue
              + "' was not confirmed within "
              + CONFIRM.toSeconds()
              + " seconds; check the broker's alarms, then run the same command again",
          e);
    }
    throw unusable(
        returned.get()
            ? "was deleted. 'hpc topology declare' makes it, and what was seeded is forgotten"
            : "refused its renewal; look at the broker's log, then run the same command again");
  }

  private BrokerException unusable(String what) {
    return new BrokerException(Kind.TOPOLOGY, broker, "the ledger '" + queue + "' " + what);
  }

  private <T> T attempt(Connection connection, Work<T> work)
      throws BrokerException, InterruptedException {
    try {
      Channel channel = connection.createChannel();
      try {
        return work.on(channel);
      } finally {
        // Gives back what was taken.
        channel.abort();
      }
    } catch (IOException | ShutdownSignalException e) {
      if (CloseReason.of(e).filter(CloseReason::isNotFound).isPresent()) {
        throw unusable(
            "is missing: the topology was not declared, or the queue was deleted."
                + " 'hpc topology declare' makes it");
      }
      throw new BrokerException(
          Kind.LOST,
          broker,
          CloseReason.describe(e) + " while the ledger '" + queue + "' was used; try again",
          e);
    }
  }
}
