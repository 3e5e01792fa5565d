package com.happypancake.seeder.audit;

import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.dumps.RefusedFolderException.Reason;
import com.happypancake.schemas.manifest.Count;
import com.happypancake.schemas.seed.SeedChoice;
import com.happypancake.seeder.event.ChosenEvents;
import com.happypancake.seeder.event.EventFolder;
import com.happypancake.seeder.event.EventSource;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The events of a folder that should arrive: all of them, or a choice. Not thread-safe. */
final class ExpectedEvents {

  private final long last;
  private final Map<String, Long> byType;
  private final Optional<OrdinalSet> chosen;

  /**
   * Creates the expectation.
   *
   * @param last the number of the folder's events
   * @param byType the expected events by type; empty if it is not known
   * @param chosen the ordinals of the expected events; empty for all
   */
  ExpectedEvents(long last, Map<String, Long> byType, Optional<OrdinalSet> chosen) {
    this.last = last;
    this.byType = Map.copyOf(byType);
    this.chosen = chosen;
  }

  /**
   * Returns the chosen events of a checked folder. Reads the folder unless all are chosen.
   *
   * @throws RefusedFolderException if no event is chosen
   */
  static ExpectedEvents of(EventFolder folder, SeedChoice choice) throws IOException {
    if (choice.equals(SeedChoice.getDefaultInstance())) {
      Map<String, Long> known =
          folder.dump().manifest().getEvents().getByTypeList().stream()
              .collect(Collectors.toMap(Count::getType, Count::getEvents));
      return new ExpectedEvents(folder.events(), known, Optional.empty());
    }
    OrdinalSet chosen = new OrdinalSet(folder.events());
    Map<String, Long> byType = new TreeMap<>();
    // A limit counts from the folder's first event on.
    long first = choice.getLimit() > 0 ? 1 : Math.max(1, choice.getFirstOrdinal());
    try (EventSource source = EventSource.open(folder, first)) {
      ChosenEvents events = new ChosenEvents(source, choice);
      while (events.advance()) {
        chosen.add(events.message().ordinal());
        byType.merge(events.message().type().type(), 1L, Long::sum);
      }
    }
    if (chosen.size() == 0) {
      throw new RefusedFolderException(
          Reason.OTHER_CONTENT, folder.dump().folder() + ": the choice has none of its events");
    }
    return new ExpectedEvents(folder.events(), byType, Optional.of(chosen));
  }

  /** Returns the number of the folder's events, expected or not. */
  long last() {
    return last;
  }

  /** Returns the number of expected events. */
  long count() {
    return chosen.map(OrdinalSet::size).orElse(last);
  }

  /** Returns the same by type; empty if it is not known. */
  Map<String, Long> byType() {
    return byType;
  }

  /** Returns whether an event of the folder is expected. */
  boolean contains(long ordinal) {
    return chosen.isEmpty() || chosen.get().contains(ordinal);
  }

  /** Returns the expected ordinals that a set lacks, at most so many ranges. */
  List<MissingRange> missing(OrdinalSet arrived, int most) {
    return arrived.missing(chosen, most);
  }
}
