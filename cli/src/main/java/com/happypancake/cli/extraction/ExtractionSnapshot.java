package com.happypancake.cli.extraction;

import com.happypancake.schemas.catalogue.LegacyTable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The progress of an extraction at one moment.
 *
 * @param all the figures of all tables together
 * @param underWay the tables that are neither waiting nor done, in starting order
 * @param tablesDone the number of tables that are done
 * @param tables the number of all tables
 * @param paused the reason for a pause; empty if there is none
 */
record ExtractionSnapshot(
    Figures all, List<TableFigures> underWay, int tablesDone, int tables, Optional<String> paused) {

  ExtractionSnapshot {
    underWay = List.copyOf(underWay);
  }

  /**
   * The progress of a table.
   *
   * @param table the table's qualified name
   * @param comparedKeys the number of keys that were compared with the delta's base
   * @param waiting what the table waits for, if nothing of it arrives, as half a sentence
   */
  record TableFigures(
      String table,
      TableStage stage,
      Figures figures,
      long comparedKeys,
      Optional<String> waiting) {

    /** Returns a short name for a terminal, without control characters. */
    String label() {
      return LegacyTable.withoutDefaultSchema(table).replaceAll("\\p{Cntrl}", "?");
    }
  }

  /** The stage of a table. */
  enum TableStage {
    /** This run has not begun the table. */
    WAITING,
    /** The run reads the table. */
    READING,
    /** A task failed, and no row has arrived since. */
    RETRYING,
    /** The run compares the table's keys with those of the delta's base. */
    COMPARING,
    /** The whole table was read. */
    DONE
  }

  /**
   * The progress of a table, or of all tables.
   *
   * @param rows the rows in the dump, including those of a resumed run
   * @param estimatedRows the estimated total; empty if unknown or below {@code rows}
   * @param bytes the bytes of these rows before compression
   * @param rowsPerSecond the recent rate; empty if not measured, such as during a pause
   * @param remaining the remaining time at that rate; empty if unknown
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

    /**
     * Returns figures with the remaining time, and without an estimate that is too low.
     *
     * @param moving whether rows arrive; if not, no remaining time is known
     */
    static Figures of(
        long rows,
        OptionalLong estimatedRows,
        long bytes,
        OptionalDouble rowsPerSecond,
        boolean moving) {
      OptionalLong possible =
          estimatedRows.isPresent() && estimatedRows.getAsLong() >= rows
              ? estimatedRows
              : OptionalLong.empty();
      double rate = rowsPerSecond.orElse(0);
      Optional<Duration> remaining =
          moving && possible.isPresent() && rate > 0
              ? Optional.of(Duration.ofMillis((long) ((possible.getAsLong() - rows) * 1e3 / rate)))
              : Optional.empty();
      return new Figures(rows, possible, bytes, rowsPerSecond, remaining);
    }

    /** Returns the fraction of rows read, from 0 to 1; empty without an estimate. */
    OptionalDouble fraction() {
      if (estimatedRows.isEmpty()) {
        return OptionalDouble.empty();
      }
      long of = estimatedRows.getAsLong();
      return OptionalDouble.of(of == 0 ? 1 : (double) rows / of);
    }
  }
}
