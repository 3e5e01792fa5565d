package com.happypancake.seeder.run;

import com.google.protobuf.Descriptors.Descriptor;
import com.happypancake.dumps.block.Digests;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.seed.Order;
import com.happypancake.schemas.seed.SeedBegun;
import com.happypancake.seeder.Seeding;
import com.happypancake.seeder.broker.AmqpTransport;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.broker.BrokerException;
import com.happypancake.seeder.broker.BrokerException.Kind;
import com.happypancake.seeder.broker.EventProperties;
import com.happypancake.seeder.broker.SeederConnection;
import com.happypancake.seeder.engine.Transport;
import com.happypancake.seeder.event.EventBody;
import com.happypancake.seeder.event.EventFolder;
import com.happypancake.seeder.event.EventMessage;
import com.happypancake.seeder.event.WireFormat;
import com.happypancake.seeder.log.SeedHistory.PastSeed;
import com.happypancake.seeder.stream.PublishingLock;
import com.happypancake.seeder.stream.StreamSettings;
import com.happypancake.seeder.stream.StreamTopology;
import com.happypancake.seeder.stream.StreamTransport;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The transport of a seed. On each connection that holds the seeder's lock it renews or checks the
 * ledger, so the broker knows of a seed before its first event, and a ledger that is gone is
 * noticed.
 */
final class SeedTransport implements Transport {

  /** The channels of a seed whose events are in order within a subject only. */
  private static final int CHANNELS = 4;

  private static final int CHOICE_DIGITS = 8;

  private final Transport transport;
  private final LockHolder holder;
  private final LedgerKeeper ledger;

  private SeedTransport(Transport transport, LockHolder holder, LedgerKeeper ledger) {
    this.transport = transport;
    this.holder = holder;
    this.ledger = ledger;
  }

  /** Returns the connection that holds the lock; empty if there is none. */
  @FunctionalInterface
  private interface LockHolder {
    Optional<Connection> connection();
  }

  /**
   * Returns the transport of a seed.
   *
   * @param past the seed, as the log has it
   */
  static SeedTransport of(Seeding seeding, PastSeed past, EventFolder folder, LedgerKeeper ledger)
      throws IOException {
    SeedBegun seed = past.begun();
    WireFormat format =
        WireFormat.of(seed.getEventsDigest())
            .withBody(seeding.body())
            .withCloudEvents(seeding.cloudEvents())
            .withRepair(seeding.what().isRepair());
    return switch (seeding.where().transport()) {
      case TRANSPORT_STREAM ->
          stream(seeding, past, format, new EventBody(format, descriptor(folder)), ledger);
      case TRANSPORT_DRY_RUN -> new SeedTransport(new DryRun(), Optional::empty, ledger);
      case TRANSPORT_AMQP, TRANSPORT_UNSPECIFIED, UNRECOGNIZED -> {
        AmqpTransport amqp =
            new AmqpTransport(
                seeding.where().broker(),
                seeding.where().topology(),
                new EventProperties(format),
                new EventBody(format, descriptor(folder)),
                seed.getOrder() == Order.ORDER_GLOBAL ? 1 : CHANNELS);
        yield new SeedTransport(amqp, amqp::connection, ledger);
      }
    };
  }

  /** An older folder's own descriptor knows all fields of its events. */
  private static Descriptor descriptor(EventFolder folder) throws IOException {
    List<Part> parts = folder.dump().parts();
    return parts.isEmpty() ? Event.getDescriptor() : folder.dump().descriptor(parts.get(0));
  }

  private static SeedTransport stream(
      Seeding seeding, PastSeed past, WireFormat format, EventBody body, LedgerKeeper ledger) {
    SeedBegun seed = past.begun();
    BrokerAddress broker = seeding.where().broker();
    CurrentConnection current = new CurrentConnection();
    PublishingLock lock =
        lost -> {
          SeederConnection taken =
              SeederConnection.open(broker, seeding.where().topology().lock(), lost);
          current.connection = Optional.of(taken.connection());
          return new PublishingLock.Held() {
            @Override
            public String product() {
              return taken.product();
            }

            @Override
            public void release() {
              taken.cut();
            }
          };
        };
    StreamSettings settings =
        new StreamSettings(
            broker,
            StreamSettings.port(broker, seeding.where().streamPort()),
            StreamTopology.hpc(seeding.where().topology().prefix(), seed.getPartitions()),
            producer(seed),
            format);
    return new SeedTransport(
        new StreamTransport(settings, body, lock, past.refused(), past.confirmedTo()),
        () -> current.connection,
        ledger);
  }

  /**
   * Returns the name of a stream's producer: its own for each attempt, since ordinals begin at 1
   * again.
   */
  static String producer(SeedBegun seed) {
    return String.format(
        Locale.ROOT,
        "hpc-%s-%s-%d",
        WireFormat.of(seed.getEventsDigest()).eventsDigest16(),
        Digests.sha256(seed.getChoice().toByteArray()).substring(0, CHOICE_DIGITS),
        seed.getAttempt());
  }

  /** The connection that holds the lock of a stream's seeder. */
  private static final class CurrentConnection {
    volatile Optional<Connection> connection = Optional.empty();
  }

  /** Takes every event and confirms it at once. */
  private static final class DryRun implements Transport {

    @Override
    public Link connect(Answers answers) {
      return new Link() {
        @Override
        public void publish(EventMessage message) {
          answers.confirmed(new long[] {message.ordinal()}, 1);
        }

        @Override
        public void cut() {}
      };
    }

    @Override
    public Optional<String> product() {
      return Optional.empty();
    }
  }

  @Override
  public Link connect(Answers answers) throws LinkException, InterruptedException {
    Link link = transport.connect(answers);
    try {
      Optional<Connection> connection = holder.connection();
      if (connection.isPresent()) {
        ledger.connected(connection.get());
      }
      return link;
    } catch (BrokerException e) {
      link.cut();
      throw new LinkException(
          e.kind() == Kind.LOST ? LinkException.Kind.UNREACHABLE : LinkException.Kind.REFUSED,
          String.valueOf(e.getMessage()),
          e);
    }
  }

  /** Renews the ledger, if there is a connection. */
  void renewLedger() throws BrokerException, InterruptedException {
    Optional<Connection> connection = holder.connection();
    if (connection.isPresent() && connection.get().isOpen()) {
      ledger.renew(connection.get());
    }
  }

  @Override
  public Optional<String> product() {
    return transport.product();
  }
}
