package com.happypancake.cli.stage;

import com.happypancake.cli.CommandContext;
import com.happypancake.cli.CommandGroup;
import com.happypancake.cli.Holds;
import picocli.CommandLine.Command;

/** {@code hpc sample}: makes synthetic legacy data. */
@Command(
    name = "sample",
    header = "Make a synthetic legacy database.",
    synopsisSubcommandLabel = "COMMAND",
    footer = "  hpc sample create --country FI --scale 0.01 --to dumps/fi")
@Holds(SampleCreateCommand.class)
public final class SampleCommand extends CommandGroup {

  SampleCommand(CommandContext context) {
    super(context);
  }
}
