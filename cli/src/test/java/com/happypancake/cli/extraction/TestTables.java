package com.happypancake.cli.extraction;

import com.happypancake.extractor.PlannedTable;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Consistency;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** Two tables and a clock that stands still unless told. */
final class TestTables {

  static final LegacyTable MEMBERS = LegacyCatalogue.hpc().table("Members");
  static final LegacyTable MESSAGES = LegacyCatalogue.hpc().table("Messages");

  final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  final ExtractionFigures figures = new ExtractionFigures(nanos::get);

  void seconds(double seconds) {
    nanos.addAndGet((long) (seconds * 1e9));
  }

  static PlannedTable outlook(LegacyTable table, OptionalLong estimated) {
    return new PlannedTable(table, estimated, 0, 0, false);
  }

  static PlannedTable outlook(LegacyTable table, long estimated) {
    return outlook(table, OptionalLong.of(estimated));
  }

  /** Begins an extraction of both tables, and the reading of the first. */
  void begin(PlannedTable members, PlannedTable messages) {
    figures.planned(List.of(members, messages));
    figures.extractionBegun(List.of(MEMBERS, MESSAGES), Consistency.CONSISTENCY_SNAPSHOT);
    figures.tableBegun(MEMBERS, members.estimatedRows());
  }

  Figures all() {
    return figures.snapshot().all();
  }

  Figures members() {
    return figures.table(MEMBERS).figures();
  }
}
