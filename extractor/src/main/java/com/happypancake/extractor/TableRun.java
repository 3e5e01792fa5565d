package com.happypancake.extractor;

import com.happypancake.dumps.DumpWriter;
import com.happypancake.extractor.source.RowCursor;
import com.happypancake.extractor.source.Session;
import com.happypancake.extractor.source.SourceException;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Consistency;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads one table to its end, and holds the rows against the source's own count. */
final class TableRun {

  private static final int ROWS_PER_BATCH = 4096;

  private final Session session;
  private final TableQueries queries;
  private final Consistency consistency;
  private final ExtractionListener listener;
  private final DumpWriter dump;
  private final long rowsPerPart;

  TableRun(
      Session session,
      TableQueries queries,
      Consistency consistency,
      ExtractionListener listener,
      DumpWriter dump,
      long rowsPerPart) {
    this.dump = dump;
    this.rowsPerPart = rowsPerPart;
    this.session = session;
    this.queries = queries;
    this.consistency = consistency;
    this.listener = listener;
  }

  /**
   * Reads a table.
   *
   * @param marks take the greatest value of its time column, and the source's count
   * @throws SourceException if the source fails, or counts other rows in the same snapshot
   * @throws IOException if the disk refuses
   * @throws InterruptedException if the thread was interrupted
   */
  void run(TablePlan plan, SourceMarks marks)
      throws SourceException, IOException, InterruptedException {
    LegacyTable table = plan.table();
    RowEncoder encoder = new RowEncoder(plan);
    long rows;
    try (PartSeries parts =
        new PartSeries(dump, table, rowsPerPart, part -> listener.partFinished(table, part))) {
      rows = read(plan, encoder, parts);
      parts.finish(encoder.repairedTexts());
    }
    OptionalLong counted = hold(table, rows);
    if (consistency == Consistency.CONSISTENCY_SNAPSHOT) {
      marks.setSourceRows(table, counted);
    }
    marks.setTimeTicks(table, encoder.highMarkTicks());
    listener.tableFinished(table, rows, counted);
  }

  private long read(TablePlan plan, RowEncoder encoder, PartSeries parts)
      throws SourceException, IOException, InterruptedException {
    LegacyTable table = plan.table();
    long rows = 0;
    try (RowCursor cursor = session.query(table.qualifiedName(), queries.rows(plan))) {
      long repaired = 0;
      while (cursor.next()) {
        parts.write(encoder.encode(cursor), repaired);
        repaired = encoder.repairedTexts();
        rows++;
        if (rows % ROWS_PER_BATCH == 0) {
          refuseInterrupted(table);
          listener.rowsRead(table, rows);
        }
      }
    }
    refuseInterrupted(table);
    return rows;
  }

  private static void refuseInterrupted(LegacyTable table) throws InterruptedException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedException(table.qualifiedName() + ": interrupted while reading it");
    }
  }

  /** In a snapshot both numbers are of one instant, so any difference is an error. */
  private OptionalLong hold(LegacyTable table, long rows) throws SourceException {
    boolean oneInstant = consistency == Consistency.CONSISTENCY_SNAPSHOT;
    OptionalLong counted = count(table);
    if (counted.isPresent() && counted.getAsLong() != rows) {
      String text =
          String.format(
              Locale.ROOT,
              "%s: %d rows were read, and the source counts %d",
              table.qualifiedName(),
              rows,
              counted.getAsLong());
      if (oneInstant) {
        throw new SourceException(
            SourceException.Kind.QUERY,
            text + " in the same snapshot; run it again, and if it stays so, check the database");
      }
      listener.note(text + " a little later: rows came or went in between");
    }
    return counted;
  }

  private OptionalLong count(LegacyTable table) throws SourceException {
    Optional<String> count = queries.count(table);
    return count.isPresent()
        ? session.count(table.qualifiedName(), count.get())
        : OptionalLong.empty();
  }
}
