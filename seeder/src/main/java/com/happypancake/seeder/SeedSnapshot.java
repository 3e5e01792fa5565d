package com.happypancake.seeder;

import com.happypancake.seeder.pace.LatencySummary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The state of a run at an instant.
 *
 * @param time when it was taken
 * @param name the seed's name
 * @param phase what the run does
 * @param plan the plan's text, for example {@code 100..5000/10m, 5000}
 * @param counts the events of the seed and of this run
 * @param rates the rates of the last second
 * @param latency from an event's intended time to its confirm, in the last second
 * @param depths the watched queues or consumers whose depth is known
 * @param limit what holds the rate below the plan, for example {@code queue news holds 50000
 *     messages}; empty if nothing does
 * @param elapsed the time since the run began
 * @param remaining the time until the last confirm, by the plan and the smoothed rate; empty if
 *     unknown
 * @param incidents the number of lost connections, returned or refused events, and stalls
 */
public record SeedSnapshot(
    Instant time,
    String name,
    Phase phase,
    String plan,
    Counts counts,
    Rates rates,
    LatencySummary latency,
    List<QueueDepth> depths,
    Optional<String> limit,
    Duration elapsed,
    Optional<Duration> remaining,
    long incidents) {

  /** Copies the list. */
  public SeedSnapshot {
    depths = List.copyOf(depths);
  }

  /** What a run does. */
  public enum Phase {
    /** Checks files, log, ledger and topology. */
    CHECKING,
    /** Has no connection, or waits for the lock of another connection. */
    CONNECTING,
    /** Publishes by the plan. */
    RUNNING,
    /** A person paused it. */
    PAUSED,
    /** The plan has no rate at this time of the day. */
    WAITING,
    /** The broker accepts no events, because of an alarm. */
    BLOCKED,
    /** All is sent; the last confirms are awaited. */
    DRAINING,
    /** The run ended. */
    ENDED
  }

  /**
   * The events of a seed. All counts but those of this run include earlier runs.
   *
   * @param total the chosen events of the folder
   * @param confirmed the events whose confirms are in the synchronised log
   * @param prefix all chosen events up to this ordinal are confirmed
   * @param lastOrdinal the folder's last ordinal
   * @param inFlight the sent events without an answer
   * @param sentInRun the events that this run published, repeats included
   * @param repeatedInRun the events that this run published though an earlier publish may have
   *     arrived
   * @param returned the events that came back in this run
   * @param nacked the events that the broker refused in this run
   */
  public record Counts(
      long total,
      long confirmed,
      long prefix,
      long lastOrdinal,
      long inFlight,
      long sentInRun,
      long repeatedInRun,
      long returned,
      long nacked) {}

  /**
   * Events per second over the last whole second.
   *
   * @param sent the published events
   * @param confirmed the confirmed events
   * @param planned what the plan wants now; empty for an unlimited rate
   */
  public record Rates(double sent, double confirmed, OptionalDouble planned) {}

  /**
   * A watched queue, or a watched consumer of a stream.
   *
   * @param queue the queue's name on the broker, or the consumer's
   * @param messages the messages that wait in the queue, or behind the consumer's stored offset
   */
  public record QueueDepth(String queue, long messages) {}
}
