package com.happypancake.seeder.audit;

import java.util.OptionalLong;

/**
 * What came of a folder's events.
 *
 * @param expected events of the folder
 * @param ordinals which events came
 * @param content whether they are the folder's bytes
 * @param foreign messages of no event of the folder
 */
public record AuditResult(long expected, Ordinals ordinals, Content content, long foreign) {

  /**
   * Which events came.
   *
   * @param received different events
   * @param duplicates events that came again
   * @param outOfOrder events that came for the first time after one with a higher ordinal
   * @param firstMissing the lowest ordinal that did not come
   */
  public record Ordinals(
      long received, long duplicates, long outOfOrder, OptionalLong firstMissing) {}

  /**
   * Whether the events that came are the folder's bytes. Parts are compared up to the first event
   * that is missing or out of order.
   *
   * @param parts of the folder
   * @param compared of these
   * @param altered of the compared parts, those with other bytes
   */
  public record Content(int parts, int compared, int altered) {}

  /** Tells whether every event came once, in order, and byte for byte as in the folder. */
  public boolean isExact() {
    return ordinals.received() == expected
        && ordinals.duplicates() == 0
        && ordinals.outOfOrder() == 0
        && content.altered() == 0
        && content.compared() == content.parts();
  }
}
