package com.happypancake.seeder.pace;

import java.util.Locale;
import java.util.OptionalDouble;

/** The rate at which events are published. */
public sealed interface EventRate {

  /** Returns the events per second; empty for an unlimited rate. */
  OptionalDouble target();

  /**
   * A steady rate.
   *
   * @param eventsPerSecond 0.001 to 1,000,000,000
   */
  record PerSecond(double eventsPerSecond) implements EventRate {

    private static final double SLOWEST = 0.001;
    private static final double FASTEST = 1e9;

    /**
     * Checks the rate.
     *
     * @throws IllegalArgumentException if the rate is out of range
     */
    public PerSecond {
      if (!(eventsPerSecond >= SLOWEST && eventsPerSecond <= FASTEST)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "a rate is %s to %.0f events per second, not %s",
                SLOWEST,
                FASTEST,
                eventsPerSecond));
      }
    }

    @Override
    public OptionalDouble target() {
      return OptionalDouble.of(eventsPerSecond);
    }
  }

  /** An unlimited rate. Only the window of unconfirmed events limits it. */
  record Unlimited() implements EventRate {

    @Override
    public OptionalDouble target() {
      return OptionalDouble.empty();
    }
  }
}
