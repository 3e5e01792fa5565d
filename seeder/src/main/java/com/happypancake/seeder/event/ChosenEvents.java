package com.happypancake.seeder.event;

import com.happypancake.schemas.manifest.Count;
import com.happypancake.schemas.seed.SeedChoice;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The chosen events of a folder, in order. Not thread-safe. */
public final class ChosenEvents {

  private final EventSource source;
  private final SeedChoice choice;
  private final Set<String> types;
  private final Pattern member;
  private final long lastOrdinal;
  private long taken;

  /**
   * Creates a choice of a source's events.
   *
   * @param source the events, from the folder's first on if the choice has a limit
   */
  public ChosenEvents(EventSource source, SeedChoice choice) {
    this.source = source;
    this.choice = choice;
    this.types = Set.copyOf(choice.getTypesList());
    this.member =
        Pattern.compile(
            "[A-Z]+/(member/M|chat/M-\\d+|chat/\\d+-M)"
                .replace("M", Long.toString(choice.getMember())));
    this.lastOrdinal = choice.getLastOrdinal() == 0 ? Long.MAX_VALUE : choice.getLastOrdinal();
  }

  /**
   * Moves to the next chosen event.
   *
   * @return false after the last one
   */
  public boolean advance() throws IOException {
    while (hasMore() && source.advance()) {
      if (isChosen()) {
        taken++;
        return source.ordinal() <= lastOrdinal;
      }
    }
    return false;
  }

  private boolean hasMore() {
    return (choice.getLimit() == 0 || taken < choice.getLimit()) && source.ordinal() < lastOrdinal;
  }

  private boolean isChosen() throws IOException {
    if (source.ordinal() < choice.getFirstOrdinal()) {
      return false;
    }
    if (types.isEmpty() && choice.getMember() == 0) {
      return true;
    }
    EventMessage message = source.message();
    return (types.isEmpty() || types.contains(message.type().type()))
        && (choice.getMember() == 0 || member.matcher(message.envelope().subject()).matches());
  }

  /** Returns the current event. */
  public EventMessage message() throws IOException {
    return source.message();
  }

  /** Checks that the file that is read did not change since its check. */
  public void checkUnchanged() throws IOException {
    source.checkUnchanged();
  }

  /** Counts the chosen events of a folder by type, in alphabetical order. Reads the folder. */
  public static List<Count> count(EventFolder folder, SeedChoice choice) throws IOException {
    Map<String, Long> counts = new TreeMap<>();
    try (EventSource source = EventSource.open(folder, 1)) {
      ChosenEvents events = new ChosenEvents(source, choice);
      while (events.advance()) {
        counts.merge(events.message().type().type(), 1L, Long::sum);
      }
    }
    return counts.entrySet().stream()
        .map(each -> Count.newBuilder().setType(each.getKey()).setEvents(each.getValue()).build())
        .toList();
  }
}
