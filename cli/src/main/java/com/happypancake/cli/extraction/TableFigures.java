package com.happypancake.cli.extraction;

/**
 * How far a table is.
 *
 * @param table its qualified name
 * @param comparedKeys held against a delta's base
 */
record TableFigures(String table, TableStage stage, Figures figures, long comparedKeys) {

  private static final String DEFAULT_SCHEMA = "dbo.";

  /** Returns the table's name for a terminal: short, and without what would move the cursor. */
  String label() {
    String name =
        table.startsWith(DEFAULT_SCHEMA) ? table.substring(DEFAULT_SCHEMA.length()) : table;
    return name.replaceAll("\\p{Cntrl}", "?");
  }
}
