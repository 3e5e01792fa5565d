package com.happypancake.cli.extraction;

import com.happypancake.cli.extraction.ExtractionSnapshot.Figures;
import com.happypancake.extractor.ExtractionEvent.PlannedTable;
import com.happypancake.extractor.ExtractionEvent.Started;
import com.happypancake.extractor.ExtractionEvent.TableStarted;
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

  static PlannedTable planned(LegacyTable table, OptionalLong estimated) {
    return new PlannedTable(table, estimated, 0, 0, false);
  }

  static PlannedTable planned(LegacyTable table, long estimated) {
    return planned(table, OptionalLong.of(estimated));
  }

  /** Begins an extraction of both tables, and the reading of the first. */
  void begin(PlannedTable members, PlannedTable messages) {
    figures.accept(new Started(List.of(members, messages), Consistency.CONSISTENCY_SNAPSHOT));
    figures.accept(new TableStarted(MEMBERS, members.estimatedRows()));
  }

  Figures all() {
    return figures.snapshot().all();
  }

  Figures members() {
    return figures.table(MEMBERS).figures();
  }
}
