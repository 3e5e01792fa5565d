package com.happypancake.cli.topology;

import com.happypancake.cli.command.CommandException;
import com.happypancake.cli.command.Subcommand;
import com.happypancake.cli.stage.BrokerOptions;
import com.happypancake.cli.stage.ModuleOptions;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.broker.BrokerException;
import com.happypancake.seeder.broker.BrokerTopology;
import com.happypancake.seeder.broker.QueueType;
import com.happypancake.seeder.broker.TopologyAdmin;
import com.happypancake.seeder.broker.TopologyAdmin.Declaration;
import com.happypancake.seeder.stream.StreamAdmin;
import com.happypancake.seeder.stream.StreamTopology;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hpc topology declare}: creates the missing exchange, queues, bindings and ledger. */
@Command(
    name = "declare",
    header = "Make the exchange, a queue for each module, the bindings, and the ledger.",
    description =
        "Checks all that exists before it makes anything. What is there already stays as it is, and"
            + " the command may be run again. The ledger is a queue by which the broker remembers"
            + " what was seeded.",
    footer = {
      "  hpc topology declare --broker amqp://localhost",
      "  hpc topology declare --broker amqps://admin@rabbit1/hpc \\",
      "      --password-file ~/.rabbit --queue-type quorum",
      "  hpc topology declare --broker amqp://localhost --prefix mine- \\",
      "      --modules news,audit",
      "  hpc topology declare --broker amqp://localhost --modules audit --stream"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class TopologyDeclareCommand extends Subcommand {

  @Mixin private BrokerOptions broker;

  @Mixin private ModuleOptions modules;

  @Option(
      names = "--queue-type",
      paramLabel = "TYPE",
      defaultValue = "classic",
      description =
          "One of ${COMPLETION-CANDIDATES}; docs/topology.md says when which. Default:"
              + " ${DEFAULT-VALUE}.")
  private QueueType queueType;

  @Mixin private StreamOptions streams;

  @Override
  protected String remains(Throwable thrown) {
    return "the same command makes what is missing";
  }

  @Override
  protected void run() throws CommandException, BrokerException, IOException, InterruptedException {
    Optional<StreamTopology> stream = streams.of(broker.prefix());
    BrokerTopology topology = modules.choose(broker.topology());
    BrokerAddress address = broker.address(context());
    Declaration declaration = new TopologyAdmin(address, topology).declare(queueType);
    print(
        "%s: exchange '%s' and %d %s queues with their bindings are there; %d of them were before",
        address,
        topology.exchange(),
        topology.queues().size(),
        queueType.text(),
        declaration.existing().size());
    print(
        "ledger '%s' of incarnation %s %s",
        topology.ledger(),
        declaration.incarnation(),
        declaration.newLedger() ? "is new: it knows of no seed" : "was there before");
    if (stream.isPresent()) {
      new StreamAdmin(address, stream.get()).declare();
      print("stream '%s' is there%s", stream.get().name(), partitions(stream.get()));
    }
  }

  private static String partitions(StreamTopology streams) {
    return streams.isSuperStream() ? ", with " + streams.partitions() + " partitions" : "";
  }
}
