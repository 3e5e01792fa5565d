package com.happypancake.extractor.state;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How far a table has come.
 *
 * @param table its qualified name
 * @param progress whether it waits, is being read, or is read
 * @param chunksDone how many of its chunks are read to their ends; empty of a finished dump, which
 *     does not tell
 * @param chunks how many it has; empty until it is cut, and of a finished dump
 * @param rows of the chunks that are read to their ends
 * @param bytes of these rows' files
 * @param estimatedRows as the source estimated them; empty where it did not, or was not asked yet
 */
public record TableStatus(
    String table,
    Progress progress,
    OptionalInt chunksDone,
    OptionalInt chunks,
    long rows,
    long bytes,
    OptionalLong estimatedRows) {

  /** How far a table has come. */
  public enum Progress {
    /** Nothing of it is read. */
    WAITING,
    /** Its chunks are known, and not all are read. */
    UNDER_WAY,
    /** All rows are read and counted. */
    FINISHED
  }
}
