package com.happypancake.extractor.run;

import com.happypancake.database.Session;
import com.happypancake.database.SourceException;
import com.happypancake.database.SqlText;
import com.happypancake.extractor.plan.TablePlan;
import com.happypancake.extractor.plan.TableQueries;
import com.happypancake.schemas.extraction.TableState;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Compares the rows that were read with the source's count. Numbers tables as the manifest does.
 */
record RowCounts(RunPlan plan, ConsistencyVerifier verifier, Consumer<String> notes) {

  /**
   * The source's counts.
   *
   * @param read how many rows meet the plan's condition
   * @param all how many rows the dump and its bases have; empty if rows changed since the marks
   */
  record Counted(OptionalLong read, OptionalLong all) {

    private static final Counted NOTHING = new Counted(OptionalLong.empty(), OptionalLong.empty());
  }

  /**
   * Counts a table's rows.
   *
   * @throws SourceException as {@link Session#count}
   */
  Counted count(Session session, int table) throws SourceException {
    TableQueries queries = plan.queries();
    Optional<String> count = queries.features().rowCount();
    if (count.isEmpty()) {
      return Counted.NOTHING;
    }
    TablePlan read = plan.tables().get(table);
    String where = read.table().qualifiedName();
    if (plan.delta().isEmpty()) {
      OptionalLong all = session.count(where, queries.count(read));
      return new Counted(all, all);
    }
    SqlText sql =
        plan.delta()
            .get()
            .counts(read, plan.begun().getMarks(table), count.get(), queries.features().readHint());
    List<Long> counts = session.counts(where, sql, 3);
    return counts.isEmpty()
        ? Counted.NOTHING
        : new Counted(
            OptionalLong.of(counts.get(1)),
            counts.get(2) == 0 ? OptionalLong.of(counts.get(0)) : OptionalLong.empty());
  }

  /**
   * Compares the number of rows that were read with the source's count. In a snapshot both show one
   * instant, so a difference is an error.
   *
   * @throws SourceException if they differ and both show one instant
   */
  void check(int table, long rows, OptionalLong counted) throws SourceException, IOException {
    if (counted.isEmpty() || counted.getAsLong() == rows) {
      return;
    }
    String text =
        String.format(
            Locale.ROOT,
            "%s: %d rows were read, and the source counts %d",
            plan.tables().get(table).table().qualifiedName(),
            rows,
            counted.getAsLong());
    if (!verifier.allowsDifference(text)) {
      throw new SourceException(
          SourceException.Kind.QUERY,
          text + " in the same snapshot; run it again, and if it stays so, check the database");
    }
    notes.accept(text + " a little later: rows came or went in between");
  }

  /**
   * Returns whether tables still have as many rows as when they were read. Deletions do not change
   * a rowversion, so only the count shows them.
   */
  boolean areUnchanged(Session session, Map<Integer, TableState> finished) throws SourceException {
    for (Map.Entry<Integer, TableState> known : finished.entrySet()) {
      TablePlan read = plan.tables().get(known.getKey());
      OptionalLong now =
          plan.queries().features().rowCount().isEmpty()
              ? OptionalLong.empty()
              : session.count(read.table().qualifiedName(), plan.queries().count(read));
      if (!known.getValue().hasSourceRows()
          || now.isEmpty()
          || now.getAsLong() != known.getValue().getSourceRows()) {
        return false;
      }
    }
    return true;
  }
}
