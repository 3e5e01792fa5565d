package com.happypancake.seeder.run;

import com.happypancake.schemas.seed.Ledger;
import com.happypancake.schemas.seed.LedgerSeed;
import com.happypancake.seeder.broker.BrokerException;
import com.happypancake.seeder.broker.LedgerQueue;
import com.happypancake.seeder.log.SeedLog;
import com.rabbitmq.client.Connection;
import java.util.List;

/** Renews the broker's ledger from what the log holds on the disk. Thread-safe. */
final class LedgerKeeper {

  private final LedgerQueue queue;
  private final SeedLog log;
  private final String incarnation;
  private long renewal;
  private boolean isRenewed;

  LedgerKeeper(LedgerQueue queue, Ledger last, SeedLog log) {
    this.queue = queue;
    this.log = log;
    this.incarnation = last.getIncarnation();
    this.renewal = last.getRenewal();
  }

  /**
   * Renews the ledger.
   *
   * @param connection the connection that holds the seeder's lock
   * @throws BrokerException as {@link LedgerQueue#renew}
   */
  synchronized void renew(Connection connection) throws BrokerException, InterruptedException {
    // A renewal without an answer may have arrived, so its number is not used again.
    renewal++;
    queue.renew(connection, ledger().addAllSeeds(log.durable()).build());
    isRenewed = true;
  }

  /**
   * Makes sure, on a new connection, that the broker knows of the seed before its next event. The
   * first connection renews the ledger. Later ones only look at it, because a renewal would wait
   * for the end of an alarm.
   *
   * <p>A run that was killed may have renewed the ledger after this one read it. The lock is held
   * now, so nobody else renews it. A renewal that says nothing which the log does not know is taken
   * for the killed run's.
   *
   * @throws BrokerException as {@link LedgerQueue#renew}
   */
  synchronized void connected(Connection connection) throws BrokerException, InterruptedException {
    if (isRenewed) {
      queue.check(connection, ledger().build());
    } else {
      Ledger found = queue.read(connection);
      if (isOfThisLog(found)) {
        renewal = Math.max(renewal, found.getRenewal());
      }
      renew(connection);
    }
  }

  private boolean isOfThisLog(Ledger found) {
    List<LedgerSeed> own = log.durable();
    return found.getIncarnation().equals(incarnation)
        && found.getSeedsList().stream()
            .allMatch(each -> own.stream().anyMatch(seed -> isNoLater(each, seed)));
  }

  private static boolean isNoLater(LedgerSeed found, LedgerSeed own) {
    return found.getBegun().equals(own.getBegun())
        && found.getPrefix() <= own.getPrefix()
        && found.getConfirmed() <= own.getConfirmed()
        && (own.getFinished() || !found.getFinished());
  }

  private Ledger.Builder ledger() {
    return Ledger.newBuilder().setIncarnation(incarnation).setRenewal(renewal);
  }
}
