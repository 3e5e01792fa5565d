package com.happypancake.inspect.query;

import com.happypancake.dumps.Dump;
import com.happypancake.dumps.OrdinalRange;
import com.happypancake.dumps.PartIndex;
import com.happypancake.schemas.index.IndexEntry;
import com.happypancake.schemas.manifest.KeyRange;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Where to look for events of a time, since they lie in the order of time. */
final class EventSeek {

  private final Dump dump;
  private final EventFilter events;

  EventSeek(Dump dump, EventFilter events) {
    this.dump = dump;
    this.events = events;
  }

  /** Tells whether a part's key range lets it hold events of the time; true where it has none. */
  boolean mayHold(Part part) {
    if (events.from().isEmpty() && events.to().isEmpty()) {
      return true;
    }
    KeyRange keys = part.getKeyRange();
    Optional<Instant> first = instant(keys.getFirst());
    Optional<Instant> last = instant(keys.getLast());
    boolean ends = last.isPresent() && events.from().filter(last.get()::isBefore).isPresent();
    boolean begins =
        first.isPresent() && events.to().filter(to -> !first.get().isBefore(to)).isPresent();
    return !ends && !begins;
  }

  /**
   * Returns the ordinals to read of a part; none, where the part has none of them.
   *
   * @param asked what the user asked for; empty for all
   * @throws IOException if the part's index cannot be read
   */
  OrdinalRange range(Part part, Optional<OrdinalRange> asked) throws IOException {
    long end = Math.min(part.getRecords() + 1, asked.map(OrdinalRange::end).orElse(Long.MAX_VALUE));
    long first = Math.max(firstOfTime(part), asked.map(OrdinalRange::first).orElse(1L));
    return new OrdinalRange(Math.min(first, end), end);
  }

  private long firstOfTime(Part part) throws IOException {
    Optional<PartIndex> index = events.from().isPresent() ? dump.index(part) : Optional.empty();
    long first = 1;
    if (index.isPresent()) {
      for (IndexEntry entry : index.get().entries()) {
        // Events of the very instant may lie before the entry.
        if (instant(entry.getKey()).filter(events.from().get()::isAfter).isEmpty()) {
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
