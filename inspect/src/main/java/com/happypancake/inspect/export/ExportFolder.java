package com.happypancake.inspect.export;

import com.happypancake.dumps.UnfinishedFolder;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A new folder of exported files; all of them have their names at the end, or none. */
public final class ExportFolder implements Closeable {

  private static final Pattern OWN = Pattern.compile("[^/]+\\.(jsonl|csv|txt)(\\.tmp)?");

  private final Path folder;
  private final boolean made;
  private final FileLock lock;
  private final TreeMap<String, ExportFile> files = new TreeMap<>();
  private boolean published;

  /**
   * Makes the folder, or takes over that of an export which was killed.
   *
   * @throws com.happypancake.dumps.RefusedFolderException if there is anything else in it
   * @throws IOException if the disk refuses
   */
  public ExportFolder(Path folder) throws IOException {
    this.folder = folder;
    this.made = !Files.exists(folder);
    this.lock = UnfinishedFolder.claim(folder, path -> OWN.matcher(path.toString()).matches());
  }

  public Optional<ExportFile> file(String name) {
    return Optional.ofNullable(files.get(name));
  }

  /** Begins a file. */
  public ExportFile add(String name) throws IOException {
    ExportFile file = new ExportFile(folder.resolve(name));
    files.put(name, file);
    return file;
  }

  /** Returns the files by name. */
  public Collection<ExportFile> files() {
    return files.values();
  }

  /** Gives all files their names. */
  public void publish() throws IOException {
    for (ExportFile file : files.values()) {
      file.synchronise();
    }
    for (ExportFile file : files.values()) {
      file.publish();
    }
    UnfinishedFolder.release(folder);
    published = true;
  }

  /** Removes all, unless it was published. */
  @Override
  public void close() throws IOException {
    try {
      for (ExportFile file : files.values()) {
        file.close();
        if (!published) {
          Files.deleteIfExists(file.target());
        }
      }
      if (!published) {
        UnfinishedFolder.release(folder);
      }
      if (made && !published) {
        Files.deleteIfExists(folder);
      }
    } finally {
      lock.acquiredBy().close();
    }
  }
}
