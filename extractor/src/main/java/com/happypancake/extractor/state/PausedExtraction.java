package com.happypancake.extractor.state;

import com.happypancake.dumps.DumpLayout;
import com.happypancake.dumps.PrivateFiles;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.dumps.RefusedFolderException.Reason;
import com.happypancake.extractor.pace.Throttle;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Pauses an unfinished extraction from another process, and lets it go on, by a file in its state
 * that its readers look for. The pause outlasts the run: a run that resumes it waits too.
 */
public final class PausedExtraction {

  private PausedExtraction() {}

  /**
   * Pauses the extraction in a folder.
   *
   * @return false where it was paused already
   * @throws RefusedFolderException if no extraction is unfinished there
   * @throws IOException if the disk refuses
   */
  public static boolean pause(Path dump) throws IOException {
    refuseUnlessUnfinished(dump);
    try {
      PrivateFiles.create(file(dump)).close();
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (NoSuchFileException e) {
      throw none(dump);
    }
  }

  /**
   * Lets the extraction in a folder go on.
   *
   * @return false where it was not paused
   * @throws RefusedFolderException if no extraction is unfinished there
   * @throws IOException if the disk refuses
   */
  public static boolean unpause(Path dump) throws IOException {
    refuseUnlessUnfinished(dump);
    return Files.deleteIfExists(file(dump));
  }

  public static boolean isPaused(Path dump) {
    return Files.exists(file(dump));
  }

  private static Path file(Path dump) {
    return DumpLayout.state(dump).resolve(Throttle.PAUSE_FILE);
  }

  private static void refuseUnlessUnfinished(Path dump) throws RefusedFolderException {
    if (Files.exists(dump.resolve(DumpLayout.MANIFEST)) || !StateFolder.of(dump).isThere()) {
      throw none(dump);
    }
  }

  private static RefusedFolderException none(Path dump) {
    return new RefusedFolderException(
        Reason.NO_DUMP,
        dump + ": no extraction is unfinished there; see whether the folder is the one of --out");
  }
}
