package com.happypancake.cli;

import com.happypancake.cli.failure.CommandException;
import com.happypancake.cli.failure.ExitCode;

/** A command that only holds others. */
public abstract class Group extends Subcommand {

  /** A group of a session. */
  protected Group(Session session) {
    super(session);
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
