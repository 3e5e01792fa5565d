package com.happypancake.extractor.delta;

import com.happypancake.database.Session;
import com.happypancake.database.SourceException;
import com.happypancake.dumps.chain.DumpChain;
import com.happypancake.extractor.Delta;
import com.happypancake.extractor.plan.TablePlan;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Deletes;
import com.happypancake.schemas.manifest.Mark;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The facts that decide how a delta finds deleted rows.
 *
 * @param asked the way that is asked for; empty for the best possible
 * @param image whether the source is a snapshot or a replica of another database
 * @param tables their Change Tracking versions; empty if the requested way does not need them
 */
public record DeletesFacts(Optional<Deletes> asked, boolean image, List<TrackedTable> tables) {

  public DeletesFacts {
    tables = List.copyOf(tables);
  }

  /**
   * The Change Tracking versions that matter for a table's deleted rows, each empty if unknown.
   *
   * @param own the version that the delta reads up to
   * @param base the version that the base has read up to
   * @param first the oldest version that the source remembers
   */
  public record TrackedTable(
      String name, OptionalLong own, OptionalLong base, OptionalLong first) {}

  /**
   * Gathers the facts.
   *
   * @param marks the extraction's own
   * @param image whether the source is a snapshot or a replica of another database
   * @throws SourceException if the connection breaks and can't be replaced
   * @throws com.happypancake.dumps.chain.MismatchedDumpException if the base lacks a table or has
   *     another schema
   */
  public static DeletesFacts probe(
      Session session,
      Delta delta,
      DumpChain base,
      List<TablePlan> plans,
      List<Mark> marks,
      boolean image)
      throws SourceException, IOException {
    List<TrackedTable> tables = new ArrayList<>();
    if (delta.deletes().isEmpty() || delta.insistsOnChangeTracking()) {
      Map<LegacyTable, OptionalLong> tracked =
          marks.stream().anyMatch(Mark::hasChangeTrackingVersion)
              ? session
                  .facts()
                  .changeTracking()
                  .orElseThrow()
                  .firstVersions(plans.stream().map(TablePlan::table).toList())
              : Map.of();
      for (TablePlan plan : plans) {
        String name = plan.table().qualifiedName();
        OptionalLong own =
            marks.stream()
                .filter(mark -> mark.getTable().equals(name))
                .filter(Mark::hasChangeTrackingVersion)
                .mapToLong(Mark::getChangeTrackingVersion)
                .findFirst();
        Mark before = base.mark(plan.table());
        OptionalLong based =
            before.hasChangeTrackingVersion()
                ? OptionalLong.of(before.getChangeTrackingVersion())
                : OptionalLong.empty();
        OptionalLong first =
            own.isPresent() && based.isPresent()
                ? tracked.getOrDefault(plan.table(), OptionalLong.empty())
                : OptionalLong.empty();
        tables.add(new TrackedTable(name, own, based, first));
      }
    }
    return new DeletesFacts(delta.deletes(), image, tables);
  }
}
