package com.happypancake.cli.progress;

import com.happypancake.cli.progress.RateWindow.Measured;
import java.time.Duration;
import java.util.Optional;

/**
 * Estimates a job's remaining time from the cost of its remaining work and from the rate at which
 * cost was paid during the last minute.
 *
 * <p>Costs are in nanoseconds on a reference machine. In the first minute the measured rate is
 * mixed with that machine's, ever less, because little was measured. Not thread-safe.
 */
public final class RemainingTime {

  /** The time that the reference machine's rate counts for at the start. */
  private static final double PRIOR_NANOS = 6e9;

  private final RateWindow paid = new RateWindow(CountedJob.WINDOW);
  private long startNanos;

  /** Starts the measurement. */
  public void start(long nanos) {
    startNanos = nanos;
    paid.restart(nanos);
  }

  /** Takes the cost of all work that this run has done. */
  public void stands(double cost, long nanos) {
    paid.stands(Math.round(cost), nanos);
  }

  /**
   * Returns the remaining time; empty if nothing was paid for a minute, or before the start.
   *
   * @param cost the cost of the remaining work
   */
  public Optional<Duration> of(double cost, long nanos) {
    Optional<Measured> measured = paid.measured(nanos);
    if (measured.isEmpty()) {
      return Optional.empty();
    }
    double window = CountedJob.WINDOW.toNanos();
    double prior = PRIOR_NANOS * Math.max(0, 1 - (nanos - startNanos) / window);
    double rate = (prior + measured.get().units()) / (prior + measured.get().nanos());
    return rate > 0 ? Optional.of(Duration.ofMillis((long) (cost / rate / 1e6))) : Optional.empty();
  }
}
