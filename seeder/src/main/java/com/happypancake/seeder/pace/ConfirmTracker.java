package com.happypancake.seeder.pace;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/**
 * Matches the broker's answers to the published events within a bounded window.
 *
 * <p>The window reaches from the oldest event without an answer to the newest event. So at most
 * {@code window} events are in doubt after a lost connection. The broker also confirms an event
 * that it returned; such an event counts as returned only. Publishing sequence numbers are those of
 * a new channel and start at 1.
 *
 * <p>Not thread-safe.
 */
public final class ConfirmTracker {

  private static final int SIGNIFICANT_DIGITS = 3;
  private static final long NANOS_PER_MICRO = 1_000;

  private enum State {
    SENT,
    RETURNED,
    SETTLED
  }

  private final long firstOrdinal;
  private final State[] states;
  private final long[] dueNanos;
  private final Histogram latencyMicros = new Histogram(SIGNIFICANT_DIGITS);
  private long nextSequence = 1;
  private long oldestSequence = 1;
  private long confirmed;
  private long returned;
  private long nacked;
  private OptionalLong firstMissingOrdinal = OptionalLong.empty();

  /**
   * Creates a tracker without events.
   *
   * @param window the maximum number of events in flight, at least 1
   * @param firstOrdinal the ordinal of the event that is sent first
   */
  public ConfirmTracker(int window, long firstOrdinal) {
    if (window < 1) {
      throw new IllegalArgumentException("a window holds at least one event, not " + window);
    }
    this.firstOrdinal = firstOrdinal;
    this.states = new State[window];
    this.dueNanos = new long[window];
    Arrays.fill(states, State.SETTLED);
  }

  /** Returns whether another event may be sent. */
  public boolean hasRoom() {
    return nextSequence - oldestSequence < states.length;
  }

  /**
   * Adds an event before it is published.
   *
   * @param sequence the event's publishing sequence number
   * @param ordinal the event's ordinal
   * @param due the time when the event was due; its latency starts here
   * @throws IllegalStateException if the window is full, or a number does not follow the last one
   */
  public void sent(long sequence, long ordinal, long due) {
    if (!hasRoom() || sequence != nextSequence || ordinal != ordinal(sequence)) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "expected sequence number %d with ordinal %d in a window with room;"
                  + " got %d with %d, %d in flight",
              nextSequence,
              ordinal(nextSequence),
              sequence,
              ordinal,
              confirms().inFlight()));
    }
    states[slot(sequence)] = State.SENT;
    dueNanos[slot(sequence)] = due;
    nextSequence++;
  }

  /**
   * Counts a returned event.
   *
   * @param ordinal the ordinal from the event's header
   * @return false if no such event is in flight; then nothing changed
   */
  public boolean returned(long ordinal) {
    long sequence = ordinal - firstOrdinal + 1;
    if (!isInWindow(sequence) || states[slot(sequence)] != State.SENT) {
      return false;
    }
    states[slot(sequence)] = State.RETURNED;
    returned++;
    missing(sequence);
    return true;
  }

  /**
   * Counts a confirm.
   *
   * @param sequence the publishing sequence number
   * @param multiple whether all events before it are confirmed too; with sequence 0, all events
   * @param nowNanos the current time
   */
  public void confirmed(long sequence, boolean multiple, long nowNanos) {
    for (long each = first(sequence, multiple); each <= last(sequence, multiple); each++) {
      if (settle(each)) {
        confirmed++;
        latencyMicros.recordValue(Math.max(0, nowNanos - dueNanos[slot(each)]) / NANOS_PER_MICRO);
      }
    }
    moveOn();
  }

  /**
   * Counts a refusal: at least one queue does not hold the event.
   *
   * @param sequence the publishing sequence number
   * @param multiple whether all events before it are refused too; with sequence 0, all events
   */
  public void nacked(long sequence, boolean multiple) {
    for (long each = first(sequence, multiple); each <= last(sequence, multiple); each++) {
      if (settle(each)) {
        nacked++;
        missing(each);
      }
    }
    moveOn();
  }

  private long first(long sequence, boolean multiple) {
    return multiple ? oldestSequence : Math.max(sequence, oldestSequence);
  }

  private long last(long sequence, boolean multiple) {
    return multiple && sequence == 0 ? nextSequence - 1 : Math.min(sequence, nextSequence - 1);
  }

  /** Settles an event. Returns false if it was already settled or returned. */
  private boolean settle(long sequence) {
    boolean awaited = states[slot(sequence)] == State.SENT;
    states[slot(sequence)] = State.SETTLED;
    return awaited;
  }

  private void moveOn() {
    while (oldestSequence < nextSequence && states[slot(oldestSequence)] == State.SETTLED) {
      oldestSequence++;
    }
  }

  private void missing(long sequence) {
    long ordinal = ordinal(sequence);
    if (firstMissingOrdinal.isEmpty() || ordinal < firstMissingOrdinal.getAsLong()) {
      firstMissingOrdinal = OptionalLong.of(ordinal);
    }
  }

  private boolean isInWindow(long sequence) {
    return sequence >= oldestSequence && sequence < nextSequence;
  }

  private int slot(long sequence) {
    return (int) (sequence % states.length);
  }

  private long ordinal(long sequence) {
    return firstOrdinal + sequence - 1;
  }

  /** Returns the current counts. */
  public Confirms confirms() {
    long oldestOrdinal = ordinal(oldestSequence);
    return new Confirms(
        nextSequence - 1,
        confirmed,
        returned,
        nacked,
        Math.min(oldestOrdinal, firstMissingOrdinal.orElse(oldestOrdinal)));
  }

  /** Returns the latency of confirmed events. */
  public Latency latency() {
    return Latency.of(latencyMicros);
  }

  /**
   * Percentiles of the time from an event's due time to its confirm, in microseconds.
   *
   * <p>They have three significant digits, and are 0 if nothing was confirmed.
   *
   * @param p50Micros the median
   * @param p90Micros the 90th percentile
   * @param p99Micros the 99th percentile
   * @param p999Micros the 99.9th percentile
   * @param maxMicros the maximum
   */
  public record Latency(
      long p50Micros, long p90Micros, long p99Micros, long p999Micros, long maxMicros) {

    static Latency of(Histogram micros) {
      return new Latency(
          micros.getValueAtPercentile(50),
          micros.getValueAtPercentile(90),
          micros.getValueAtPercentile(99),
          micros.getValueAtPercentile(99.9),
          micros.getMaxValue());
    }
  }

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
}
