package com.happypancake.operations.demo;

import com.happypancake.extractor.ExtractionEvent;
import com.happypancake.schemas.manifest.Consistency;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Keeps the source's row counts if a snapshot transaction read them. Passes progress on. */
final class DumpCounts implements Consumer<ExtractionEvent> {

  private final Consumer<DemoEvent> events;
  private final Map<String, OptionalLong> counted = new HashMap<>();
  private boolean oneInstant;
  private long estimate;

  DumpCounts(Consumer<DemoEvent> events) {
    this.events = events;
  }

  @Override
  public void accept(ExtractionEvent event) {
    if (event instanceof ExtractionEvent.Note note) {
      events.accept(new DemoEvent.Note(note.text()));
    } else if (event instanceof ExtractionEvent.Started started) {
      oneInstant = started.consistency() == Consistency.CONSISTENCY_SNAPSHOT;
    } else if (event instanceof ExtractionEvent.TableStarted started) {
      estimate = started.estimatedRows().orElse(0);
    } else if (event instanceof ExtractionEvent.RowsRead read) {
      events.accept(
          new DemoEvent.Progress(
              read.table().name(), read.rows(), Math.max(estimate, read.rows())));
    } else if (event instanceof ExtractionEvent.TableFinished finished) {
      if (oneInstant) {
        counted.put(finished.table().qualifiedName(), finished.counted());
      }
      events.accept(
          new DemoEvent.Progress(finished.table().name(), finished.rows(), finished.rows()));
    }
  }

  /** Returns the source's row count of a table; empty if it is unknown. */
  OptionalLong counted(String qualifiedName) {
    return counted.getOrDefault(qualifiedName, OptionalLong.empty());
  }
}
