package com.happypancake.cli.stage;

import com.happypancake.cli.command.CommandException;
import com.happypancake.cli.command.ExitCode;
import com.happypancake.cli.command.Subcommand;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.broker.BrokerException;
import com.happypancake.seeder.broker.BrokerTopology;
import com.happypancake.seeder.broker.TopologyAdmin;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hpc topology delete}: removes the queues and the exchange. */
@Command(
    name = "delete",
    header = "Remove the queues and the exchange.",
    description =
        "Refuses while a queue holds messages or has consumers. Without a prefix these are HPC2's"
            + " own queues: then it asks for the exchange's name.",
    footer = {
      "  hpc topology delete --broker amqp://localhost --prefix mine-",
      "  hpc topology delete --broker amqp://localhost --prefix nightly- --force",
      "  hpc topology delete --broker amqps://admin@rabbit1/hpc --exchange hpc"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class TopologyDeleteCommand extends Subcommand {

  @Mixin private BrokerOptions broker;

  @Option(
      names = "--force",
      order = 30,
      description = "Remove queues with the messages that they hold, and whoever uses them.")
  private boolean force;

  @Option(
      names = "--exchange",
      order = 31,
      paramLabel = "NAME",
      description = "The exchange's name, to show that the real one is meant where no prefix is.")
  private @Nullable String exchange;

  @Override
  protected String remains(Throwable thrown) {
    return "the same command removes the rest";
  }

  @Override
  protected void run() throws CommandException, BrokerException, IOException {
    BrokerTopology topology = broker.topology();
    if (broker.prefix().isEmpty() || exchange != null) {
      confirm(topology.exchange());
    }
    BrokerAddress address = broker.address(context());
    TopologyAdmin.Deletion deletion = new TopologyAdmin(address, topology).delete(force);
    print(
        "%s: exchange '%s' and its queues are gone; %d queues were there, with %d messages",
        address, topology.exchange(), deletion.queues().size(), deletion.messages());
  }

  private void confirm(String expected) throws CommandException {
    String named =
        exchange == null
            ? context()
                .ask("These are HPC2's own queues. Name of the exchange to remove")
                .orElse("")
            : exchange;
    if (!named.equals(expected)) {
      throw CommandException.format(
          ExitCode.REFUSED,
          "the exchange to remove is '%s', not '%s'; nothing was removed; repeat its name by"
              + " --exchange, or give the --prefix of a topology of your own",
          expected,
          named);
    }
  }
}
