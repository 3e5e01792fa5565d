package com.happypancake.seeder;

import com.happypancake.seeder.pace.RatePlan;

/**
 * A person's hold on a run. All methods return at once and may be called by any thread, before,
 * during and after the run.
 */
public interface SeedControl {

  /** Returns the state of the run as of at most a second ago. */
  SeedSnapshot snapshot();

  /** Replaces the plan from now on. */
  void rate(RatePlan plan);

  /** Publishes nothing more until {@link #resume}. Connection and lock stay. */
  void pause();

  /** Lets a paused run go on. */
  void resume();

  /** Ends the run: waits a few seconds for outstanding confirms, then writes the log. */
  void stop();
}
