package com.happypancake.extractor.state;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The progress of a table.
 *
 * @param table its qualified name
 * @param progress in steps
 * @param chunksDone how many chunks are finished; empty for a finished dump, which does not tell
 * @param chunks how many there are; empty until the table is cut, and for a finished dump
 * @param rows of the finished chunks
 * @param bytes of these chunks' files
 * @param estimatedRows as the source estimated them; empty if it did not, or was not asked yet
 */
public record TableStatus(
    String table,
    Progress progress,
    OptionalInt chunksDone,
    OptionalInt chunks,
    long rows,
    long bytes,
    OptionalLong estimatedRows) {

  /** The progress of a table. */
  public enum Progress {
    /** Nothing of it is read. */
    WAITING,
    /** Its chunks are known, and not all are finished. */
    UNDER_WAY,
    /** All rows are read and counted. */
    FINISHED
  }
}
