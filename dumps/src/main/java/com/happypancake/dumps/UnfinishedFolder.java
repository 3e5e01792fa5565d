package com.happypancake.dumps;

import com.happypancake.dumps.RefusedFolderException.Reason;
import com.happypancake.dumps.block.Closeables;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Claims a folder for one writer and clears what an interrupted writer left in it.
 *
 * <p>A marker file shows that a folder is being written, and the writer holds a lock on it. A
 * killed writer leaves the marker without a lock, and the next writer may take over the folder. A
 * folder without a marker is claimed only if it is empty.
 */
public final class UnfinishedFolder {

  /** More than one, because {@link #isBeingWritten} holds the lock for a moment. */
  private static final int LOCK_ATTEMPTS = 5;

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private UnfinishedFolder() {}

  /**
   * Refuses a folder in which {@link DumpWriter#create} could not begin a dump now.
   *
   * @throws RefusedFolderException as {@link #claim}
   */
  public static void check(Path folder) throws IOException {
    refuseUnlessNewEmptyOrMarked(folder);
    if (Files.exists(folder.resolve(DumpLayout.UNFINISHED))) {
      refuseIfFinished(folder);
      if (isBeingWritten(folder)) {
        throw beingWritten(folder);
      }
      entries(folder, DumpLayout::isWritten);
    }
  }

  private static void refuseUnlessNewEmptyOrMarked(Path folder) throws IOException {
    PrivateFiles.refuseUnlessFolder(folder);
    if (Files.exists(folder) && !Files.exists(folder.resolve(DumpLayout.UNFINISHED))) {
      refuseIfFinished(folder);
      if (!isEmpty(folder)) {
        throw new RefusedFolderException(
            Reason.NOT_EMPTY, folder + ": is not empty; choose another folder, or empty it first");
      }
    }
  }

  /** Returns whether a path is a folder or lies within it, with links followed. */
  public static boolean liesIn(Path path, Path folder) throws IOException {
    Path there = path.toAbsolutePath().normalize();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return there.toRealPath().startsWith(folder.toRealPath());
  }

  /**
   * Returns whether another process writes to a folder. A process that writes to the folder itself
   * must not call this: on some systems, closing the file here would release its lock.
   */
  public static boolean isBeingWritten(Path folder) throws IOException {
    PrivateFiles.refuseLinkToNowhere(folder);
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve(DumpLayout.UNFINISHED),
                StandardOpenOption.READ,
                LinkOption.NOFOLLOW_LINKS);
        FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /**
   * Claims a folder. Creates it if it is missing, and clears what an interrupted writer left in it.
   *
   * @param isOwn returns for a path within the folder whether such a writer creates such a file
   * @param keeps returns for such a path whether to keep the file, for a writer that resumes
   * @return the marker's lock; the caller closes its channel when the folder is finished or given
   *     up
   * @throws RefusedFolderException if the folder holds anything else, or another writer has locked
   *     it
   */
  public static FileLock claim(Path folder, Predicate<Path> isOwn, Predicate<Path> keeps)
      throws IOException {
    refuseUnlessNewEmptyOrMarked(folder);
    PrivateFiles.createDirectories(folder);
    Path marker = folder.resolve(DumpLayout.UNFINISHED);
    refuseUnlessFile(marker);
    FileChannel channel =
        PrivateFiles.open(marker, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = lock(channel, folder);
      if (Files.exists(folder.resolve(DumpLayout.MANIFEST))) {
        // Another writer finished it before it was locked here, or was killed and left the marker.
        release(folder);
        refuseIfFinished(folder);
      }
      clear(folder, isOwn, keeps);
      return lock;
    } catch (IOException | RuntimeException e) {
      Closeables.closeAfter(e, channel);
      throw e;
    }
  }

  private static void refuseIfFinished(Path folder) throws RefusedFolderException {
    if (Files.exists(folder.resolve(DumpLayout.MANIFEST))) {
      throw new RefusedFolderException(
          Reason.FINISHED,
          String.format(
              Locale.ROOT,
              "%s: holds %s already; choose another folder, or remove it first",
              folder,
              finished(folder)));
    }
  }

