package com.happypancake.cli.console;

/** How a command tells on standard error what happens. */
public enum LogFormat {
  /** Lines for people; bars on a terminal. */
  TEXT,
  /** One JSON object a line, and nothing else. */
  JSON
}
