package com.happypancake.extractor.state;

import com.happypancake.database.ServerFacts.ImageOf;
import com.happypancake.database.Session;
import com.happypancake.database.SourceException;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.dumps.RefusedFolderException.Reason;
import com.happypancake.schemas.extraction.ExtractionState;
import com.happypancake.schemas.manifest.Source;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Identifies a session's database, and checks whether a dump was begun of the same one. */
public final class SourceIdentity {

  private SourceIdentity() {}

  /**
   * Returns the identity of a session's database.
   *
   * @param image the database that it is an image of, whose name is used instead
   */
  public static Source of(Session session, Optional<ImageOf> image) throws SourceException {
    Source.Builder source = session.facts().identify().toBuilder();
    image.ifPresent(of -> source.setDatabase(of.database()));
    return source.build();
  }

  /**
   * Refuses to resume a run of another database, or of another snapshot with the same name.
   *
   * @param image the database that the source is an image of now
   * @throws RefusedFolderException if the source is another one
   */
  public static void refuseOther(
      ExtractionState earlier, Source now, Optional<ImageOf> image, Path out)
      throws RefusedFolderException {
    refuseOther(earlier.getSource(), now, out);
    Optional<Instant> instant = image.flatMap(ImageOf::instant);
    if (instant.isPresent() && earlier.hasSourceTime()) {
      long seconds =
          Math.abs(instant.get().getEpochSecond() - earlier.getSourceTime().getSeconds());
      // The source reports the instant in local time, whose offset may have changed by an hour.
      if (seconds != 0 && seconds != Duration.ofHours(1).toSeconds()) {
        throw new RefusedFolderException(
            Reason.OTHER_RUN,
            out
                + ": was begun on another snapshot of the same name, of another instant; begin it"
                + " anew without --resume");
      }
    }
  }

  /**
   * Refuses a dump of another database. After a failover, another server has the same recovery
   * fork, so the forks decide if both are known.
   *
   * @throws RefusedFolderException if the dump is of another database, or of this one before it was
   *     restored
   */
  public static void refuseOther(Source before, Source now, Path out)
      throws RefusedFolderException {
    boolean forks = !before.getRecoveryFork().isEmpty() && !now.getRecoveryFork().isEmpty();
    boolean same =
        before.getDatabase().equals(now.getDatabase())
            && (forks
                ? before.getRecoveryFork().equals(now.getRecoveryFork())
                : before.getServer().equals(now.getServer()));
    if (!same) {
      throw new RefusedFolderException(
          Reason.OTHER_RUN,
          out
              + ": is of another database, or of this one before it was restored; begin it anew"
              + " without --resume, or choose another folder");
    }
  }
}
