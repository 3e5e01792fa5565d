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
 * Intel's Genomics Kernel Library, loaded once where the machine can.
 *
 * <p>Of its deflater and inflater this is known (0.9.1): both take input and give output from an
 * array's first byte alone, whatever offset is asked for; the deflater throws where the output does
 * not fit; the inflater takes a stream that was cut for a finished one and does not tell how much
 * it read, so that only length and CRC of what it gives can be trusted.
 */
final class Gkl {

  /** Held, since loggers that nobody holds are collected with their level. */
  private static final Logger LOGGER = Logger.getLogger("com.intel.gkl");

  private static final String VERSION = "0.9.1";

  /** Why it is not loaded; empty where it is. */
  private static final Optional<String> OBSTACLE = load();

  private Gkl() {}

  static boolean isLoaded() {
    return OBSTACLE.isEmpty();
  }

  /** Returns the version that is loaded, or why none is. */
  static String description() {
    return OBSTACLE.orElse("Intel GKL " + VERSION);
  }

  static Inflater newInflater() {
    return new IntelInflater(true);
  }

  private static Optional<String> load() {
    LOGGER.setLevel(Level.OFF);
    try {
      // Of our own, so that nobody else can put a file there, and a killed process leaves none.
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

  /** The system keeps the code of a loaded library, whatever becomes of its file. */
  private static void remove(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }
}
