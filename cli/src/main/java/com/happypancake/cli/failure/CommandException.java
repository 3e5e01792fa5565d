package com.happypancake.cli.failure;

import java.util.Locale;

/** An end that a command itself decides: a message for the user and an exit code. */
public final class CommandException extends Exception {

  private static final long serialVersionUID = 1L;

  private final ExitCode code;

  /**
   * An end with a message.
   *
   * @param code the exit code
   * @param message what, where and what to do; with no secret in it
   */
  public CommandException(ExitCode code, String message) {
    super(message);
    this.code = code;
  }

  /**
   * An end with a message, and what led to it.
   *
   * @param code the exit code
   * @param message as above
   * @param cause shown by {@code --verbose} alone
   */
  public CommandException(ExitCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** Returns an end with a message, as {@link String#format}. */
  public static CommandException format(ExitCode code, String format, Object... values) {
    return new CommandException(code, String.format(Locale.ROOT, format, values));
  }

  /** Returns the exit code. */
  public ExitCode code() {
    return code;
  }
}
