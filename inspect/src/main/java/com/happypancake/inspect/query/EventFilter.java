package com.happypancake.inspect.query;

import com.happypancake.dumps.PartReader;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Which events a user chose.
 *
 * @param types any of these; empty for all
 * @param from not earlier than this
 * @param to earlier than this
 * @param member named by any field
 */
public record EventFilter(
    Set<String> types, Optional<Instant> from, Optional<Instant> to, OptionalLong member) {

  /** Copies the types. */
  public EventFilter {
    types = Set.copyOf(types);
  }

  /** Tells whether every event is chosen, so that this may be no event at all. */
  public boolean isAll() {
    return types.isEmpty() && from.isEmpty() && to.isEmpty() && member.isEmpty();
  }

  /**
   * Tells whether an event's time is not before the first and its type is chosen.
   *
   * @param reader has read it
   * @throws com.happypancake.dumps.DamagedDumpException if the record is no event
   */
  public boolean fits(PartReader reader, EventTypes known) throws IOException {
    return (types.isEmpty() || types.contains(known.of(reader)))
        && (from.isEmpty() || !EventTypes.instant(reader).isBefore(from.get()));
  }

  /**
   * Tells whether an event is later than all that are chosen, as are all that follow it.
   *
   * @param reader has read it
   * @throws com.happypancake.dumps.DamagedDumpException if the record is no event
   */
  public boolean isPast(PartReader reader) throws IOException {
    return to.isPresent() && !EventTypes.instant(reader).isBefore(to.get());
  }
}
