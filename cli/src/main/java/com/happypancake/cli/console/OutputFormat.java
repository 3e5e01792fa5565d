package com.happypancake.cli.console;

/** The format of a command's results or log. */
public enum OutputFormat {
  /** For people. */
  TEXT,
  /** For programs: one JSON object a line. */
  JSON
}
