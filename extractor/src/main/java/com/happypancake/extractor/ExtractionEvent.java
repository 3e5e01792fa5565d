package com.happypancake.extractor;

import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Part;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * What an extraction reports while it runs. Events come one at a time, in the threads that read;
 * what a consumer does delays the extraction.
 */
public sealed interface ExtractionEvent {

  /**
   * The source can't do something, or does it otherwise than expected.
   *
   * @param text a sentence without its full stop
   */
  record Note(String text) implements ExtractionEvent {}

  /**
   * The first row is about to be read.
   *
   * @param tables all tables, in the order in which they are read
   * @param consistency of the rows of different tables with each other
   */
  record Started(List<PlannedTable> tables, Consistency consistency) implements ExtractionEvent {

    /** Copies the tables. */
    public Started {
      tables = List.copyOf(tables);
    }
  }

  /**
   * What is known of a table before the first row is read.
   *
   * @param estimatedRows of the whole table; empty if the source does not tell cheaply
   * @param earlierRows that a resumed run has read already
   * @param earlierBytes of these rows, as the dump holds them before deflate
   * @param finished whether a resumed run has read the whole table, so that no event follows
   */
  record PlannedTable(
      LegacyTable table,
      OptionalLong estimatedRows,
      long earlierRows,
      long earlierBytes,
      boolean finished) {}

  /**
   * A table is about to be read.
   *
   * @param estimatedRows empty if the source does not tell cheaply
   */
  record TableStarted(LegacyTable table, OptionalLong estimatedRows) implements ExtractionEvent {}

  /**
   * Rows of a table were read, some thousands at a time; the numbers fall where a chunk is read
   * anew.
   *
   * @param rows of the table so far, with those of a resumed run
   * @param bytes of these rows, as the dump holds them before deflate
   */
  record RowsRead(LegacyTable table, long rows, long bytes) implements ExtractionEvent {}

  /**
   * Keys of a table were compared with the base's, to find deleted rows.
   *
   * @param keys of the table so far; from 0 again where they are read anew
   */
  record KeysCompared(LegacyTable table, long keys) implements ExtractionEvent {}

  /** A task of a table failed and is retried. */
  record Retrying(LegacyTable table, int failures, Duration delay, String what)
      implements ExtractionEvent {}

  /**
   * The readers wait.
   *
   * @param reason half a sentence
   */
  record Paused(String reason) implements ExtractionEvent {}

  /** The readers go on. */
  record Resumed() implements ExtractionEvent {}

  /** A part stands under its final name. */
  record PartFinished(LegacyTable table, Part part) implements ExtractionEvent {}

  /**
   * A table was read to its end.
   *
   * @param counted how many the source counts; empty where it did not count
   */
  record TableFinished(LegacyTable table, long rows, OptionalLong counted)
      implements ExtractionEvent {}
}
