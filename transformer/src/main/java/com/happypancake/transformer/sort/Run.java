package com.happypancake.transformer.sort;

import java.nio.file.Path;

/**
 * A spilled run: a file of blocks, each its content's length (4), its CRC-32C (4), and whole
 * records.
 *
 * @param file where it is
 * @param records how many it holds
 * @param bytes the file's size
 * @param maxBlockBytes the length of the longest block's content
 */
record Run(Path file, long records, long bytes, int maxBlockBytes) {

  /** The size of what stands before a block's content. */
  static final int BLOCK_HEADER_BYTES = 2 * Integer.BYTES;
}
