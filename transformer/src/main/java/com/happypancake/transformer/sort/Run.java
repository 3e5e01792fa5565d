package com.happypancake.transformer.sort;

import java.io.IOException;
import java.nio.file.Files;

/**
 * A spilled run: a file of blocks. A block consists of its content's length (4 bytes), the
 * content's CRC-32C (4), and whole records.
 *
 * @param marks a mark for each block; its bytes include the block's header
 */
record Run(RunFile file, Marks marks) implements SortedRun {

  /** The size of a block's length and CRC. */
  static final int BLOCK_HEADER_BYTES = 2 * Integer.BYTES;

  /**
   * Reads and checks the whole file of a run that an earlier sort spilled.
   *
   * @throws java.nio.file.FileSystemException if the file is missing or damaged
   */
  static Run read(RunFile file) throws IOException {
    Marks marks = new Marks();
    byte[] last = {};
    try (RunReader reader = new RunReader(new Run(file, marks), 0)) {
      boolean more = reader.advance();
      while (more) {
        byte[] key = reader.key();
        long block = reader.blockOffset();
        int records = 0;
        while (more && reader.blockOffset() == block) {
          records++;
          last = reader.key();
          more = reader.advance();
        }
        marks.add(key, records, (more ? reader.blockOffset() : file.bytes()) - block);
      }
    }
    return new Run(file, marks.end(last));
  }

  @Override
  public SortCursor open(KeyRange range) throws IOException {
    return new RangeCursor(new RunReader(this, marks.before(range.from())), range);
  }

  /** Deletes the file. */
  void delete() throws IOException {
    Files.deleteIfExists(file.path());
  }
}
