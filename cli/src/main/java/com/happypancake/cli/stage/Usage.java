package com.happypancake.cli.stage;

import com.happypancake.cli.failure.CommandException;
import com.happypancake.cli.failure.ExitCode;
import com.happypancake.schemas.catalogue.SchemaException;
import java.util.function.Supplier;

/** Turns what a module says of its configuration into an error of usage. */
final class Usage {

  private Usage() {}

  /**
   * Makes something of the user's own words.
   *
   * @throws CommandException with the module's message, if the words do not fit
   */
  static <T> T check(Supplier<T> made) throws CommandException {
    try {
      return made.get();
    } catch (IllegalArgumentException | SchemaException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }
}
