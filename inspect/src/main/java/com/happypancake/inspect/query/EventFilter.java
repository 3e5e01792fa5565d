package com.happypancake.inspect.query;

import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.OrdinalRange;
import com.happypancake.dumps.PartIndex;
import com.happypancake.dumps.PartReader;
import com.happypancake.schemas.index.IndexEntry;
import com.happypancake.schemas.manifest.KeyRange;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Filters events by type, time and member. Events lie in the order of their time, so key ranges and
 * indexes lead to a time.
 *
 * @param types any of these; empty for all
 * @param from the earliest instant
 * @param to before this instant
 * @param member named by any field
 */
public record EventFilter(
    Set<String> types, Optional<Instant> from, Optional<Instant> to, OptionalLong member) {

  /** Matches every event. */
  public static final EventFilter ALL = ofTypes(Set.of());

  /** Copies the types. */
  public EventFilter {
    types = Set.copyOf(types);
  }

  /** Returns a filter by type alone. */
  public static EventFilter ofTypes(Set<String> types) {
    return new EventFilter(types, Optional.empty(), Optional.empty(), OptionalLong.empty());
  }

  /** Tells whether it matches every event. */
  public boolean isAll() {
    return equals(ALL);
  }

  /**
   * Tells whether an event's type matches, and its time is not too early.
   *
   * @param reader has read it
   * @throws DamagedDumpException if the record is no event
   */
  boolean matches(PartReader reader, EventTypes known) throws IOException {
    return (types.isEmpty() || types.contains(known.of(reader)))
        && (from.isEmpty() || !EventTypes.instant(reader).isBefore(from.get()));
  }

  /**
   * Tells whether an event, and so every event after it, is too late.
   *
   * @param reader has read it
   * @throws DamagedDumpException if the record is no event
   */
  boolean isPast(PartReader reader) throws IOException {
    return to.isPresent() && !EventTypes.instant(reader).isBefore(to.get());
  }

  /** Tells whether a part can hold events of the time, by its key range. */
  boolean mayMatch(Part part) {
    if (from.isEmpty() && to.isEmpty()) {
      return true;
    }
    KeyRange keys = part.getKeyRange();
    Optional<Instant> first = instant(keys.getFirst());
    Optional<Instant> last = instant(keys.getLast());
    boolean isBefore = last.isPresent() && from.filter(last.get()::isBefore).isPresent();
    boolean isAfter =
        first.isPresent() && to.filter(each -> !first.get().isBefore(each)).isPresent();
    return !isBefore && !isAfter;
  }

  /**
   * Returns which records of a part to read.
   *
   * @param within read no others; empty for all
   * @throws IOException if the part's index cannot be read
   */
  OrdinalRange range(Dump dump, Part part, Optional<OrdinalRange> within) throws IOException {
    long end =
        Math.min(part.getRecords() + 1, within.map(OrdinalRange::end).orElse(Long.MAX_VALUE));
    long first = Math.max(firstOfTime(dump, part), within.map(OrdinalRange::first).orElse(1L));
    return new OrdinalRange(Math.min(first, end), end);
  }

  private long firstOfTime(Dump dump, Part part) throws IOException {
    Optional<PartIndex> index = from.isPresent() ? dump.index(part) : Optional.empty();
    long first = 1;
    if (index.isPresent()) {
      for (IndexEntry entry : index.get().entries()) {
        // Events of the same instant may lie before the entry.
        if (instant(entry.getKey()).filter(from.get()::isAfter).isEmpty()) {
          break;
        }
        first = entry.getOrdinal();
      }
    }
    return first;
  }

  private static Optional<Instant> instant(String key) {
    try {
      return Optional.of(Instant.parse(key));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
