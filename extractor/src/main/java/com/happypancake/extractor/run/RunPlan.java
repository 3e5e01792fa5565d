package com.happypancake.extractor.run;

import com.happypancake.extractor.delta.DeltaRun;
import com.happypancake.extractor.plan.TablePlan;
import com.happypancake.extractor.plan.TableQueries;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.extraction.ExtractionState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * All that is known of a run before its first row is read.
 *
 * @param begun what it found in the source, and is to remember
 * @param queries the SQL that the source understands
 * @param tables how they are read, in the manifest's order
 * @param estimates of the tables' rows; empty where the source does not tell
 * @param delta what finds the changes; empty where all rows are read
 */
record RunPlan(
    ExtractionState begun,
    TableQueries queries,
    List<TablePlan> tables,
    Map<LegacyTable, OptionalLong> estimates,
    Optional<DeltaRun> delta) {

  RunPlan {
    tables = List.copyOf(tables);
    estimates = Map.copyOf(estimates);
  }

  /** Returns about how many rows a table has. */
  OptionalLong estimate(LegacyTable table) {
    return estimates.getOrDefault(table, OptionalLong.empty());
  }

  /** Returns about how many rows of each table will be read: of changes nobody knows beforehand. */
  Map<LegacyTable, OptionalLong> forecast() {
    return delta.isPresent() ? Map.of() : estimates;
  }
}
