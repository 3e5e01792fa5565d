package com.happypancake.seeder.engine;

/**
 * The events of a run.
 *
 * @param confirmed the seed's confirmed events, in all its runs
 * @param prefix all chosen events up to this ordinal are confirmed, and the log says so
 * @param inFlight the events without an answer
 * @param refused the events that will be sent again because the broker refused them
 * @param sent the events that this run published, repeats included
 * @param repeated those of them of which an earlier publish may have arrived
 * @param returned the events that came back
 * @param nacked the events that the broker refused
 */
public record RunCounts(
    long confirmed,
    long prefix,
    long inFlight,
    long refused,
    long sent,
    long repeated,
    long returned,
    long nacked) {}
