package com.happypancake.extractor;

import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Part;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * Hears how an extraction goes, in the threads that read, one call at a time; what it does delays
 * the extraction.
 */
public interface ExtractionListener {

  /** One that does nothing. */
  ExtractionListener SILENT = new ExtractionListener() {};

  /** The source can't do something, or does it otherwise: a sentence without its full stop. */
  default void note(String text) {}

  /**
   * It is known what there is to read; heard right before {@link #extractionBegun}.
   *
   * @param tables all of them
   */
  default void planned(List<PlannedTable> tables) {}

  /**
   * The first row is about to be read.
   *
   * @param tables what is read, in this order
   * @param consistency what the rows of different tables promise of each other
   */
  default void extractionBegun(List<LegacyTable> tables, Consistency consistency) {}

  /**
   * A table is about to be read.
   *
   * @param estimatedRows empty where the source does not tell cheaply
   */
  default void tableBegun(LegacyTable table, OptionalLong estimatedRows) {}

  /**
   * Rows of a table were read, some thousands at a time; the numbers go back where a chunk is read
   * anew.
   *
   * @param rows of it in all, those of an earlier run that this one goes on with included
   * @param bytes of them, as the dump holds them before deflate
   */
  default void rowsRead(LegacyTable table, long rows, long bytes) {}

  /**
   * A piece of a table is tried again.
   *
   * @param failures of it so far
   * @param wait until then
   * @param what happened
   */
  default void retrying(LegacyTable table, int failures, Duration wait, String what) {}

  /** Readers wait: why, as half a sentence. */
  default void paused(String why) {}

  /** Readers go on. */
  default void resumed() {}

  /**
   * Keys of a table were read and held against the base's, to find rows that are gone.
   *
   * @param keys of it in all; from 0 again where they are read anew
   */
  default void keysCompared(LegacyTable table, long keys) {}

  /** A part stands under its final name. */
  default void partFinished(LegacyTable table, Part part) {}

  /**
   * A table was read to its end.
   *
   * @param rows how many were read
   * @param counted how many the source counts; empty where it did not
   */
  default void tableFinished(LegacyTable table, long rows, OptionalLong counted) {}
}
