package com.happypancake.cli.console;

/** How a command writes its results, or what happens. */
public enum OutputFormat {
  /** For people. */
  TEXT,
  /** For programs: one JSON object a line. */
  JSON
}
