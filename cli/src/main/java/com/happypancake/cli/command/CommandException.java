package com.happypancake.cli.command;

import java.util.Locale;

/** A command's failure, with a message for the user and an exit code. */
public final class CommandException extends Exception {

  private static final long serialVersionUID = 1L;

  private final ExitCode code;

  /** The message says what is wrong, where, and what to do. It holds no secrets. */
  public CommandException(ExitCode code, String message) {
    super(message);
    this.code = code;
  }

  /** Only {@code --verbose} shows the cause. */
  public CommandException(ExitCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** Returns a failure with a message formatted as by {@link String#format}. */
  public static CommandException format(ExitCode code, String format, Object... values) {
    return new CommandException(code, String.format(Locale.ROOT, format, values));
  }

  /** Returns a usage error with a message formatted as by {@link String#format}. */
  public static CommandException usage(String format, Object... values) {
    return format(ExitCode.USAGE, format, values);
  }

  public ExitCode code() {
    return code;
  }
}
