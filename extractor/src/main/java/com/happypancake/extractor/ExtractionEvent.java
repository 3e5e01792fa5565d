package com.happypancake.extractor;

import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Part;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A report of a running extraction. Events arrive one at a time, on the threads that read. A slow
 * consumer delays the extraction.
 */
public sealed interface ExtractionEvent {

  /**
   * The source can't do something, or behaves unexpectedly.
   *
   * @param text a sentence without its full stop
   */
  record Note(String text) implements ExtractionEvent {}

  /**
   * The extraction does something before it reads the first row.
   *
   * @param what half a sentence
   */
  record Preparing(String what) implements ExtractionEvent {}

  /**
   * The extraction is about to read the first row.
   *
   * @param tables all tables, in the order in which they are read
   * @param consistency between the rows of different tables
   */
  record Started(List<PlannedTable> tables, Consistency consistency) implements ExtractionEvent {

    public Started {
      tables = List.copyOf(tables);
    }
  }

  /**
   * What is known of a table before the first row is read.
   *
   * @param estimatedRows of the whole table; empty if the source has no cheap estimate
   * @param earlierRows rows that the resumed run has already read
   * @param earlierBytes size of these rows in the dump before compression
   * @param finished whether the resumed run has read the whole table, so that no event follows
   */
  record PlannedTable(
      LegacyTable table,
      OptionalLong estimatedRows,
      long earlierRows,
      long earlierBytes,
      boolean finished) {}

  /**
   * The extraction is about to read a table.
   *
   * @param estimatedRows empty if the source has no cheap estimate
   */
  record TableStarted(LegacyTable table, OptionalLong estimatedRows) implements ExtractionEvent {}

  /**
   * A query of a table was sent. Its answer may take long to begin.
   *
   * @param purpose what the query is for
   */
  record QuerySent(LegacyTable table, Purpose purpose) implements ExtractionEvent {

    public enum Purpose {
      /** It finds where to cut the table. */
      CUT,
      ROWS,
      COUNT
    }
  }

  /**
   * Queries wait for locks that other sessions hold, or no longer do. A login that may not see
   * other sessions gets no such event.
   *
   * @param holders the session that holds the lock, by the qualified name of the table whose query
   *     waits; empty if none waits any more
   */
  record LockWaits(Map<String, Integer> holders) implements ExtractionEvent {

    public LockWaits {
      holders = Map.copyOf(holders);
    }
  }

  /**
   * A few thousand rows of a table were read. The numbers fall if a chunk is read again.
   *
   * @param rows of the table so far, including those of the resumed run
   * @param bytes size of these rows in the dump before compression
   */
  record RowsRead(LegacyTable table, long rows, long bytes) implements ExtractionEvent {}

  /**
   * Keys of a table were compared with the base's, to find deleted rows.
   *
   * @param keys of the table so far; counted from 0 again if the keys are read again
   */
  record KeysCompared(LegacyTable table, long keys) implements ExtractionEvent {}

  /** A task of a table failed and will be retried. */
  record Retrying(LegacyTable table, int failures, Duration delay, String what)
      implements ExtractionEvent {}

  /**
   * The readers wait.
   *
   * @param reason half a sentence
   */
  record Paused(String reason) implements ExtractionEvent {}

  record Resumed() implements ExtractionEvent {}

  /** A part has its final name. */
  record PartFinished(LegacyTable table, Part part) implements ExtractionEvent {}

  /**
   * A table was read to its end.
   *
   * @param counted rows that the source counts; empty if it did not count
   */
  record TableFinished(LegacyTable table, long rows, OptionalLong counted)
      implements ExtractionEvent {}
}
