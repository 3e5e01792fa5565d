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
 * @param findings in the order in which an extraction meets what they are about
 * @param tables in the order of the schema
 * @param atLimits how long reading takes at the rate limits; empty if there is no limit, or the
 *     rows are not known
 * @param freeBytes of the dump's disk; empty if unknown
 */
public record PreflightReport(
    List<Finding> findings,
    List<TableForecast> tables,
    Optional<Duration> atLimits,
    OptionalLong freeBytes) {

  /** Copies the lists. */
  public PreflightReport {
    findings = List.copyOf(findings);
    tables = List.copyOf(tables);
  }

  /** Returns the first refusal; empty if the extraction would begin. */
  public Optional<Finding> refusal() {
    return findings.stream().filter(each -> each.status() == Status.REFUSED).findFirst();
  }

  /** Returns the rows of all tables; empty if those of one are not known. */
  public OptionalLong rows() {
    return sum(tables, TableForecast::rows);
  }

  /** Returns the bytes of all tables; empty if those of one are not known. */
  public OptionalLong bytes() {
    return sum(tables, TableForecast::bytes);
  }

  /** Returns the chunks of all tables; empty if those of one are not known. */
  public OptionalLong chunks() {
    return sum(tables, TableForecast::chunks);
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
}
