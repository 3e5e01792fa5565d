package com.happypancake.cli.stage;

import com.happypancake.cli.command.Subcommand;
import picocli.CommandLine.Command;

/** {@code hpc sample}: creates synthetic legacy data. */
@Command(
    name = "sample",
    header = "Make a synthetic legacy database.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = SampleCreateCommand.class,
    footer = "  hpc sample create --country FI --scale 0.01 --to dumps/fi")
public final class SampleCommand extends Subcommand {}
