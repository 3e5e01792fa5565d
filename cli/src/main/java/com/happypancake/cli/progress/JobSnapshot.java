package com.happypancake.cli.progress;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The progress of a job at one moment.
 *
 * @param phase the activity, such as {@code mapping}
 * @param fraction the part of the whole job that is done, from 0 to 1
 * @param amounts the amounts of work of the phase, the leading one first; at least one
 * @param elapsed the time since the run began
 * @param remaining the time that the rest of the whole job takes; empty if unknown
 */
public record JobSnapshot(
    String phase,
    double fraction,
    List<Amount> amounts,
    Duration elapsed,
    Optional<Duration> remaining) {

  /** Copies the list. */
  public JobSnapshot {
    amounts = List.copyOf(amounts);
  }

  /** The units of work. */
  public enum Unit {
    ROWS,
    EVENTS,
    RECORDS,
    BYTES
  }

  /**
   * An amount of work.
   *
   * @param done the work so far, also that of an earlier run
   * @param total the work of the whole phase; empty if unknown
   * @param perSecond the recent rate of this run; empty if not measured
   */
  public record Amount(Unit unit, long done, OptionalLong total, OptionalDouble perSecond) {}
}
