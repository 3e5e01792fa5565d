package com.happypancake.extractor.delta;

import com.google.protobuf.ByteString;
import com.happypancake.database.ServerFacts.ChangeTracking;
import com.happypancake.database.Session;
import com.happypancake.database.SourceException;
import com.happypancake.extractor.plan.TablePlan;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads the marks up to which each table is read. The next delta starts at them.
 *
 * <p>Read them before a snapshot is made and before the first row. A transaction in flight at that
 * time is missing from the rows, although its rowversions are lower than some that are read.
 */
public final class SourceMarks {

  private SourceMarks() {}

  /**
   * Reads the marks of tables. A mark that the source can't return is missing.
   *
   * @param image whether the source is an image of another database, which can't return its marks
   * @param highWater the rowversion mark, if the caller knows it
   */
  public static List<Mark> read(
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
    Map<LegacyTable, OptionalLong> tracked =
        version.isPresent()
            ? tracking.orElseThrow().firstVersions(plans.stream().map(TablePlan::table).toList())
            : Map.of();
    List<Mark> marks = new ArrayList<>();
    for (TablePlan plan : plans) {
      String name = plan.table().qualifiedName();
      Mark.Builder mark = Mark.newBuilder().setTable(name);
      if (plan.hasRowversion()) {
        rowversion.ifPresent(mark::setRowversion);
      }
      if (tracked.containsKey(plan.table())) {
        mark.setChangeTrackingVersion(version.orElseThrow());
      }
      marks.add(mark.build());
    }
    return marks;
  }
}
