package com.happypancake.cli.stage;

import com.happypancake.cli.failure.CommandException;
import com.happypancake.cli.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Descriptor sets as arguments. */
final class DescriptorFiles {

  /** What names of descriptor sets end with. */
  static final String ENDING = ".desc";

  private DescriptorFiles() {}

  /**
   * Reads a descriptor set.
   *
   * @param path a file, or a folder that holds exactly one whose name ends with {@code .desc}
   * @throws CommandException if there is none, or more than one, or it can't be read
   */
  static byte[] read(Path path) throws CommandException {
    try {
      return Files.readAllBytes(Files.isDirectory(path) ? only(path) : path);
    } catch (NoSuchFileException e) {
      throw new CommandException(
          ExitCode.USAGE, "--descriptors: " + path + ": there is no such file", e);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.LOCAL,
          "--descriptors: " + path + ": cannot be read; check its owner and mode",
          e);
    }
  }

  private static Path only(Path folder) throws IOException, CommandException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> sets = files.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
      if (sets.size() != 1) {
        throw new CommandException(
            ExitCode.USAGE,
            String.format(
                Locale.ROOT,
                "--descriptors: %s: the folder holds %d files named *%s; expected one, or name the"
                    + " file",
                folder,
                sets.size(),
                ENDING));
      }
      return sets.get(0);
    }
  }
}