  /** Returns what a finished folder holds, in words. */
  private static String finished(Path folder) {
    try {
      return switch (DumpFiles.manifest(folder).getContent()) {
        case CONTENT_EVENTS -> "finished events";
        case CONTENT_REJECTS -> "finished rejects";
        default -> "a finished dump";
      };
    } catch (IOException e) {
      return "the manifest of a finished dump, which can't be read,";
    }
  }

  /**
   * Deletes what a writer left behind that was killed just after it wrote the manifest. Does
   * nothing if the dump is unfinished or is being written.
   */
  public static void tidy(Path folder) throws IOException {
    Path marker = folder.resolve(DumpLayout.UNFINISHED);
    if (!Files.isRegularFile(marker, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (FileChannel channel = PrivateFiles.open(marker, StandardOpenOption.WRITE)) {
      lock(channel, folder);
      if (Files.exists(folder.resolve(DumpLayout.MANIFEST))) {
        release(folder);
      }
    } catch (RefusedFolderException e) {
      // The folder's writer tidies up.
    }
  }

  /** Refuses an irregular file, because opening a pipe would block. The marker may be missing. */
  private static void refuseUnlessFile(Path marker) throws IOException {
    try {
      if (!Files.readAttributes(marker, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .isRegularFile()) {
        throw new RefusedFolderException(
            Reason.NOT_EMPTY, marker + ": is no file of an unfinished dump; choose another folder");
      }
    } catch (NoSuchFileException e) {
      // The caller creates it.
    }
  }

  private static FileLock lock(FileChannel channel, Path folder) throws IOException {
    try {
      for (int attempt = 1; attempt <= LOCK_ATTEMPTS; attempt++) {
        FileLock lock = channel.tryLock();
        if (lock != null) {
          return lock;
        }
        LockSupport.parkNanos(LOOK_NANOS);
      }
    } catch (OverlappingFileLockException e) {
      // This process holds the lock. It is refused like any other process.
    }
    throw beingWritten(folder);
  }

  private static RefusedFolderException beingWritten(Path folder) {
    return new RefusedFolderException(
        Reason.BEING_WRITTEN,
        folder + ": another run is writing to it; wait until it ends, or choose another folder");
  }

  /** Lists a folder, each folder after its content. Refuses a file that is not the writer's own. */
  private static List<Path> entries(Path folder, Predicate<Path> isOwn) throws IOException {
    // A walk does not enter a link.
    Path real = folder.toRealPath();
    List<Path> entries;
    try (Stream<Path> walk = Files.walk(real)) {
      entries = walk.map(real::relativize).sorted(Comparator.reverseOrder()).toList();
    }
    for (Path entry : entries) {
      if (!Files.isDirectory(folder.resolve(entry), LinkOption.NOFOLLOW_LINKS)
          && !entry.toString().isEmpty()
          && !entry.equals(Path.of(DumpLayout.UNFINISHED))
          && !isOwn.test(entry)) {
        throw new RefusedFolderException(
            Reason.NOT_EMPTY,
            folder.resolve(entry)
                + ": is not of an unfinished dump; move it away, or choose another folder");
      }
    }
    return entries;
  }

  private static void clear(Path folder, Predicate<Path> isOwn, Predicate<Path> keeps)
      throws IOException {
    List<Path> entries = entries(folder, isOwn);
    for (Path entry : entries) {
      Path path = folder.resolve(entry);
      if (entry.toString().isEmpty()
          || entry.equals(Path.of(DumpLayout.UNFINISHED))
          || keeps.test(entry)) {
        continue;
      }
      if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) || isEmpty(path)) {
        Files.delete(path);
      }
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }

  /** Deletes the files that are needed only until the dump is finished. */
  static void clearScratch(Path folder) throws IOException {
    delete(folder.resolve(DumpLayout.SCRATCH));
  }

  private static void delete(Path tree) throws IOException {
    if (Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> walk = Files.walk(tree)) {
        for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  /** Deletes the marker and the state of the run, once the folder is finished or empty. */
  public static void release(Path folder) throws IOException {
    delete(DumpLayout.state(folder));
    Files.deleteIfExists(folder.resolve(DumpLayout.UNFINISHED));
  }
}
