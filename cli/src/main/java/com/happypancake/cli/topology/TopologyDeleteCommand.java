package com.happypancake.cli.topology;

import com.happypancake.seeder.broker.BrokerException;
import com.happypancake.seeder.broker.TopologyAdmin;
import com.happypancake.seeder.broker.TopologyAdmin.Deletion;
import picocli.CommandLine.Command;

/** {@code hpc topology delete}: removes the queues, the exchange and the ledger. */
@Command(
    name = "delete",
    header = "Remove the queues, the exchange and the ledger.",
    description =
        "Refuses while a queue holds messages or has consumers, and while a seeder runs. Without a"
            + " prefix these are HPC2's own queues: then it asks for the exchange's name.",
    footer = {
      "  hpc topology delete --broker amqp://localhost --prefix mine-",
      "  hpc topology delete --broker amqp://localhost --prefix nightly- --force",
      "  hpc topology delete --broker amqps://admin@rabbit1/hpc --exchange hpc"
    })
final class TopologyDeleteCommand extends TopologyRemovalCommand {

  @Override
  protected String remains(Throwable thrown) {
    return "the same command removes the rest";
  }

  @Override
  Deletion remove(TopologyAdmin admin, boolean forced) throws BrokerException {
    return admin.delete(forced);
  }

  @Override
  String result() {
    return "are gone";
  }
}
