package com.happypancake.cli.command;

import java.util.Locale;

/** A failure that a command itself reports: a message for the user and an exit code. */
public final class CommandException extends Exception {

  private static final long serialVersionUID = 1L;

  private final ExitCode code;

  /** A failure; its message tells what is wrong, where, and what to do, without secrets. */
  public CommandException(ExitCode code, String message) {
    super(message);
    this.code = code;
  }

  /** A failure with a cause, which {@code --verbose} alone shows. */
  public CommandException(ExitCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** Returns a failure with a message, as {@link String#format}. */
  public static CommandException format(ExitCode code, String format, Object... values) {
    return new CommandException(code, String.format(Locale.ROOT, format, values));
  }

  /** Returns a complaint about the command line, as {@link String#format}. */
  public static CommandException usage(String format, Object... values) {
    return format(ExitCode.USAGE, format, values);
  }

  /** Returns the exit code. */
  public ExitCode code() {
    return code;
  }
}
