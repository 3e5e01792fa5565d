package com.happypancake.transformer.sort;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A spilled run: a file of blocks. A block consists of its content's length (4 bytes), the
 * content's CRC-32C (4), and whole records.
 *
 * @param marks a mark for each block; its bytes include the block's header
 */
record Run(RunFile file, List<Mark> marks) implements SortedRun {

  /** The size of a block's length and CRC. */
  static final int BLOCK_HEADER_BYTES = 2 * Integer.BYTES;

  Run {
    marks = List.copyOf(marks);
  }

  /**
   * Reads and checks the whole file of a run that an earlier sort spilled.
   *
   * @throws java.nio.file.FileSystemException if the file is missing or damaged
   */
  static Run read(RunFile file) throws IOException {
    List<Mark> marks = new ArrayList<>();
    try (RunReader reader = new RunReader(new Run(file, List.of()), 0)) {
      boolean more = reader.advance();
      while (more) {
        byte[] bytes = reader.bytes();
        byte[] key = Arrays.copyOfRange(bytes, reader.keyOffset(), reader.payloadOffset());
        long block = reader.blockOffset();
        int records = 0;
        while (more && reader.blockOffset() == block) {
          records++;
          more = reader.advance();
        }
        marks.add(new Mark(key, records, (more ? reader.blockOffset() : file.bytes()) - block));
      }
    }
    return new Run(file, marks);
  }

  @Override
  public SortCursor open(KeyRange range) throws IOException {
    return new RangeCursor(new RunReader(this, SortedRun.markBefore(marks, range.from())), range);
  }

  /** Deletes the file. */
  void delete() throws IOException {
    Files.deleteIfExists(file.path());
  }
}
