package com.happypancake.cli.extraction;

import com.happypancake.extractor.ExtractionListener;
import com.happypancake.extractor.PlannedTable;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Part;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * Several listeners, told one after the other.
 *
 * @param all in the order in which they hear of an event
 */
public record Listeners(List<ExtractionListener> all) implements ExtractionListener {

  /** Keeps them. */
  public Listeners {
    all = List.copyOf(all);
  }

  @Override
  public void note(String text) {
    all.forEach(each -> each.note(text));
  }

  @Override
  public void planned(List<PlannedTable> tables) {
    all.forEach(each -> each.planned(tables));
  }

  @Override
  public void extractionBegun(List<LegacyTable> tables, Consistency consistency) {
    all.forEach(each -> each.extractionBegun(tables, consistency));
  }

  @Override
  public void tableBegun(LegacyTable table, OptionalLong estimatedRows) {
    all.forEach(each -> each.tableBegun(table, estimatedRows));
  }

  @Override
  public void rowsRead(LegacyTable table, long rows, long bytes) {
    all.forEach(each -> each.rowsRead(table, rows, bytes));
  }

  @Override
  public void retrying(LegacyTable table, int failures, Duration wait, String what) {
    all.forEach(each -> each.retrying(table, failures, wait, what));
  }

  @Override
  public void paused(String why) {
    all.forEach(each -> each.paused(why));
  }

  @Override
  public void resumed() {
    all.forEach(ExtractionListener::resumed);
  }

  @Override
  public void keysCompared(LegacyTable table, long keys) {
    all.forEach(each -> each.keysCompared(table, keys));
  }

  @Override
  public void partFinished(LegacyTable table, Part part) {
    all.forEach(each -> each.partFinished(table, part));
  }

  @Override
  public void tableFinished(LegacyTable table, long rows, OptionalLong counted) {
    all.forEach(each -> each.tableFinished(table, rows, counted));
  }
}
