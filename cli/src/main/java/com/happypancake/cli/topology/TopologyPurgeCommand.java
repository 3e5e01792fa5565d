package com.happypancake.cli.topology;

import com.happypancake.seeder.broker.BrokerException;
import com.happypancake.seeder.broker.TopologyAdmin;
import com.happypancake.seeder.broker.TopologyAdmin.Deletion;
import picocli.CommandLine.Command;

/** {@code hpc topology purge}: empties the queues and begins a new ledger. */
@Command(
    name = "purge",
    header = "Empty the queues, and forget what was seeded into them.",
    description =
        "Draws a new incarnation of the ledger, so that all may be seeded again from a new seed"
            + " log. Streams are deleted and declared again. Refuses while a queue holds messages"
            + " or has consumers, and while a seeder runs.",
    footer = {
      "  hpc topology purge --broker amqp://localhost --prefix mine- --force",
      "  hpc topology purge --broker amqps://admin@rabbit1/hpc --exchange hpc"
    })
final class TopologyPurgeCommand extends TopologyRemovalCommand {

  @Override
  protected String remains(Throwable thrown) {
    return "the same command purges the rest";
  }

  @Override
  Deletion remove(TopologyAdmin admin, boolean forced)
      throws BrokerException, InterruptedException {
    return admin.purge(forced);
  }

  @Override
  String result() {
    return "are empty, and the ledger is new";
  }
}
