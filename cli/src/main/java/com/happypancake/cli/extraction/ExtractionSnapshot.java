package com.happypancake.cli.extraction;

import java.util.List;
import java.util.Optional;

/**
 * The progress of an extraction at one moment.
 *
 * @param all figures of all tables together
 * @param underWay the tables that are neither waiting nor done, in the order of their starts
 * @param tablesDone how many are done
 * @param tables how many there are
 * @param paused why the readers wait; empty if they don't
 */
record ExtractionSnapshot(
    Figures all, List<TableFigures> underWay, int tablesDone, int tables, Optional<String> paused) {

  ExtractionSnapshot {
    underWay = List.copyOf(underWay);
  }

  /**
   * The progress of a table.
   *
   * @param table its qualified name
   * @param comparedKeys how many keys were compared with a delta's base
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

  /** The stage of a table. */
  enum TableStage {
    /** This run has not read it yet. */
    WAITING,
    /** It is being read. */
    READING,
    /** A task of it failed, and no row came since. */
    RETRYING,
    /** Its keys are compared with those of a delta's base. */
    COMPARING,
    /** It was read to its end. */
    DONE
  }
}
