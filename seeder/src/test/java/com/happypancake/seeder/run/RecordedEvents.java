package com.happypancake.seeder.run;

import com.happypancake.seeder.SeedEvent;
import com.happypancake.seeder.SeedReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Records a run's events, and may react to them. */
public final class RecordedEvents implements Consumer<SeedEvent> {

  private final List<SeedEvent> events = new ArrayList<>();
  private Consumer<SeedEvent> reaction = event -> {};

  /** Sets a reaction to the events of a type. */
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

  /** Returns the events of a type in order. */
  <E extends SeedEvent> List<E> all(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Returns the report, once the run is over. */
  Optional<SeedReport> report() {
    return all(SeedEvent.Ended.class).stream().map(SeedEvent.Ended::report).findFirst();
  }
}
