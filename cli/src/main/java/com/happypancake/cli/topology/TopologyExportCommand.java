package com.happypancake.cli.topology;

import com.happypancake.cli.command.CommandException;
import com.happypancake.cli.command.Subcommand;
import com.happypancake.cli.stage.ModuleOptions;
import com.happypancake.cli.stage.TopologyOptions;
import com.happypancake.seeder.broker.BrokerTopology;
import com.happypancake.seeder.broker.QueueType;
import com.happypancake.seeder.broker.TopologyDefinitions;
import com.happypancake.seeder.stream.StreamTopology;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hpc topology export}: prints definitions that RabbitMQ imports. */
@Command(
    name = "export",
    header = "Print the topology as definitions that RabbitMQ imports.",
    description =
        "Needs no broker. rabbitmqctl import_definitions and the management API's"
            + " /api/definitions read it; the virtual host must exist. Definitions hold no"
            + " messages: afterwards, hpc topology purge gives the ledger its first one.",
    footer = {
      "  hpc topology export --queue-type quorum > hpc.json",
      "  hpc topology export --prefix mine- --vhost test > mine.json",
      "  rabbitmqctl import_definitions mine.json"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class TopologyExportCommand extends Subcommand {

  @Mixin private TopologyOptions names;

  @Mixin private ModuleOptions modules;

  @Option(
      names = "--queue-type",
      paramLabel = "TYPE",
      defaultValue = "classic",
      description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private QueueType queueType;

  @Mixin private StreamOptions streams;

  @Override
  protected void run() throws CommandException, IOException {
    BrokerTopology topology = modules.choose(names.topology());
    Optional<StreamTopology> stream = streams.of(topology.prefix());
    output()
        .line(
            TopologyDefinitions.json(
                stream.map(each -> topology.withStreams(each.streams())).orElse(topology),
                stream.filter(StreamTopology::isSuperStream).map(StreamTopology::name),
                queueType,
                names.virtualHost().orElse("/")));
  }
}
