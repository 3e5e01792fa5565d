package com.happypancake.transformer.sort;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The file of a spilled run.
 *
 * @param path the file
 * @param records the number of records
 * @param bytes the file's size
 * @param maxBlockBytes the length of the longest block's content
 */
public record RunFile(Path path, long records, long bytes, int maxBlockBytes) {

  /** Waits until the disk has the file. */
  void force() throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.force(false);
    }
  }
}
