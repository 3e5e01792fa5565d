package com.happypancake.transformer;

import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.catalogue.EventDefinition;
import com.happypancake.schemas.value.WallClock;
import com.happypancake.transformer.mapping.Fact;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides which facts a {@link Choice} keeps. Immutable. */
final class ChosenFacts {

  private final Optional<Set<EventDefinition>> types;
  private final Optional<MemberSample> sample;
  private final long firstTick;
  private final long endTick;

  /**
   * Creates the decision of a choice.
   *
   * @param sample the sample of the choice, which all its members have joined
   */
  ChosenFacts(Choice choice, EventCatalogue catalogue, Optional<MemberSample> sample) {
    this.types =
        Optional.of(choice.types())
            .filter(names -> !names.isEmpty())
            .map(names -> names.stream().map(catalogue::byType).collect(Collectors.toSet()));
    this.sample = sample;
    this.firstTick = choice.from().map(ChosenFacts::ticks).orElse(Long.MIN_VALUE);
    this.endTick = choice.to().map(ChosenFacts::ticks).orElse(Long.MAX_VALUE);
  }

  /** Returns the first tick of an instant or after it. */
  private static long ticks(Instant instant) {
    int nanos = instant.getNano() + WallClock.NANOS_PER_TICK - 1;
    return instant.getEpochSecond() * WallClock.TICKS_PER_SECOND + nanos / WallClock.NANOS_PER_TICK;
  }

  /** Returns whether events of a type are chosen. Decides alone for a delta. */
  boolean containsType(EventDefinition type) {
    return types.isEmpty() || types.get().contains(type);
  }

  /**
   * Returns whether a fact's event is chosen.
   *
   * @param instant the event's time, in 100-nanosecond ticks of UTC since 1970-01-01
   */
  boolean contains(Fact fact, long instant) {
    return firstTick <= instant
        && instant < endTick
        && containsType(fact.event())
        && (sample.isEmpty() || sample.get().contains(fact));
  }
}
