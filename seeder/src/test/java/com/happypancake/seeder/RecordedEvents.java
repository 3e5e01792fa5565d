package com.happypancake.seeder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Keeps what a run reports, and may do something at that moment. */
final class RecordedEvents implements Consumer<SeedEvent> {

  private final List<SeedEvent> events = new ArrayList<>();
  private Consumer<SeedEvent> reaction = event -> {};

  /** Does something at each event of a type. */
  <E extends SeedEvent> void when(Class<E> type, Consumer<E> then) {
    reaction =
        event -> {
          if (type.isInstance(event)) {
            then.accept(type.cast(event));
          }
        };
  }

  @Override
  public void accept(SeedEvent event) {
    events.add(event);
    reaction.accept(event);
  }

  /** Returns the events of a type, the first first. */
  <E extends SeedEvent> List<E> all(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Returns the report, once the run is over. */
  Optional<SeedReport> report() {
    return all(SeedEvent.Ended.class).stream().map(SeedEvent.Ended::report).findFirst();
  }
}
