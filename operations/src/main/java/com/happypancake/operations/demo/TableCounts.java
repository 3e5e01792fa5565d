package com.happypancake.operations.demo;

import com.happypancake.schemas.manifest.InputPart;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What became of one table's rows.
 *
 * @param table its name without the schema
 * @param source rows that the database counts; empty where it gave no consistent count
 * @param dumped rows of the dump
 * @param mapped rows whose facts all became events
 * @param partlyRejected rows of which some facts did
 * @param rejected rows of which none did
 * @param lookup rows that are only looked up
 * @param withoutFact rows that record no fact
 * @param events that came of them
 */
public record TableCounts(
    String table,
    OptionalLong source,
    long dumped,
    long mapped,
    long partlyRejected,
    long rejected,
    long lookup,
    long withoutFact,
    long events) {

  static TableCounts of(String table, OptionalLong source, long dumped, List<InputPart> parts) {
    return new TableCounts(
        table,
        source,
        dumped,
        parts.stream().mapToLong(InputPart::getMapped).sum(),
        parts.stream().mapToLong(InputPart::getPartlyRejected).sum(),
        parts.stream().mapToLong(InputPart::getRejected).sum(),
        parts.stream().mapToLong(InputPart::getLookup).sum(),
        parts.stream().mapToLong(InputPart::getWithoutFact).sum(),
        parts.stream().mapToLong(InputPart::getEvents).sum());
  }

  /** Returns what does not add up, as a sentence without its full stop. */
  Optional<String> difference() {
    long accounted = mapped + partlyRejected + rejected + lookup + withoutFact;
    if (source.isPresent() && source.getAsLong() != dumped) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "%s: the source counts %d rows and the dump holds %d",
              table,
              source.getAsLong(),
              dumped));
    }
    return accounted == dumped
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%s: the dump holds %d rows and the transform accounts for %d",
                table,
                dumped,
                accounted));
  }
}
