package com.happypancake.extractor;

import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.dumps.RefusedFolderException.Reason;
import com.happypancake.extractor.source.Dialect.ImageOf;
import com.happypancake.extractor.source.Session;
import com.happypancake.extractor.source.SourceException;
import com.happypancake.schemas.manifest.Source;
import java.nio.file.Path;
import java.util.Optional;

/** Which database a session is in, and whether it is the one that a dump was begun of. */
final class SourceIdentity {

  private SourceIdentity() {}

  /**
   * Finds out which database it is.
   *
   * @param image whose image it is; that one's name counts then
   */
  static Source of(Session session, Optional<ImageOf> image) throws SourceException {
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
  static void refuseOther(Source before, Source now, Path out) throws RefusedFolderException {
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
