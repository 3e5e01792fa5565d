package com.happypancake.seeder.audit;

import java.util.OptionalLong;

/**
 * The events of a folder that the audit queue received.
 *
 * @param expected the number of events in the folder
 * @param ordinals which events arrived
 * @param content whether their bytes equal the folder's
 * @param foreign the number of messages of other folders
 */
public record AuditResult(long expected, Ordinals ordinals, Content content, long foreign) {

  /**
   * The counts of the events that arrived.
   *
   * @param received the number of different events
   * @param duplicates the number of events that arrived again
   * @param outOfOrder the number of events that first arrived after one with a higher ordinal
   * @param firstMissing the lowest ordinal that did not arrive
   */
  public record Ordinals(
      long received, long duplicates, long outOfOrder, OptionalLong firstMissing) {}

  /**
   * Whether the events have the folder's bytes. Parts are compared until an event is missing or out
   * of order.
   *
   * @param parts the number of parts in the folder
   * @param compared the number of compared parts
   * @param altered the number of compared parts with different bytes
   */
  public record Content(int parts, int compared, int altered) {}

  /** Returns whether every event arrived once, in order, and with the folder's bytes. */
  public boolean isExact() {
    return ordinals.received() == expected
        && ordinals.duplicates() == 0
        && ordinals.outOfOrder() == 0
        && content.altered() == 0
        && content.compared() == content.parts();
  }
}
