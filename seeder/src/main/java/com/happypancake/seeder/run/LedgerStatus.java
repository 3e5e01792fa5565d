package com.happypancake.seeder.run;

import com.happypancake.schemas.seed.Ledger;
import com.happypancake.schemas.seed.LedgerSeed;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.broker.BrokerConnections;
import com.happypancake.seeder.broker.BrokerException;
import com.happypancake.seeder.broker.BrokerTopology;
import com.happypancake.seeder.broker.LedgerQueue;
import com.happypancake.seeder.broker.SeederConnection;
import com.happypancake.seeder.log.SeedDecision;
import com.happypancake.seeder.log.SeedHistory;
import com.happypancake.seeder.log.SeedLogFolder;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the broker says of the seeds of a log.
 *
 * @param ledger the broker's ledger
 * @param conflict how log and ledger contradict each other, with both sides; empty if they agree
 * @param isLocked whether a seeder holds the lock
 */
public record LedgerStatus(Ledger ledger, Optional<String> conflict, boolean isLocked) {

  /**
   * Looks at ledger and lock on a connection that publishes nothing. Takes no lock, and gives the
   * ledger's message back at once: a seeder that renews it meanwhile waits for it.
   *
   * @param log the folder of the seed log
   * @throws BrokerException as {@link LedgerQueue#read}; UNREACHABLE, LOGIN, REFUSED
   * @throws IOException if the log can't be read
   */
  public static LedgerStatus of(Path log, BrokerAddress broker, BrokerTopology topology)
      throws BrokerException, IOException, InterruptedException {
    Connection connection = BrokerConnections.open(broker, "hpc seed status");
    try {
      LedgerStatus status = look(log, broker, topology, connection);
      // A seed that begins between the two readings looks like a contradiction, once.
      return status.conflict().isEmpty() ? status : look(log, broker, topology, connection);
    } finally {
      BrokerConnections.close(connection);
    }
  }

  /** Reads the ledger first, because a seeder writes the log first: so the log is never behind. */
  private static LedgerStatus look(
      Path log, BrokerAddress broker, BrokerTopology topology, Connection connection)
      throws BrokerException, IOException, InterruptedException {
    Ledger ledger = new LedgerQueue(broker, topology.ledger()).read(connection);
    SeedHistory history = new SeedHistory();
    SeedLogFolder.read(log, history::add);
    return new LedgerStatus(
        ledger,
        SeedDecision.conflict(history, ledger, SeedPreparation.here(broker, topology, ledger)),
        SeederConnection.isHeld(broker, connection, topology.lock()));
  }

  /** Returns what the ledger knows of a seed. */
  public Optional<LedgerSeed> seed(String name) {
    return ledger.getSeedsList().stream()
        .filter(each -> each.getBegun().getName().equals(name))
        .findFirst();
  }
}
