package com.happypancake.operations.demo;

import com.happypancake.extractor.ExtractionListener;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Consistency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Keeps the source's counts of rows, if they are of the rows' snapshot, and passes progress on. */
final class DumpCounts implements ExtractionListener {

  private final Consumer<DemoEvent> events;
  private final Map<String, OptionalLong> counted = new HashMap<>();
  private boolean oneInstant;
  private long estimate;

  DumpCounts(Consumer<DemoEvent> events) {
    this.events = events;
  }

  @Override
  public void note(String text) {
    events.accept(new DemoEvent.Note(text));
  }

  @Override
  public void extractionBegun(List<LegacyTable> tables, Consistency consistency) {
    oneInstant = consistency == Consistency.CONSISTENCY_SNAPSHOT;
  }

  @Override
  public void tableBegun(LegacyTable table, OptionalLong estimatedRows) {
    estimate = estimatedRows.orElse(0);
  }

  @Override
  public void rowsRead(LegacyTable table, long rows, long bytes) {
    events.accept(new DemoEvent.Progress(table.name(), rows, Math.max(estimate, rows)));
  }

  @Override
  public void tableFinished(LegacyTable table, long rows, OptionalLong count) {
    if (oneInstant) {
      counted.put(table.qualifiedName(), count);
    }
    events.accept(new DemoEvent.Progress(table.name(), rows, rows));
  }

  /** Returns the source's count of a table's rows; empty if it is unknown. */
  OptionalLong counted(String qualifiedName) {
    return counted.getOrDefault(qualifiedName, OptionalLong.empty());
  }
}
