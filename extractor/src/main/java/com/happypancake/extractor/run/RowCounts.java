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
 * Holds what was read of tables against what the source counts. Tables go by their places in the
 * manifest's order.
 */
record RowCounts(RunPlan plan, ConsistencyVerifier promise, Consumer<String> notes) {

  /**
   * What the source counts.
   *
   * @param read of the rows that are read
   * @param all of all rows that the dumps have together then; empty where they may have others
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
   * Holds the rows that were read against the source's count: in a snapshot both numbers are of one
   * instant, so any difference is an error.
   *
   * @throws SourceException if they differ, and may not
   * @throws IOException if the disk refuses
   */
  void hold(int table, long rows, OptionalLong counted) throws SourceException, IOException {
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
    if (!promise.allowsDifference(text)) {
      throw new SourceException(
          SourceException.Kind.QUERY,
          text + " in the same snapshot; run it again, and if it stays so, check the database");
    }
    notes.accept(text + " a little later: rows came or went in between");
  }

  /**
   * Tells whether tables still have as many rows as they had. Deletions move no rowversion: only
   * the number of rows tells of them.
   *
   * @param finished the tables that are read
   */
  boolean stand(Session session, Map<Integer, TableState> finished) throws SourceException {
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
