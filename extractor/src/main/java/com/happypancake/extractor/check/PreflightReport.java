package com.happypancake.extractor.check;

import com.happypancake.extractor.check.Finding.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The result of a check.
 *
 * @param findings in the order in which an extraction meets their subjects
 * @param tables in the order of the schema
 * @param atLimits how long reading takes at the rate limits; empty without a limit or a known size
 * @param freeBytes of the dump's disk; empty if unknown
 */
public record PreflightReport(
    List<Finding> findings,
    List<TableForecast> tables,
    Optional<Duration> atLimits,
    OptionalLong freeBytes) {

  public PreflightReport {
    findings = List.copyOf(findings);
    tables = List.copyOf(tables);
  }

  /** Returns the first refusal; empty if the extraction would begin. */
  public Optional<Finding> refusal() {
    return findings.stream().filter(each -> each.status() == Status.REFUSED).findFirst();
  }

  /** Returns the rows of all tables; empty if those of any table are unknown. */
  public OptionalLong rows() {
    return sum(tables, table -> table.size().rows());
  }

  /** Returns the bytes of all tables; empty if those of any table are unknown. */
  public OptionalLong bytes() {
    return sum(tables, table -> table.size().bytes());
  }

  /** Returns the chunks of all tables; empty if those of any table are unknown. */
  public OptionalLong chunks() {
    return sum(tables, table -> table.cut().chunks());
  }

  static OptionalLong sum(
      List<TableForecast> tables, Function<TableForecast, OptionalLong> figure) {
    long sum = 0;
    for (TableForecast table : tables) {
      OptionalLong one = figure.apply(table);
      if (one.isEmpty()) {
        return OptionalLong.empty();
      }
      sum += one.getAsLong();
    }
    return OptionalLong.of(sum);
  }

  /**
   * What an extraction would do with one table.
   *
   * @param table its qualified name
   * @param differences from the schema, each the end of a sentence; with any, the rest is empty
   * @param size as the source estimates it
   * @param delta how a later delta would find its changed rows
   */
  public record TableForecast(
      String table, List<String> differences, SourceSize size, Cut cut, ChangesBy delta) {

    public enum ChangesBy {
      /** By a rowversion, which every change renews. */
      ROWVERSION,
      /** By the time at which a row was appended. */
      TIME_COLUMN,
      /** Not at all: no delta of the table can be extracted. */
      NONE
    }

    public TableForecast {
      differences = List.copyOf(differences);
    }

    /** Returns the forecast of a table that can't be read because it differs from the schema. */
    static TableForecast differing(String table, List<String> differences) {
      OptionalLong unknown = OptionalLong.empty();
      return new TableForecast(
          table,
          differences,
          new SourceSize(unknown, unknown),
          new Cut(unknown, List.of(), Optional.empty()),
          ChangesBy.NONE);
    }

    /**
     * The size of a table in the source.
     *
     * @param rows empty if the source has no estimate
     * @param bytes of the rows before encoding and compression; empty if unknown
     */
    public record SourceSize(OptionalLong rows, OptionalLong bytes) {}

    /**
     * The chunks of a table.
     *
     * @param chunks their number; empty if the table's rows are unknown
     * @param key names of the columns that divide the table; empty if it is read in one piece
     * @param whole why it is read in one piece, as half a sentence; empty if it is divided
     */
    public record Cut(OptionalLong chunks, List<String> key, Optional<String> whole) {

      public Cut {
        key = List.copyOf(key);
      }
    }
  }
}
