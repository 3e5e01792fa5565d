package com.happypancake.seeder.pace;

import java.util.OptionalDouble;

/** The rate of a run over its time. Immutable. */
public interface RatePlan {

  /** Returns the plan as a person writes it: {@code 100..5000/10m, 5000/2h, 20000}. */
  @Override
  String toString();

  /**
   * Returns the events per second at a time.
   *
   * @param elapsedNanos the time since the plan began
   * @return empty for an unlimited rate
   */
  OptionalDouble rateAt(long elapsedNanos);

  /**
   * Returns when an event is due. It is computed from <i>n</i>, so errors do not accumulate.
   *
   * @param n the number of the event in the plan; the first is 0
   * @return nanoseconds since the plan began; 0 while the rate is unlimited
   */
  long dueNanos(long n);
}
