package com.happypancake.seeder.pace;

import java.util.OptionalDouble;

/**
 * Computes when each event of a run is due by its plan.
 *
 * <p>Each due time is computed from the event's number since an anchor, so errors do not
 * accumulate. A run that is late by at most {@code maxCatchUpNanos} catches up by sending without a
 * pause. Beyond that, the whole schedule slips by {@link #slippedNanos}. A pause, a new plan and a
 * cap move the anchor. None of them loses the place in the plan, which goes on with the next event.
 *
 * <p>Not thread-safe. Nanoseconds are those of {@link System#nanoTime}.
 */
public final class Pacer {

  private final long maxCatchUpNanos;
  private RatePlan plan;

  /** The event that is the plan's event 0. */
  private long planFirst;

  /** The event from which due times count, when it is due, and where in the plan it is. */
  private long anchor;

  private long anchorNanos;
  private long anchorPlanNanos;

  private OptionalDouble cap = OptionalDouble.empty();
  private boolean paused;
  private long changedNanos;
  private long slippedNanos;

  /**
   * Creates a schedule.
   *
   * @param plan the rate of the events
   * @param startNanos the time when event 0 is due
   * @param maxCatchUpNanos the maximum delay that a late run catches up
   */
  public Pacer(RatePlan plan, long startNanos, long maxCatchUpNanos) {
    if (maxCatchUpNanos < 0) {
      throw new IllegalArgumentException("expected a time to catch up, not " + maxCatchUpNanos);
    }
    this.plan = plan;
    this.maxCatchUpNanos = maxCatchUpNanos;
    this.anchorNanos = startNanos;
    this.changedNanos = startNanos;
  }

  /**
   * Returns the time when an event is due, which may be in the past. Latency counts from this time.
   *
   * @param n the number of the event in the run; the first is 0, and numbers do not descend
   * @param nowNanos the current time
   * @return nanoseconds; with an unlimited rate the current time
   */
  public long dueNanos(long n, long nowNanos) {
    shiftPause(nowNanos);
    if (isUnlimited() && cap.isEmpty()) {
      return nowNanos;
    }
    long dueNanos = Math.max(byPlan(n), byCap(n));
    long tooLateNanos = nowNanos - dueNanos - maxCatchUpNanos;
    if (tooLateNanos <= 0) {
      return dueNanos;
    }
    if (!isUnlimited() && dueNanos == byPlan(n)) {
      slippedNanos += tooLateNanos;
    }
    anchorNanos += tooLateNanos;
    return dueNanos + tooLateNanos;
  }

  /**
   * Replaces the plan. The new one begins now.
   *
   * @param n the number of the next event
   */
  public void plan(RatePlan newPlan, long n, long nowNanos) {
    plan = newPlan;
    planFirst = n;
    anchor = n;
    anchorPlanNanos = 0;
    anchorNanos = nowNanos;
    changedNanos = nowNanos;
  }

  /**
   * Slows the plan to a rate where it is faster, or lifts that limit.
   *
   * @param eventsPerSecond above 0; empty for no cap
   * @param n the number of the next event
   */
  public void cap(OptionalDouble eventsPerSecond, long n, long nowNanos) {
    if (!cap.equals(eventsPerSecond)) {
      long dueNanos = dueNanos(n, nowNanos);
      cap = eventsPerSecond;
      anchor = n;
      anchorPlanNanos = placeNanos(n);
      // A low cap may have put the event off for long.
      anchorNanos = Math.min(dueNanos, nowNanos + gapNanos(n));
    }
  }

  /** Returns whether the cap is lower than what the plan wants at an event. */
  public boolean isCapped(long n) {
    return cap.isPresent() && cap.getAsDouble() < plannedRate(n).orElse(Double.POSITIVE_INFINITY);
  }

  /** Stops the schedule until {@link #resume}, also for closed hours. May be called again. */
  public void pause(long nowNanos) {
    shiftPause(nowNanos);
    paused = true;
    changedNanos = nowNanos;
  }

  /** Lets a paused schedule go on. Does nothing if it is not paused. */
  public void resume(long nowNanos) {
    shiftPause(nowNanos);
    paused = false;
  }

  /** Returns how far the schedule fell behind the plan, without pauses and caps. */
  public long slippedNanos() {
    return slippedNanos;
  }

  /**
   * Returns the events per second that the plan wants at an event, whatever the cap.
   *
   * @return empty for an unlimited rate
   */
  public OptionalDouble plannedRate(long n) {
    return plan.rateAt(placeNanos(n));
  }

  /** Returns the current plan. */
  public RatePlan plan() {
    return plan;
  }

  /**
   * Returns the number of events that the plan wants in some time from an event on.
   *
   * @return empty for an unlimited rate
   */
  OptionalDouble plannedEvents(long n, long nanos) {
    OptionalDouble before = plan.eventsAt(placeNanos(n));
    OptionalDouble after = plan.eventsAt(placeNanos(n) + nanos);
    return before.isPresent()
        ? OptionalDouble.of(after.getAsDouble() - before.getAsDouble())
        : before;
  }

  /** Returns whether a time is before the last change of the plan or the end of the last pause. */
  boolean hasChangedSince(long nanos) {
    return paused || nanos - changedNanos < 0;
  }

  private long placeNanos(long n) {
    return plan.dueNanos(Math.max(0, n - planFirst));
  }

  private boolean isUnlimited() {
    return plan instanceof RatePlan.Unlimited;
  }

  private long byPlan(long n) {
    return anchorNanos + plan.dueNanos(n - planFirst) - anchorPlanNanos;
  }

  private long byCap(long n) {
    return cap.isPresent()
        ? anchorNanos + Math.round((n - anchor) / cap.getAsDouble() * 1e9)
        : byPlan(n);
  }

  /** Returns the time from an event to the next. */
  private long gapNanos(long n) {
    long byPlanNanos = placeNanos(n + 1) - placeNanos(n);
    return cap.isPresent()
        ? Math.max(byPlanNanos, Math.round(1e9 / cap.getAsDouble()))
        : byPlanNanos;
  }

  /** Moves the schedule by the time for which it was paused so far. */
  private void shiftPause(long nowNanos) {
    if (paused) {
      anchorNanos += nowNanos - changedNanos;
      changedNanos = nowNanos;
    }
  }
}
