package com.happypancake.seeder.pace;

/**
 * Counts of the events that were sent. Each is confirmed, returned, nacked or in flight.
 *
 * @param sent events given to the broker's connection
 * @param confirmed events that every queue holds to which they were routed
 * @param returned events that were routed to no queue
 * @param nacked events that the broker refused
 * @param firstUnconfirmedOrdinal the ordinal from which to resume; every event before it is
 *     confirmed
 */
public record Confirms(
    long sent, long confirmed, long returned, long nacked, long firstUnconfirmedOrdinal) {

  /** Returns how many events have no answer. */
  public long inFlight() {
    return sent - confirmed - returned - nacked;
  }

  /** Returns whether an event came back or was refused. */
  public boolean anyMissing() {
    return returned > 0 || nacked > 0;
  }
}
