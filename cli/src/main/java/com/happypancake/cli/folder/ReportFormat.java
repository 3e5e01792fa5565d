package com.happypancake.cli.folder;

/** How the findings of a command are written. */
enum ReportFormat {
  /** For people. */
  TEXT,
  /** For programs: an object in a line. */
  JSON
}
