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
 * Filters events by type, time and member. Events are sorted by time, so key ranges and indexes
 * locate a time.
 *
 * @param types the event types to match; empty for all
 * @param from the earliest instant, inclusive
 * @param to the latest instant, exclusive
 * @param member the id of a member that some field names
 */
public record EventFilter(
    Set<String> types, Optional<Instant> from, Optional<Instant> to, OptionalLong member) {

  /** Matches every event. */
  public static final EventFilter ALL = ofTypes(Set.of());

  /** Copies the types. */
  public EventFilter {
    types = Set.copyOf(types);
  }

  /** Returns a filter by type only. */
  public static EventFilter ofTypes(Set<String> types) {
    return new EventFilter(types, Optional.empty(), Optional.empty(), OptionalLong.empty());
  }

  /** Returns whether the filter matches every event. */
  public boolean isAll() {
    return equals(ALL);
  }

  /**
   * Returns whether an event's type matches and its time is not too early. Ignores the member.
   *
   * @param reader the reader, positioned on the event
   * @throws DamagedDumpException if the record is not an event
   */
  boolean matches(PartReader reader, EventTypes known) throws IOException {
    return (types.isEmpty() || types.contains(known.of(reader)))
        && (from.isEmpty() || !EventTypes.instant(reader).isBefore(from.get()));
  }

  /**
   * Returns whether an event, and therefore every later event, is too late.
   *
   * @param reader the reader, positioned on the event
   * @throws DamagedDumpException if the record is not an event
   */
  boolean isPast(PartReader reader) throws IOException {
    return to.isPresent() && !EventTypes.instant(reader).isBefore(to.get());
  }

  /** Returns whether a part's key range permits events within the time. */
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
   * Returns the range of a part's records to read.
   *
   * @param within the range to restrict the result to; empty for the whole part
   * @throws IOException if the part's index cannot be read
   */
  OrdinalRange range(Dump dump, Part part, Optional<OrdinalRange> within) throws IOException {
    long first = within.map(OrdinalRange::first).orElse(1L);
    long end =
        Math.min(part.getRecords() + 1, within.map(OrdinalRange::end).orElse(Long.MAX_VALUE));
    Optional<PartIndex> index =
        from.isPresent() || to.isPresent() ? dump.index(part) : Optional.empty();
    if (index.isPresent()) {
      for (IndexEntry entry : index.get().entries()) {
        Optional<Instant> time = instant(entry.getKey());
        if (time.isEmpty()) {
          break;
        }
        if (to.isPresent() && !time.get().isBefore(to.get())) {
          end = Math.min(end, entry.getOrdinal());
          break;
        }
        // Events of the same instant may precede the entry.
        if (from.isPresent() && time.get().isBefore(from.get())) {
          first = Math.max(first, entry.getOrdinal());
        }
      }
    }
    return new OrdinalRange(Math.min(first, end), end);
  }

  private static Optional<Instant> instant(String key) {
    try {
      return Optional.of(Instant.parse(key));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
