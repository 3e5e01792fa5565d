package com.happypancake.dumps.block;

import com.intel.gkl.compression.IntelDeflater;
import com.intel.gkl.compression.IntelInflater;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.zip.Inflater;

/**
 * Intel's Genomics Kernel Library, loaded once if the machine can load it.
 *
 * <p>Version 0.9.1 has these faults. Deflater and inflater ignore offsets: they read and write
 * arrays from the first byte on. The deflater throws if the output does not fit. The inflater
 * treats a truncated stream as complete and does not report how much it read, so its output is only
 * valid if length and CRC are right.
 */
final class Gkl {

  /** The reference keeps the logger, and so its level, from being garbage-collected. */
  private static final Logger LOGGER = Logger.getLogger("com.intel.gkl");

  private static final String VERSION = "0.9.1";

  /** Why the library is not loaded; empty if it is. */
  private static final Optional<String> OBSTACLE = load();

  private Gkl() {}

  static boolean isLoaded() {
    return OBSTACLE.isEmpty();
  }

  /** Returns the loaded version, or why none is loaded. */
  static String description() {
    return OBSTACLE.orElse("Intel GKL " + VERSION);
  }

  static Inflater newInflater() {
    return new IntelInflater(true);
  }

  private static Optional<String> load() {
    LOGGER.setLevel(Level.OFF);
    try {
      // Nobody else can have put a file into a new folder.
      Path folder = Files.createTempDirectory("hpc-native");
      try {
        return load(folder.toFile());
      } finally {
        remove(folder);
      }
    } catch (IOException e) {
      return Optional.of("Intel GKL: no temporary folder for its native code: " + e.getMessage());
    }
  }

  private static Optional<String> load(File folder) {
    IntelDeflater deflater = new IntelDeflater(1, true);
    IntelInflater inflater = new IntelInflater(true);
    try {
      if (deflater.load(folder) && inflater.load(folder)) {
        return GklDeflaters.obstacle();
      }
      return Optional.of(
          String.join(
              " ",
              "Intel GKL has no native code that loads on",
              System.getProperty("os.name", "this system"),
              System.getProperty("os.arch", "")));
    } catch (LinkageError | RuntimeException e) {
      return Optional.of("Intel GKL: " + e.getMessage());
    } finally {
      deflater.end();
      inflater.end();
    }
  }

  /** Deletes the native code's files. A loaded library does not need its file. */
  private static void remove(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }
}
