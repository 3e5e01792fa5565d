package com.happypancake.inspect.export;

import com.google.protobuf.Message;
import com.happypancake.dumps.PrivateFiles;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.dumps.UnfinishedFolder;
import com.happypancake.inspect.text.RecordLines;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A new folder of text files that only their owner can read. All files get their final names at the
 * end, or none.
 */
final class ExportFolder implements Closeable {

  private static final int BUFFER_BYTES = 1 << 16;
  private static final Pattern OWN = Pattern.compile("[^/]+\\.(jsonl|csv|txt)(\\.tmp)?");

  private final Path folder;
  private final boolean made;
  private final FileLock lock;
  private final TreeMap<String, TextFile> files = new TreeMap<>();
  private boolean published;

  /**
   * Makes the folder, or takes over that of an export which was killed.
   *
   * @throws RefusedFolderException if there is anything else in it
   * @throws IOException if the disk refuses
   */
  ExportFolder(Path folder) throws IOException {
    this.folder = folder;
    this.made = !Files.exists(folder);
    this.lock =
        UnfinishedFolder.claim(
            folder, path -> OWN.matcher(path.toString()).matches(), path -> false);
  }

  /** A file of lines; it has a temporary name until the folder is published. */
  static final class TextFile implements Closeable {

    private final Path target;
    private final Path temporary;
    private final RecordLines lines;
    private final FileChannel channel;
    private final OutputStream stream;
    private long records;

    private TextFile(Path target, RecordLines lines) throws IOException {
      this.target = target;
      this.lines = lines;
      this.temporary = target.resolveSibling(target.getFileName() + ".tmp");
      this.channel = PrivateFiles.create(temporary);
      this.stream = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
    }

    void write(Message record) throws IOException {
      line(lines.line().apply(record));
      records++;
    }

    private void line(String text) throws IOException {
      stream.write(text.getBytes(StandardCharsets.UTF_8));
      stream.write('\n');
    }

    long records() {
      return records;
    }

    Path target() {
      return target;
    }

    private void synchronise() throws IOException {
      stream.flush();
      channel.force(true);
      channel.close();
    }

    private void publish() throws IOException {
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes the file unless it was published. */
    @Override
    public void close() throws IOException {
      channel.close();
      Files.deleteIfExists(temporary);
    }
  }

  Optional<TextFile> file(String name) {
    return Optional.ofNullable(files.get(name));
  }

  /** Adds a file, and writes its heading. */
  TextFile add(String name, RecordLines lines) throws IOException {
    TextFile file = new TextFile(folder.resolve(name), lines);
    files.put(name, file);
    if (lines.heading().isPresent()) {
      file.line(lines.heading().get());
    }
    return file;
  }

  /** Returns the files by name. */
  Collection<TextFile> files() {
    return files.values();
  }

  /** Gives all files their final names. */
  void publish() throws IOException {
    for (TextFile file : files.values()) {
      file.synchronise();
    }
    for (TextFile file : files.values()) {
      file.publish();
    }
    UnfinishedFolder.release(folder);
    published = true;
  }

  /** Removes everything unless it was published. */
  @Override
  public void close() throws IOException {
    try {
      for (TextFile file : files.values()) {
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
