package com.happypancake.seeder;

import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.dumps.RefusedFolderException.Reason;
import com.happypancake.seeder.broker.BrokerConnections;
import com.happypancake.seeder.broker.BrokerException;
import com.happypancake.seeder.broker.BrokerException.Kind;
import com.happypancake.seeder.broker.BrokerTopology;
import com.happypancake.seeder.broker.Closings;
import com.happypancake.seeder.broker.TopologyCheck;
import com.happypancake.seeder.pace.ConfirmTracker;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Publishes a folder of events to a broker: in order, on one connection, each event confirmed.
 *
 * <p>Before the first event, the broker's topology and every file of the folder are checked. The
 * position is the only state: a run that ended early continues by its report's {@link
 * SeedReport#resumeOrdinal}. Delivery is at least once, with the same message id each time.
 */
public final class Seeder {

  private static final String NAME = "hpc seed";

  private final LongSupplier nanoTime;

  /**
   * A seeder.
   *
   * @param nanoTime {@link System#nanoTime} or a stand-in
   */
  public Seeder(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Runs a seeding to its end. To stop it, interrupt the thread: it waits a few seconds for the
   * answers that are due.
   *
   * @param seeding what to publish
   * @param listener hears of checks, progress, and the report of whatever end
   * @return the report, COMPLETE or INCOMPLETE
   * @throws RefusedFolderException if the folder is no finished folder of events, or ends before
   *     the first ordinal asked for
   * @throws com.happypancake.dumps.DamagedDumpException if a file is not what the manifest says, or
   *     changes during the run
   * @throws IOException if the folder cannot be read
   * @throws IllegalArgumentException if the prefix is not one that {@link BrokerTopology} takes
   * @throws BrokerException UNREACHABLE, LOGIN or TOPOLOGY before the first event; LOST during the
   *     run, with a message that tells where to resume
   * @throws InterruptedException if the thread was interrupted; the message tells where to resume
   */
  public SeedReport seed(Seeding seeding, SeedListener listener)
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
    BrokerTopology topology = BrokerTopology.hpc(seeding.prefix());
    Connection connection = BrokerConnections.open(seeding.broker(), NAME);
    try {
      List<String> unchecked =
          new TopologyCheck(seeding.broker(), topology, seeding.managementUrl()).run(connection);
      folder.check(listener);
      SeedCheck check =
          new SeedCheck(
              BrokerConnections.product(connection),
              topology.exchange(),
              folder.dump().manifest().getContentDigest(),
              seeding.firstOrdinal(),
              folder.events(),
              unchecked);
      return seed(seeding, listener, folder, check, connection);
    } finally {
      BrokerConnections.close(connection);
    }
  }

  private SeedReport seed(
      Seeding seeding,
      SeedListener listener,
      EventFolder folder,
      SeedCheck check,
      Connection connection)
      throws IOException, BrokerException, InterruptedException {
    try (EventSource source = EventSource.open(folder, seeding.firstOrdinal())) {
      ConfirmedChannel channel = open(seeding, check, connection);
      listener.checked(check);
      return new SeedRun(seeding, check, source, channel, listener, nanoTime).run();
    }
  }

  private ConfirmedChannel open(Seeding seeding, SeedCheck check, Connection connection)
      throws BrokerException {
    try {
      return ConfirmedChannel.open(
          connection,
          check.exchange(),
          new ConfirmTracker(seeding.window(), seeding.firstOrdinal()),
          nanoTime);
    } catch (IOException | ShutdownSignalException e) {
      throw new BrokerException(
          Kind.LOST,
          seeding.broker(),
          Closings.text(e) + "; nothing was published yet; run the same command again",
          e);
    }
  }
}
