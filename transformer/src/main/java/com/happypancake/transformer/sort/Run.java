package com.happypancake.transformer.sort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A spilled run: a file of blocks. A block consists of its content's length (4 bytes), the
 * content's CRC-32C (4), and whole records.
 *
 * @param file the run's file
 * @param records the number of records
 * @param bytes the file's size
 * @param maxBlockBytes the length of the longest block's content
 * @param marks a mark for each block; its bytes include the block's header
 */
record Run(Path file, long records, long bytes, int maxBlockBytes, List<Mark> marks)
    implements SortedRun {

  /** The size of a block's length and CRC. */
  static final int BLOCK_HEADER_BYTES = 2 * Integer.BYTES;

  Run {
    marks = List.copyOf(marks);
  }

  @Override
  public SortCursor open(KeyRange range) throws IOException {
    return new RangeCursor(new RunReader(this, SortedRun.markBefore(marks, range.from())), range);
  }

  /** Deletes the file. */
  void delete() throws IOException {
    Files.deleteIfExists(file);
  }
}
