package com.happypancake.extractor.delta;

import com.google.protobuf.ByteString;
import com.happypancake.database.ServerFacts.ChangeTracking;
import com.happypancake.database.Session;
import com.happypancake.database.SourceException;
import com.happypancake.extractor.plan.TablePlan;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Mark;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The marks up to which each table is read, where the next delta starts.
 *
 * <p>They are read before a snapshot is made and before the first row. A transaction in flight at
 * that time is missing from the rows, although its rowversions are lower than those of rows that
 * are read.
 */
public final class SourceMarks {

  private final Map<LegacyTable, Mark.Builder> marks = new LinkedHashMap<>();

  private SourceMarks() {}

  /**
   * Reads the marks of tables. A mark that the source does not tell is missing.
   *
   * @param image whether the source is an image of another database, and can't tell its marks
   * @param highWater the rowversion mark, if the caller knows it
   */
  public static SourceMarks read(
      Session session, List<TablePlan> plans, boolean image, Optional<ByteString> highWater)
      throws SourceException {
    boolean anyRowversion = plans.stream().anyMatch(TablePlan::hasRowversion);
    Optional<ByteString> rowversion = highWater;
    if (highWater.isEmpty() && anyRowversion && !image) {
      rowversion = session.facts().rowversionMark();
    }
    Optional<ChangeTracking> tracking = image ? Optional.empty() : session.facts().changeTracking();
    OptionalLong version =
        tracking.isPresent() ? tracking.get().currentVersion() : OptionalLong.empty();
    SourceMarks all = new SourceMarks();
    for (TablePlan plan : plans) {
      String name = plan.table().qualifiedName();
      Mark.Builder mark = Mark.newBuilder().setTable(name);
      if (plan.hasRowversion()) {
        rowversion.ifPresent(mark::setRowversion);
      }
      if (version.isPresent() && tracking.orElseThrow().firstVersion(plan.table()).isPresent()) {
        mark.setChangeTrackingVersion(version.getAsLong());
      }
      all.marks.put(plan.table(), mark);
    }
    return all;
  }

  /** Returns marks that were read earlier. */
  public static SourceMarks of(List<TablePlan> plans, List<Mark> earlier) {
    SourceMarks all = new SourceMarks();
    for (TablePlan plan : plans) {
      Mark.Builder mark = Mark.newBuilder().setTable(plan.table().qualifiedName());
      earlier.stream()
          .filter(each -> each.getTable().equals(mark.getTable()))
          .forEach(mark::mergeFrom);
      all.marks.put(plan.table(), mark);
    }
    return all;
  }

  /** Sets the greatest value of a table's time column among the rows that were read. */
  public void setTimeTicks(LegacyTable table, OptionalLong ticks) {
    ticks.ifPresent(
        value -> marks.computeIfPresent(table, (key, mark) -> mark.setTimeTicks(value)));
  }

  /** Raises the greatest value of a table's time column to at least this one. */
  void raiseTimeTicks(LegacyTable table, long ticks) {
    marks.computeIfPresent(
        table,
        (key, mark) ->
            mark.setTimeTicks(mark.hasTimeTicks() ? Math.max(mark.getTimeTicks(), ticks) : ticks));
  }

  /**
   * Sets the version of Change Tracking from which the next delta finds deleted rows; empty for
   * none.
   */
  void setChangeTrackingVersion(LegacyTable table, OptionalLong version) {
    marks.computeIfPresent(
        table,
        (key, mark) ->
            version.isPresent()
                ? mark.setChangeTrackingVersion(version.getAsLong())
                : mark.clearChangeTrackingVersion());
  }

  /** Sets how many rows the source counts in the snapshot of the rows. */
  public void setSourceRows(LegacyTable table, OptionalLong rows) {
    rows.ifPresent(
        value -> marks.computeIfPresent(table, (key, mark) -> mark.setSourceRows(value)));
  }

  /** Returns the marks, in the order in which the tables were given. */
  public List<Mark> toList() {
    return marks.values().stream().map(Mark.Builder::build).toList();
  }
}
