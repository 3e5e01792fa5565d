package com.happypancake.seeder.run;

import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.dumps.RefusedFolderException.Reason;
import com.happypancake.seeder.SeedEvent;
import com.happypancake.seeder.SeedEvent.SeedPreflight;
import com.happypancake.seeder.SeedReport;
import com.happypancake.seeder.Seeding;
import com.happypancake.seeder.broker.BrokerConnections;
import com.happypancake.seeder.broker.BrokerException;
import com.happypancake.seeder.broker.BrokerException.CloseReason;
import com.happypancake.seeder.broker.BrokerException.Kind;
import com.happypancake.seeder.broker.BrokerTopology;
import com.happypancake.seeder.broker.TopologyCheck;
import com.happypancake.seeder.event.EventFolder;
import com.happypancake.seeder.event.EventSource;
import com.happypancake.seeder.pace.ConfirmTracker;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Publishes a folder of events to a broker, in order and on one connection, and waits for each
 * event's confirm.
 *
 * <p>The seeder first checks the broker's topology and every file of the folder. The position is
 * the only state: another run continues from the report's {@link SeedReport#resumeOrdinal}. Each
 * event is delivered at least once, always with the same message id.
 */
public final class Seeder {

  private static final String NAME = "hpc seed";

  private final LongSupplier nanoTime;

  /**
   * Creates a seeder.
   *
   * @param nanoTime {@link System#nanoTime} or a fake
   */
  public Seeder(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Runs a seeding to its end. An interrupt stops it after a few seconds of waiting for outstanding
   * answers.
   *
   * @param seeding the settings
   * @param events receives the run's events
   * @return the report of a complete or incomplete run
   * @throws RefusedFolderException if the folder is not a finished folder of events, or has no
   *     event with the first ordinal
   * @throws com.happypancake.dumps.DamagedDumpException if a file differs from the manifest, or
   *     changes during the run
   * @throws IllegalArgumentException if {@link BrokerTopology} does not accept the prefix
   * @throws BrokerException UNREACHABLE, LOGIN, TOPOLOGY or LOST before the first event; LOST
   *     during the run, with a message that says where to resume
   * @throws InterruptedException if the thread was interrupted; during the run, the message says
   *     where to resume
   */
  public SeedReport seed(Seeding seeding, Consumer<SeedEvent> events)
      throws IOException, BrokerException, InterruptedException {
    EventFolder folder = EventFolder.open(seeding.events());
    if (seeding.firstOrdinal() > folder.events() + 1) {
      throw new RefusedFolderException(
          Reason.OTHER_CONTENT,
          String.format(
              Locale.ROOT,
              "%s: holds %d events; none has the ordinal %d to begin with",
              seeding.events(),
              folder.events(),
              seeding.firstOrdinal()));
    }
    Connection connection = BrokerConnections.open(seeding.broker(), NAME);
    try {
      List<String> unchecked =
          new TopologyCheck(seeding.broker(), seeding.topology(), seeding.managementUrl())
              .run(connection);
      folder.check(
          (path, bytes, total) -> events.accept(new SeedEvent.Checking(path, bytes, total)));
      SeedPreflight preflight =
          new SeedPreflight(
              seeding,
              BrokerConnections.product(connection),
              folder.dump().manifest().getContentDigest(),
              folder.events(),
              unchecked);
      return seed(preflight, events, folder, connection);
    } finally {
      BrokerConnections.close(connection);
    }
  }

  private SeedReport seed(
      SeedPreflight preflight,
      Consumer<SeedEvent> events,
      EventFolder folder,
      Connection connection)
      throws IOException, BrokerException, InterruptedException {
    Seeding seeding = preflight.seeding();
    try (EventSource source = EventSource.open(folder, seeding.firstOrdinal())) {
      ConfirmedChannel channel = open(seeding, connection);
      events.accept(new SeedEvent.Checked(preflight));
      return new SeedRun(preflight, source, channel, events, nanoTime).run();
    }
  }

  private ConfirmedChannel open(Seeding seeding, Connection connection) throws BrokerException {
    try {
      return ConfirmedChannel.open(
          connection,
          seeding.topology().exchange(),
          new ConfirmTracker(seeding.window(), seeding.firstOrdinal()),
          nanoTime);
    } catch (IOException | ShutdownSignalException e) {
      throw new BrokerException(
          Kind.LOST,
          seeding.broker(),
          CloseReason.describe(e) + "; nothing was published yet; run the same command again",
          e);
    }
  }
}
