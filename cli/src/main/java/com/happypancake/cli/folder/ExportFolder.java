package com.happypancake.cli.folder;

import com.happypancake.dumps.PrivateFiles;
import com.happypancake.dumps.RefusedFolderException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A new folder of exported files; all of them have their names at the end, or none. */
final class ExportFolder implements Closeable {

  private final Path folder;
  private final boolean made;
  private final TreeMap<String, ExportFile> files = new TreeMap<>();
  private boolean published;

  /**
   * Makes the folder.
   *
   * @throws RefusedFolderException if there is something in it
   * @throws IOException if the disk refuses
   */
  ExportFolder(Path folder) throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new RefusedFolderException(folder + ": is a file; choose another folder");
    }
    this.folder = folder;
    this.made = !Files.exists(folder);
    PrivateFiles.createDirectories(folder);
    try (Stream<Path> entries = Files.list(folder)) {
      if (entries.findAny().isPresent()) {
        throw new RefusedFolderException(
            folder + ": is not empty; choose another folder, or empty it first");
      }
    }
  }

  Optional<ExportFile> file(String name) {
    return Optional.ofNullable(files.get(name));
  }

  /** Begins a file. */
  ExportFile add(String name) throws IOException {
    ExportFile file = new ExportFile(folder.resolve(name));
    files.put(name, file);
    return file;
  }

  /** Returns the files by name. */
  Collection<ExportFile> files() {
    return files.values();
  }

  /** Gives all files their names. */
  void publish() throws IOException {
    for (ExportFile file : files.values()) {
      file.synchronise();
    }
    for (ExportFile file : files.values()) {
      file.publish();
    }
    published = true;
  }

  /** Removes all, unless it was published. */
  @Override
  public void close() throws IOException {
    for (ExportFile file : files.values()) {
      file.close();
    }
    if (made && !published) {
      Files.deleteIfExists(folder);
    }
  }
}
