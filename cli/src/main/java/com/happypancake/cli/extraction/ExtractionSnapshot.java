package com.happypancake.cli.extraction;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

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

  /**
   * The progress of a table, or of all tables.
   *
   * @param rows in the dump, with those of a resumed run
   * @param estimatedRows in all; empty if not known, or if there are more rows by now
   * @param bytes of these rows, as the dump holds them before deflate
   * @param rowsPerSecond the recent rate; empty if not measured, as during a pause
   * @param remaining how long the rest takes at that rate; empty if not known
   */
  record Figures(
      long rows,
      OptionalLong estimatedRows,
      long bytes,
      OptionalDouble rowsPerSecond,
      Optional<Duration> remaining) {

    Figures {
      if (estimatedRows.isPresent() && estimatedRows.getAsLong() < rows) {
        throw new IllegalArgumentException(
            "estimatedRows is "
                + estimatedRows.getAsLong()
                + "; expected at least the rows "
                + rows);
      }
    }

    /** Returns figures with the remaining time. */
    static Figures of(
        long rows, OptionalLong estimatedRows, long bytes, OptionalDouble rowsPerSecond) {
      OptionalLong possible =
          estimatedRows.isPresent() && estimatedRows.getAsLong() >= rows
              ? estimatedRows
              : OptionalLong.empty();
      double rate = rowsPerSecond.orElse(0);
      Optional<Duration> remaining =
          possible.isPresent() && rate > 0
              ? Optional.of(Duration.ofMillis((long) ((possible.getAsLong() - rows) * 1e3 / rate)))
              : Optional.empty();
      return new Figures(rows, possible, bytes, rowsPerSecond, remaining);
    }

    /**
     * Returns the fraction of the rows that are read, 0 to 1; empty if the number of rows is not
     * known.
     */
    OptionalDouble fraction() {
      if (estimatedRows.isEmpty()) {
        return OptionalDouble.empty();
      }
      long of = estimatedRows.getAsLong();
      return OptionalDouble.of(of == 0 ? 1 : (double) rows / of);
    }
  }
}
