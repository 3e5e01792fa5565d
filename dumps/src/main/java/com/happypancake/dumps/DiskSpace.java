package com.happypancake.dumps;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The disk on which a folder lies, or will lie.
 *
 * @param folder the folder, or the nearest one around it that exists
 * @param store the disk
 * @param freeBytes the number of bytes that this process may still write there
 */
public record DiskSpace(Path folder, FileStore store, long freeBytes) {

  private static final long BYTES_PER_MEGABYTE = 1_000_000;

  /**
   * Finds the disk of a folder, which may not exist.
   *
   * @throws IOException if the system does not tell
   */
  public static DiskSpace of(Path folder) throws IOException {
    Path there = nearest(folder);
    FileStore store = Files.getFileStore(there);
    return new DiskSpace(there, store, store.getUsableSpace());
  }

  /** Returns a path that exists: the given one, or the nearest one around it. */
  public static Path nearest(Path folder) {
    Path there = folder.toAbsolutePath().normalize();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return there;
  }

  /** Returns this disk as if the files of a folder were deleted, if they lie on it. */
  public DiskSpace without(Path tree) throws IOException {
    if (!Files.exists(tree) || !Files.getFileStore(tree).equals(store)) {
      return this;
    }
    long bytes = 0;
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
    }
    return new DiskSpace(folder, store, freeBytes + bytes);
  }

  /** Returns a size in words, rounded up: {@code 12 MB}. */
  public static String megabytes(long bytes) {
    return (bytes + BYTES_PER_MEGABYTE - 1) / BYTES_PER_MEGABYTE + " MB";
  }
}
