package com.happypancake.seeder.audit;

import java.util.OptionalLong;

/**
 * What came of a folder's events, from the first ordinal to the last.
 *
 * @param expected events of the folder
 * @param received different events that came
 * @param duplicates that came again
 * @param outOfOrder that came after one with a higher ordinal, for the first time
 * @param firstMissingOrdinal the lowest that did not come
 * @param alteredParts parts whose events came whole and in order, and are not the folder's bytes
 * @param comparedParts parts whose events came whole and in order, so that bytes could be compared
 * @param parts of the folder
 * @param foreign messages that are of no event of the folder
 */
public record AuditResult(
    long expected,
    long received,
    long duplicates,
    long outOfOrder,
    OptionalLong firstMissingOrdinal,
    int alteredParts,
    int comparedParts,
    int parts,
    long foreign) {

  /** Tells whether every event came once, in order, and byte for byte as in the folder. */
  public boolean isExact() {
    return received == expected
        && duplicates == 0
        && outOfOrder == 0
        && alteredParts == 0
        && comparedParts == parts;
  }
}
