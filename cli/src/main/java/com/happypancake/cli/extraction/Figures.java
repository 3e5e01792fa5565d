package com.happypancake.cli.extraction;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

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
          "estimatedRows is " + estimatedRows.getAsLong() + "; expected at least the rows " + rows);
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
