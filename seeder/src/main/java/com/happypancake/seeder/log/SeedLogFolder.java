package com.happypancake.seeder.log;

import com.happypancake.dumps.PrivateFiles;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.dumps.RefusedFolderException.Reason;
import com.happypancake.schemas.seed.LogEntry;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a seed log. While it is open, its file {@code lock} is locked, so that one process
 * at a time seeds by this log.
 */
public final class SeedLogFolder implements Closeable {

  private static final String LOG = "seeds.log";
  private static final String LOCK = "lock";

  private final Path folder;
  private final FileChannel channel;

  private SeedLogFolder(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Opens a folder, makes it if it is absent, and locks it.
   *
   * @throws RefusedFolderException if another process seeds by this log
   * @throws IOException if the folder can't be written
   */
  public static SeedLogFolder open(Path folder) throws IOException {
    PrivateFiles.createDirectories(folder);
    Path file = folder.resolve(LOCK);
    if (!Files.exists(file)) {
      PrivateFiles.write(file, new byte[0]);
    }
    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
    if (lock(channel) == null) {
      channel.close();
      throw inUse(folder);
    }
    return new SeedLogFolder(folder, channel);
  }

  /** Returns the refusal of a log by which another process seeds. */
  public static RefusedFolderException inUse(Path folder) {
    return new RefusedFolderException(
        Reason.BEING_WRITTEN,
        folder
            + ": another process seeds by this log; 'hpc seed status "
            + folder
            + "' shows it, and 'hpc seed stop "
            + folder
            + "' ends it");
  }

  /**
   * Returns whether a process seeds by a log. The seeder itself must not call this: on some
   * systems, closing the file here would release its lock.
   */
  public static boolean isInUse(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.READ);
        FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /**
   * Opens the log.
   *
   * @param anew whether to forget what an earlier run wrote, as a dry run does
   */
  public SeedLog log(Clock clock, boolean anew) throws IOException {
    if (anew) {
      Files.deleteIfExists(folder.resolve(LOG));
    }
    return SeedLog.open(LogFile.open(folder.resolve(LOG)), clock);
  }

  /** Returns the folder. */
  public Path path() {
    return folder;
  }

  /**
   * Reads the intact entries of a log, also while another process writes to it.
   *
   * @param entries receives them; none if there is no log
   */
  public static void read(Path folder, Consumer<LogEntry> entries) throws IOException {
    Path file = folder.resolve(LOG);
    if (Files.exists(file)) {
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
        SeedLog.read(in, Files.size(file), entries);
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
