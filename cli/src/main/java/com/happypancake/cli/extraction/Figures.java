package com.happypancake.cli.extraction;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How far something is.
 *
 * @param rows that stand, those of an earlier run included
 * @param estimatedRows of it in all; empty where that is not known, or was found to be too few
 * @param bytes of these rows, as the dump holds them before deflate
 * @param rowsPerSecond read of late; empty where not measured, as during a pause
 * @param remaining how long the rest takes at that rate; empty where that is not known
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

  /** Returns the same with the time that the rest takes. */
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

  /** Returns the part of the rows that stand, 0 to 1; empty where it is not known of how many. */
  OptionalDouble fraction() {
    if (estimatedRows.isEmpty()) {
      return OptionalDouble.empty();
    }
    long of = estimatedRows.getAsLong();
    return OptionalDouble.of(of == 0 ? 1 : (double) rows / of);
  }
}
