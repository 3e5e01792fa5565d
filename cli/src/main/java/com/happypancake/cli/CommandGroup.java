package com.happypancake.cli;

import com.happypancake.cli.failure.CommandException;
import com.happypancake.cli.failure.ExitCode;

/** A command that does nothing but hold subcommands. */
public abstract class CommandGroup extends Subcommand {

  /** A group within a context. */
  protected CommandGroup(CommandContext context) {
    super(context);
  }

  @Override
  protected final ExitCode run() throws CommandException {
    throw new CommandException(
        ExitCode.USAGE,
        "which of "
            + String.join(", ", spec().subcommands().keySet())
            + "? See "
            + spec().qualifiedName()
            + " --help");
  }
}
