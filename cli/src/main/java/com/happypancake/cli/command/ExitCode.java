package com.happypancake.cli.command;

/** The exit codes of hpc; docs/exit-codes.md explains them. */
public enum ExitCode {
  /** All was done. */
  OK(0, "All was done."),
  /** A bug. */
  INTERNAL(1, "Internal error: a bug of hpc; --verbose shows where."),
  /** A wrong command line or properties file; nothing was begun. */
  USAGE(2, "Wrong usage: an option, an argument or the properties file."),
  /** Data is damaged, or does not fit its schema or manifest. */
  DATA(3, "Data is damaged, or does not fit its schema or manifest."),
  /** A source or a broker can't be reached, or refuses. */
  CONNECTION(4, "Source or broker: unreachable, login refused, or lost."),
  /** Refused for safety. */
  REFUSED(5, "Refused for safety: a folder, queue or limit stands in the way."),
  /** Something is missing at the end of the run. */
  INCOMPLETE(6, "Incomplete: events not confirmed or returned, or counts differ."),
  /** This machine's disk, permissions or memory. */
  LOCAL(7, "This machine: disk full, permission, missing file, memory."),
  /** Ctrl-C; the JVM itself exits with 143 at SIGTERM. */
  INTERRUPTED(130, "Interrupted by Ctrl-C (143: by SIGTERM).");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  /** Returns the number that the process exits with. */
  public int number() {
    return number;
  }

  /** Returns one sentence for the help. */
  public String meaning() {
    return meaning;
  }
}
