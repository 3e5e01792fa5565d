package com.happypancake.cli.topology;

import com.happypancake.cli.command.Subcommand;
import picocli.CommandLine.Command;

/** {@code hpc topology}: makes, shows, empties or removes the exchange, queues and bindings. */
@Command(
    name = "topology",
    header = "Make, show, empty or remove the exchange, queues and bindings.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      TopologyDeclareCommand.class,
      TopologyStatusCommand.class,
      TopologyDiffCommand.class,
      TopologyExportCommand.class,
      TopologyPurgeCommand.class,
      TopologyDeleteCommand.class
    },
    footer = {
      "  hpc topology declare --broker amqp://localhost --prefix mine-",
      "  hpc topology status --broker amqp://localhost --prefix mine-",
      "  hpc topology delete --broker amqp://localhost --prefix mine-"
    })
public final class TopologyCommand extends Subcommand {}
