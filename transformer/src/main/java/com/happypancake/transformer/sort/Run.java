package com.happypancake.transformer.sort;

import java.nio.file.Path;

/**
 * A spilled run: a file of blocks. Each block is its content's length (4 bytes), its CRC-32C (4),
 * and whole records.
 *
 * @param file of the run
 * @param records how many it contains
 * @param bytes the file's size
 * @param maxBlockBytes the length of the longest block's content
 */
record Run(Path file, long records, long bytes, int maxBlockBytes) {

  /** The size of a block's length and CRC. */
  static final int BLOCK_HEADER_BYTES = 2 * Integer.BYTES;
}
