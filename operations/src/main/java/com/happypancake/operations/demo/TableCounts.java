package com.happypancake.operations.demo;

import com.happypancake.schemas.manifest.InputPart;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The counts of one table's rows.
 *
 * @param table the table's name without the schema
 * @param source the database's count; empty if no consistent count exists
 * @param dumped the number of rows in the dump
 * @param transformed the transform's counts, summed over the table's parts
 */
public record TableCounts(String table, OptionalLong source, long dumped, InputPart transformed) {

  static TableCounts of(String table, OptionalLong source, long dumped, List<InputPart> parts) {
    InputPart.Builder sum = InputPart.newBuilder();
    for (InputPart part : parts) {
      sum.setMapped(sum.getMapped() + part.getMapped())
          .setPartlyRejected(sum.getPartlyRejected() + part.getPartlyRejected())
          .setRejected(sum.getRejected() + part.getRejected())
          .setLookup(sum.getLookup() + part.getLookup())
          .setWithoutFact(sum.getWithoutFact() + part.getWithoutFact())
          .setEvents(sum.getEvents() + part.getEvents());
    }
    return new TableCounts(table, source, dumped, sum.build());
  }

  /** Returns the counts that differ, as a sentence without a full stop. */
  Optional<String> difference() {
    if (source.isPresent() && source.getAsLong() != dumped) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "%s: the source counts %d rows and the dump holds %d",
              table,
              source.getAsLong(),
              dumped));
    }
    long accounted =
        transformed.getMapped()
            + transformed.getPartlyRejected()
            + transformed.getRejected()
            + transformed.getLookup()
            + transformed.getWithoutFact();
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
