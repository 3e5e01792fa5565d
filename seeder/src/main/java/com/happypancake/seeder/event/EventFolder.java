package com.happypancake.seeder.event;

import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.DamagedDumpException.Fault;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.dumps.RefusedFolderException.Reason;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A folder of events. Checks its files against the manifest before a run, and for changes during
 * the run.
 */
public final class EventFolder {

  private final Dump dump;
  private final Map<String, Stamp> stamps = new HashMap<>();

  private EventFolder(Dump dump) {
    this.dump = dump;
  }

  /** Receives the progress of {@link #check}. */
  @FunctionalInterface
  public interface CheckProgress {

    /**
     * A piece of a file was checked, or a file begins.
     *
     * @param path the path of the part in its folder
     * @param bytes the bytes checked so far in all files
     * @param total the bytes of all files
     */
    void checked(String path, long bytes, long total);
  }

  /** The file attributes that change when a file is written or replaced. */
  private record Stamp(long bytes, FileTime modified, @Nullable Object key) {

    static Stamp of(Path file) throws IOException {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
    }
  }

  /**
   * Opens a folder.
   *
   * @throws RefusedFolderException if the folder is not a finished dump of events
   * @throws DamagedDumpException if a part does not hold events
   * @throws IOException as {@link Dump#open}
   */
  public static EventFolder open(Path folder) throws IOException {
    Dump dump = Dump.open(folder);
    if (dump.manifest().getContent() != Content.CONTENT_EVENTS) {
      throw new RefusedFolderException(
          Reason.OTHER_CONTENT,
          folder + ": holds no events; 'hpc transform' makes a folder of events from a dump");
    }
    String message = Event.getDescriptor().getFullName();
    for (Part part : dump.parts()) {
      if (!part.getMessage().equals(message)) {
        throw new DamagedDumpException(
                Fault.MANIFEST, part.getPath(), "holds " + part.getMessage() + ", not " + message)
            .in(folder);
      }
    }
    return new EventFolder(dump);
  }

  public Dump dump() {
    return dump;
  }

  /** Returns the number of events, which is the ordinal of the last one. */
  public long events() {
    return dump.parts().stream().mapToLong(Part::getRecords).sum();
  }

  /**
   * Checks the size and the SHA-256 of every part's file.
   *
   * @throws DamagedDumpException if a file differs from the manifest
   * @throws IOException if a file cannot be read
   * @throws InterruptedException if the thread was interrupted
   */
  public void check(CheckProgress progress) throws IOException, InterruptedException {
    long total = dump.parts().stream().mapToLong(Part::getBytes).sum();
    long before = 0;
    for (Part part : dump.parts()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException("stopped before anything was published");
      }
      AtomicLong bytes = new AtomicLong(before);
      progress.checked(part.getPath(), before, total);
      before += part.getBytes();
      try {
        Path file = file(part);
        if (Files.exists(file)) {
          stamps.put(part.getPath(), Stamp.of(file));
        }
        dump.checkFile(
            part, more -> progress.checked(part.getPath(), bytes.addAndGet(more), total));
      } catch (ClosedByInterruptException e) {
        throw new InterruptedException("stopped before anything was published");
      }
    }
  }

  /**
   * Checks that a part's file did not change since {@link #check}.
   *
   * @throws DamagedDumpException if the file was written, replaced or deleted
   * @throws IOException if the file's attributes cannot be read
   */
  public void checkUnchanged(Part part) throws IOException {
    try {
      if (Stamp.of(file(part)).equals(stamps.get(part.getPath()))) {
        return;
      }
    } catch (NoSuchFileException e) {
      throw changed(part, e);
    }
    throw changed(part, null);
  }

  private DamagedDumpException changed(Part part, @Nullable IOException cause) {
    return new DamagedDumpException(
            Fault.CHANGED, part.getPath(), "the file changed since this run checked it", cause)
        .in(dump.folder())
        .advising(
            "put the right one back, or transform again and seed the new folder from its first"
                + " event");
  }

  private Path file(Part part) {
    return dump.folder().resolve(part.getPath());
  }
}
