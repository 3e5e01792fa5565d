package com.happypancake.cli.stage;

import com.happypancake.cli.command.CommandException;
import com.happypancake.cli.command.Subcommand;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.broker.BrokerException;
import com.happypancake.seeder.broker.BrokerTopology;
import com.happypancake.seeder.broker.QueueType;
import com.happypancake.seeder.broker.TopologyAdmin;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hpc topology declare}: creates the missing exchange, queues and bindings. */
@Command(
    name = "declare",
    header = "Make the exchange, a queue for each module, and the bindings.",
    description = "What is there already stays as it is, and the command may be run again.",
    footer = {
      "  hpc topology declare --broker amqp://localhost",
      "  hpc topology declare --broker amqps://admin@rabbit1/hpc \\",
      "      --password-file ~/.rabbit",
      "  hpc topology declare --broker amqp://guest:guest@127.0.0.1:5672 --prefix mine-"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class TopologyDeclareCommand extends Subcommand {

  @Mixin private BrokerOptions broker;

  @Override
  protected String remains(Throwable thrown) {
    return "the same command makes what is missing";
  }

  @Override
  protected void run() throws CommandException, BrokerException, IOException, InterruptedException {
    BrokerTopology topology = broker.topology();
    BrokerAddress address = broker.address(context());
    new TopologyAdmin(address, topology).declare(QueueType.CLASSIC);
    print(
        "%s: exchange '%s' and %d queues with their bindings are there",
        address, topology.exchange(), topology.queues().size());
  }
}
