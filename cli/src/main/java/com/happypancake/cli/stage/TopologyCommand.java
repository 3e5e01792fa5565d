package com.happypancake.cli.stage;

import com.happypancake.cli.command.Subcommand;
import picocli.CommandLine.Command;

/** {@code hpc topology}: creates or removes the exchange, queues and bindings. */
@Command(
    name = "topology",
    header = "Make or remove the exchange, queues and bindings.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {TopologyDeclareCommand.class, TopologyDeleteCommand.class},
    footer = {
      "  hpc topology declare --broker amqp://localhost --prefix mine-",
      "  hpc topology delete --broker amqp://localhost --prefix mine-"
    })
public final class TopologyCommand extends Subcommand {}
