package com.happypancake.seeder.pace;

/**
 * The counts of the sent events. Each is confirmed, returned, nacked or in flight.
 *
 * @param sent the events passed to the broker's connection
 * @param confirmed the events held by every queue to which they were routed
 * @param returned the events that were routed to no queue
 * @param nacked the events that the broker refused
 * @param firstUnconfirmedOrdinal the ordinal from which to resume; all events before it are
 *     confirmed
 */
public record Confirms(
    long sent, long confirmed, long returned, long nacked, long firstUnconfirmedOrdinal) {

  /** Returns the number of events without an answer. */
  public long inFlight() {
    return sent - confirmed - returned - nacked;
  }

  /** Returns whether an event was returned or refused. */
  public boolean anyMissing() {
    return returned > 0 || nacked > 0;
  }
}
