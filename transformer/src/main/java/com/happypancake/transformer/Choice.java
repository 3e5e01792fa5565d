package com.happypancake.transformer;

import com.google.protobuf.Timestamp;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.catalogue.EventDefinition;
import com.happypancake.schemas.manifest.EventChoice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.StringJoiner;

/**
 * Which of a dump's events a transform writes: those for which all conditions hold that are set.
 *
 * @param types the events of these types, in alphabetical order; empty for all types
 * @param from the earliest instant, inclusive
 * @param to the latest instant, exclusive
 * @param sample the share of the members that the core of a sample has, above 0 and below 1; see
 *     {@link MemberSample}
 */
public record Choice(
    List<String> types, Optional<Instant> from, Optional<Instant> to, OptionalDouble sample) {

  /** The choice of all events. */
  public static final Choice ALL =
      new Choice(List.of(), Optional.empty(), Optional.empty(), OptionalDouble.empty());

  /** The instants that a manifest can hold. */
  private static final Instant YEAR_1 = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z");

  /**
   * Sorts the types and checks the conditions.
   *
   * @throws IllegalArgumentException if there is no instant from the earliest to the latest, one is
   *     not of the years 1 to 9999, or the share is out of range
   */
  public Choice {
    types = types.stream().distinct().sorted().toList();
    from.ifPresent(Choice::checkYear);
    to.ifPresent(Choice::checkYear);
    if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
      throw new IllegalArgumentException(
          "the events from " + from.get() + " to " + to.get() + " are none; expected a later end");
    }
    if (sample.isPresent() && !(sample.getAsDouble() > 0 && sample.getAsDouble() < 1)) {
      throw new IllegalArgumentException(
          "the share of a sample is above 0 and below 1, such as 0.01, not "
              + sample.getAsDouble());
    }
  }

  private static void checkYear(Instant instant) {
    if (instant.isBefore(YEAR_1) || !instant.isBefore(YEAR_10000)) {
      throw new IllegalArgumentException(
          "events are of the years 1 to 9999, but the instant is " + instant);
    }
  }

  /**
   * Returns the names of the types that match patterns.
   *
   * @param patterns types of events, in which {@code *} stands for any characters
   * @throws com.happypancake.schemas.catalogue.SchemaException if a pattern matches no type
   */
  public static List<String> typesLike(List<String> patterns) {
    EventCatalogue catalogue = EventCatalogue.hpc();
    List<String> types = new ArrayList<>();
    for (String pattern : patterns) {
      catalogue.matching(pattern).stream().map(EventDefinition::type).forEach(types::add);
    }
    return types;
  }

  /** Returns the choice that a manifest of events holds. */
  public static Choice of(EventChoice choice) {
    return new Choice(
        choice.getTypesList(),
        choice.hasFrom() ? Optional.of(instant(choice.getFrom())) : Optional.empty(),
        choice.hasTo() ? Optional.of(instant(choice.getTo())) : Optional.empty(),
        choice.hasSample() ? OptionalDouble.of(choice.getSample()) : OptionalDouble.empty());
  }

  /** Returns the choice for a manifest. */
  EventChoice toManifest() {
    EventChoice.Builder choice = EventChoice.newBuilder().addAllTypes(types);
    from.map(Choice::timestamp).ifPresent(choice::setFrom);
    to.map(Choice::timestamp).ifPresent(choice::setTo);
    sample.ifPresent(choice::setSample);
    return choice.build();
  }

  private static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  private static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }

  /** Returns whether all events are chosen. */
  public boolean isAll() {
    return equals(ALL);
  }

  /** Returns the conditions as text: {@code types member-deleted; from …; to …; sample 0.01}. */
  public String text() {
    StringJoiner text = new StringJoiner("; ").setEmptyValue("all events");
    if (!types.isEmpty()) {
      text.add("types " + String.join(", ", types));
    }
    from.ifPresent(instant -> text.add("from " + instant));
    to.ifPresent(instant -> text.add("to " + instant));
    sample.ifPresent(share -> text.add(String.format(Locale.ROOT, "sample %s", share)));
    return text.toString();
  }
}
