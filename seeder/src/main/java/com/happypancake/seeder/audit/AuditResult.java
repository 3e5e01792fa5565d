package com.happypancake.seeder.audit;

import java.util.OptionalLong;

/**
 * What the audit queue received of a folder's events.
 *
 * @param expected events of the folder
 * @param ordinals which events came
 * @param content whether their bytes are the folder's
 * @param foreign messages of other folders
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
   * Whether the events have the folder's bytes. Parts are compared until an event is missing or out
   * of order.
   *
   * @param parts of the folder
   * @param compared of these
   * @param altered of the compared parts, those with other bytes
   */
  public record Content(int parts, int compared, int altered) {}

  /** Returns whether every event came once, in order, and with the folder's bytes. */
  public boolean isExact() {
    return ordinals.received() == expected
        && ordinals.duplicates() == 0
        && ordinals.outOfOrder() == 0
        && content.altered() == 0
        && content.compared() == content.parts();
  }
}
