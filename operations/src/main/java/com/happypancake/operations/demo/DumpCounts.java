package com.happypancake.operations.demo;

import com.happypancake.extractor.ExtractionListener;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Consistency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Keeps what the source counts in the snapshot that it was read in, and passes progress on. */
final class DumpCounts implements ExtractionListener {

  private final DemoListener listener;
  private final Map<String, OptionalLong> counted = new HashMap<>();
  private boolean oneInstant;
  private long estimate;

  DumpCounts(DemoListener listener) {
    this.listener = listener;
  }

  @Override
  public void note(String text) {
    listener.note(text);
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
    listener.progress(table.name(), rows, Math.max(estimate, rows));
  }

  @Override
  public void tableFinished(LegacyTable table, long rows, OptionalLong count) {
    if (oneInstant) {
      counted.put(table.qualifiedName(), count);
    }
    listener.progress(table.name(), rows, rows);
  }

  /** Returns how many rows the source counts; empty where it did not. */
  OptionalLong counted(String qualifiedName) {
    return counted.getOrDefault(qualifiedName, OptionalLong.empty());
  }
}
