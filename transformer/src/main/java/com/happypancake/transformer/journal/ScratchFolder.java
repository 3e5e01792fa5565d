package com.happypancake.transformer.journal;

import com.happypancake.dumps.PrivateFiles;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder that one run made for its spilled runs. Only its owner can read it.
 *
 * @param path the folder
 */
public record ScratchFolder(Path path) {

  private static final String PREFIX = "hpc-transform-";
  private static final Pattern NAME = Pattern.compile(PREFIX + "[0-9a-f]{16}");
  private static final Pattern RUN = Pattern.compile("run-[0-9]{5,}");

  /** Makes a new folder within another one, in which other runs may have theirs. */
  public static ScratchFolder create(Path parent) throws IOException {
    PrivateFiles.createDirectories(parent);
    while (true) {
      String own = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
      Path folder = parent.resolve(PREFIX + own);
      try {
        PrivateFiles.createDirectory(folder);
        return new ScratchFolder(folder);
      } catch (FileAlreadyExistsException e) {
        // Another run has this name.
      }
    }
  }

  /**
   * Deletes the spilled runs and then the folder, if nothing is left in it. Leaves anything else
   * alone, even if a journal names it.
   *
   * @param kept the files to keep
   */
  public void clear(Set<Path> kept) throws IOException {
    if (!NAME.matcher(String.valueOf(path.getFileName())).matches()
        || !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    for (Path file : files()) {
      if (RUN.matcher(String.valueOf(file.getFileName())).matches() && !kept.contains(file)) {
        Files.delete(file);
      }
    }
    try {
      Files.delete(path);
    } catch (DirectoryNotEmptyException e) {
      // It has runs to keep, or files of someone else.
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.toList();
    }
  }
}
