package com.happypancake.seeder.pace;

/**
 * What became of the events that were sent: each is confirmed, returned, nacked or in flight.
 *
 * @param sent events handed to the broker's connection
 * @param confirmed of these, held by every queue that they were routed to
 * @param returned of these, given back since no queue wanted them
 * @param nacked of these, refused by the broker
 * @param firstUnconfirmedOrdinal every event before it is confirmed; where to resume
 */
public record Confirms(
    long sent, long confirmed, long returned, long nacked, long firstUnconfirmedOrdinal) {

  /** Returns how many of the events sent are without an answer. */
  public long inFlight() {
    return sent - confirmed - returned - nacked;
  }

  /** Tells whether an event came back or was refused. */
  public boolean anyMissing() {
    return returned > 0 || nacked > 0;
  }
}
