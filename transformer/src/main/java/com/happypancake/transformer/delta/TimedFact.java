package com.happypancake.transformer.delta;

import com.happypancake.transformer.event.CountryClock.UtcTime;
import com.happypancake.transformer.mapping.Fact;

/**
 * A fact at its instant.
 *
 * @param fact the fact with the row's own time
 * @param utc the instant of the row's own time
 * @param instant not before that of the row's previous fact, in 100-nanosecond ticks of UTC
 */
public record TimedFact(Fact fact, UtcTime utc, long instant) {

  String type() {
    return fact.event().type();
  }

  int place() {
    return fact.event().place();
  }

  /** Returns whether both are of the same type and own time. */
  boolean isSameFact(TimedFact other) {
    return type().equals(other.type()) && fact.time() == other.fact.time();
  }

  /** Returns whether both are given at the same instant with the same content. */
  boolean isGivenAlike(TimedFact other) {
    return instant == other.instant && fact.payload().equals(other.fact.payload());
  }
}
