package com.happypancake.transformer.delta;

import com.google.protobuf.Message;
import com.happypancake.schemas.catalogue.EventDefinition;
import java.util.List;
import java.util.Optional;

/**
 * What a delta gives for a row.
 *
 * @param events the events in the order of their places
 * @param historyKept the number of facts that are gone and not taken back, because they are history
 * @param isLastLoginOnly whether nothing but the time of a member's last login changed
 */
public record Difference(List<Given> events, int historyKept, boolean isLastLoginOnly) {

  /** Copies the list. */
  public Difference {
    events = List.copyOf(events);
  }

  /**
   * An event.
   *
   * @param event the type
   * @param idTime the time in the event's id: the row's own time, or the delta's instant
   * @param instant the event's time, in 100-nanosecond ticks of UTC
   * @param payload a message of the type
   * @param fact the fact if the event has its instant; empty if it has the delta's instant
   */
  public record Given(
      EventDefinition event,
      long idTime,
      long instant,
      Message payload,
      Optional<TimedFact> fact) {}
}
