package com.happypancake.seeder;

import com.happypancake.seeder.pace.Confirms;
import com.happypancake.seeder.pace.Latency;
import com.happypancake.seeder.pace.Rate;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * What a run did.
 *
 * @param outcome how it ended
 * @param check what was known before it
 * @param prefix before the names of exchange and queues
 * @param target the rate that was asked for
 * @param window how many events could be without an answer
 * @param confirms what became of the events; what is in flight here has no answer for good
 * @param bytes bodies of the events that were sent
 * @param elapsed from the first event's turn to the last answer
 * @param slipped by how much the schedule ended later than the rate alone would have it
 * @param blocked how long the broker said that it accepts nothing
 * @param peakPerSecond the most events sent in one of the run's whole seconds; empty in a run
 *     shorter than one
 * @param latency from when an event was due to its confirm
 */
public record SeedReport(
    SeedOutcome outcome,
    SeedCheck check,
    String prefix,
    Rate target,
    int window,
    Confirms confirms,
    long bytes,
    Duration elapsed,
    Duration slipped,
    Duration blocked,
    OptionalLong peakPerSecond,
    Latency latency) {

  private static final double NANOS_PER_SECOND = 1e9;

  /** Returns the ordinal to continue with; all events before it are confirmed. */
  public long resumeOrdinal() {
    return confirms.firstUnconfirmedOrdinal();
  }

  /** Returns how many events a run from {@link #resumeOrdinal} repeats at most. */
  public long mayRepeat() {
    return check.firstOrdinal() + confirms.sent() - resumeOrdinal();
  }

  /** Returns the events confirmed per second of the run. */
  public double meanPerSecond() {
    return elapsed.isZero() ? 0 : confirms.confirmed() / (elapsed.toNanos() / NANOS_PER_SECOND);
  }

  /** Returns the report as a JSON object, whose names do not change. */
  public String toJson() {
    return SeedReportJson.of(this);
  }
}
