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
 * <p>Version 0.9.1 has these faults. Deflater and inflater read and write an array only from its
 * first byte on, whatever the offset. The deflater throws if the output does not fit. The inflater
 * takes a cut stream for a finished one and does not tell how much it read, so that only the length
 * and the CRC of its output can be trusted.
 */
final class Gkl {

  /** A logger that nobody holds is collected with its level. */
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
      // In a new folder nobody else can have put a file.
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
