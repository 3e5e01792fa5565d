package com.happypancake.extractor.state;

import com.happypancake.database.Dialect.ImageOf;
import com.happypancake.database.Session;
import com.happypancake.database.SourceException;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.dumps.RefusedFolderException.Reason;
import com.happypancake.schemas.manifest.Source;
import java.nio.file.Path;
import java.util.Optional;

/** Which database a session is in, and whether it is the one that a dump was begun of. */
public final class SourceIdentity {

  private SourceIdentity() {}

  /**
   * Finds out which database it is.
   *
   * @param image whose image it is; that one's name counts then
   */
  public static Source of(Session session, Optional<ImageOf> image) throws SourceException {
    Source.Builder source = session.dialect().identify(session).toBuilder();
    image.ifPresent(of -> source.setDatabase(of.database()));
    return source.build();
  }

  /**
   * Refuses to go on with the dump of another database. After a failover another server answers, of
   * the same recovery fork, which tells where it is known.
   *
   * @param out the dump's folder
   * @throws RefusedFolderException if it is one, or this one before it was restored
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
