package com.happypancake.extractor.run;

import com.happypancake.extractor.ExtractionListener;
import com.happypancake.extractor.PlannedTable;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Part;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** Passes on to a listener what several readers tell, one call at a time. */
final class SerializedListener implements ExtractionListener {

  private final ExtractionListener listener;

  SerializedListener(ExtractionListener listener) {
    this.listener = listener;
  }

  @Override
  public synchronized void note(String text) {
    listener.note(text);
  }

  @Override
  public synchronized void planned(List<PlannedTable> tables) {
    listener.planned(tables);
  }

  @Override
  public synchronized void extractionBegun(List<LegacyTable> tables, Consistency consistency) {
    listener.extractionBegun(tables, consistency);
  }

  @Override
  public synchronized void tableBegun(LegacyTable table, OptionalLong estimatedRows) {
    listener.tableBegun(table, estimatedRows);
  }

  @Override
  public synchronized void rowsRead(LegacyTable table, long rows, long bytes) {
    listener.rowsRead(table, rows, bytes);
  }

  @Override
  public synchronized void keysCompared(LegacyTable table, long keys) {
    listener.keysCompared(table, keys);
  }

  @Override
  public synchronized void partFinished(LegacyTable table, Part part) {
    listener.partFinished(table, part);
  }

  @Override
  public synchronized void tableFinished(LegacyTable table, long rows, OptionalLong counted) {
    listener.tableFinished(table, rows, counted);
  }

  @Override
  public synchronized void retrying(LegacyTable table, int failures, Duration wait, String what) {
    listener.retrying(table, failures, wait, what);
  }

  @Override
  public synchronized void paused(String why) {
    listener.paused(why);
  }

  @Override
  public synchronized void resumed() {
    listener.resumed();
  }
}
