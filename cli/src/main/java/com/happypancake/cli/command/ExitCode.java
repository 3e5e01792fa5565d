package com.happypancake.cli.command;

/** The exit codes of hpc. See docs/exit-codes.md. */
public enum ExitCode {
  /** The command did all its work. */
  OK(0, "All was done."),
  /** An internal error: a bug. */
  INTERNAL(1, "Internal error: a bug of hpc; --verbose shows where."),
  /** The command line or the properties file is wrong. The command did not begin. */
  USAGE(2, "Wrong usage: an option, an argument or the properties file."),
  /** Data is damaged or does not match its schema or manifest. */
  DATA(3, "Data is damaged, or does not fit its schema or manifest."),
  /** A source or broker is unreachable, refuses a login or a query, or was lost. */
  CONNECTION(4, "Source or broker: unreachable, login refused, or lost."),
  /** The command refused to run for safety. */
  REFUSED(5, "Refused for safety: a folder, queue or limit stands in the way."),
  /** The run ended with events unconfirmed or returned, or with counts that differ. */
  INCOMPLETE(6, "Incomplete: events not confirmed or returned, or counts differ."),
  /** This machine lacks disk space, a permission, a file or memory. */
  LOCAL(7, "This machine: disk full, permission, missing file, memory."),
  /** The user pressed Ctrl-C. After SIGTERM the JVM exits with 143. */
  INTERRUPTED(130, "Interrupted by Ctrl-C (143: by SIGTERM).");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  /** Returns the process exit code. */
  public int number() {
    return number;
  }

  /** Returns the description for the help. */
  public String meaning() {
    return meaning;
  }
}
