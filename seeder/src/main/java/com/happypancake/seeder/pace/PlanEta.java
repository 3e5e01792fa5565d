package com.happypancake.seeder.pace;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Estimates the remaining time of a run: the time that its plan takes for the remaining events,
 * divided by how fast the run went through its plan in the last minute. Not thread-safe.
 *
 * <p>Samples of a paused run, or of one outside its hours, must not be passed on: call {@link
 * #restart} when it goes on.
 */
public final class PlanEta {

  private static final double WINDOW_SECONDS = 60;
  private static final double SPACING_SECONDS = 1;

  /** A plan counts for so long at the start, as if the run had kept it. */
  private static final double PRIOR_SECONDS = 6;

  private static final double LEAST_SECONDS = 2;

  private final Deque<Sample> samples = new ArrayDeque<>();
  private RatePlan plan;
  private long planFirst;

  private record Sample(long nanos, double place) {}

  /** Creates an estimate for a run that begins with event 0. */
  public PlanEta(RatePlan plan) {
    this.plan = plan;
  }

  /**
   * Measures anew, for the same plan or another one.
   *
   * @param first the number of the event in the run that is the plan's event 0
   */
  public void restart(RatePlan newPlan, long first) {
    plan = newPlan;
    planFirst = first;
    samples.clear();
  }

  /**
   * Takes the number of confirmed events of the run.
   *
   * @param nowNanos the current time, not before the last sample
   */
  public void sample(long confirmed, long nowNanos) {
    Sample last = samples.peekLast();
    if (last == null || nowNanos - last.nanos() >= SPACING_SECONDS * 1e9) {
      samples.addLast(new Sample(nowNanos, place(confirmed)));
    }
    while (samples.size() > 2 && nowNanos - samples.getFirst().nanos() > WINDOW_SECONDS * 1e9) {
      samples.removeFirst();
    }
  }

  /**
   * Returns the remaining time; empty if it is not known, as nothing was confirmed for a minute.
   *
   * @param confirmed the confirmed events of the run
   * @param remaining the events that are not confirmed yet
   */
  public Optional<Duration> remaining(long confirmed, long remaining) {
    if (samples.size() < 2) {
      return Optional.empty();
    }
    Sample first = samples.getFirst();
    Sample last = samples.getLast();
    double seconds = (last.nanos() - first.nanos()) / 1e9;
    double places = last.place() - first.place();
    boolean unlimited = plan instanceof RatePlan.Unlimited;
    double prior = unlimited ? 0 : PRIOR_SECONDS * Math.max(0, 1 - seconds / WINDOW_SECONDS);
    if (seconds < LEAST_SECONDS || places + prior <= 0) {
      return Optional.empty();
    }
    double left = place(confirmed + remaining) - place(confirmed);
    double millis = left * (prior + seconds) / (prior + places) * 1e3;
    return Optional.of(Duration.ofMillis(Math.round(Math.min(millis, Long.MAX_VALUE / 1e6))));
  }

  /** Returns the seconds of the plan until an event; the event's number if it has no rate. */
  private double place(long n) {
    return plan instanceof RatePlan.Unlimited ? n : plan.dueNanos(Math.max(0, n - planFirst)) / 1e9;
  }
}
