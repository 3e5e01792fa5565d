package com.happypancake.extractor;

import com.google.protobuf.ByteString;
import com.happypancake.extractor.source.Session;
import com.happypancake.extractor.source.SourceException;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Mark;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Up to where each table is read: what the next delta starts from.
 *
 * <p>Read in the source before a snapshot or the first row, since a transaction then in flight is
 * absent from what is read and yet holds a lower rowversion than rows that are there.
 */
final class SourceMarks {

  private final Map<LegacyTable, Mark.Builder> marks = new LinkedHashMap<>();

  private SourceMarks() {}

  /** Reads the marks of tables; what the source does not tell is absent. */
  static SourceMarks read(Session session, List<TablePlan> plans) throws SourceException {
    boolean anyRowversion = plans.stream().anyMatch(TablePlan::hasRowversion);
    Optional<ByteString> rowversion =
        anyRowversion ? session.dialect().rowversionMark(session) : Optional.empty();
    OptionalLong version = session.dialect().changeTrackingVersion(session);
    SourceMarks all = new SourceMarks();
    for (TablePlan plan : plans) {
      String name = plan.table().qualifiedName();
      Mark.Builder mark = Mark.newBuilder().setTable(name);
      rowversion.filter(value -> plan.hasRowversion()).ifPresent(mark::setRowversion);
      if (version.isPresent() && session.dialect().tracksChanges(session, plan.table())) {
        mark.setChangeTrackingVersion(version.getAsLong());
      }
      all.marks.put(plan.table(), mark);
    }
    return all;
  }

  /** Sets the greatest value that a table's time column was seen to have. */
  void setTimeTicks(LegacyTable table, OptionalLong ticks) {
    ticks.ifPresent(
        value -> marks.computeIfPresent(table, (key, mark) -> mark.setTimeTicks(value)));
  }

  /** Sets how many rows the source counts in the snapshot that the rows are of. */
  void setSourceRows(LegacyTable table, OptionalLong rows) {
    rows.ifPresent(
        value -> marks.computeIfPresent(table, (key, mark) -> mark.setSourceRows(value)));
  }

  /** Returns the marks, in the order in which the tables were given. */
  List<Mark> toList() {
    return marks.values().stream().map(Mark.Builder::build).toList();
  }
}
