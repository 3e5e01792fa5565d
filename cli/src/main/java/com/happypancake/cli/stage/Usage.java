package com.happypancake.cli.stage;

import com.happypancake.cli.failure.CommandException;
import com.happypancake.cli.failure.ExitCode;
import com.happypancake.schemas.catalogue.SchemaException;
import java.nio.file.Path;
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

  /**
   * Makes a path of an option that can be something else too.
   *
   * @throws CommandException if it is none
   */
  static Path path(String option, String text) throws CommandException {
    if (text.isEmpty()) {
      throw new CommandException(ExitCode.USAGE, option + ": is empty; expected a path");
    }
    return check(() -> Path.of(text));
  }
}
