package com.happypancake.extractor.delta;

import com.happypancake.database.Session;
import com.happypancake.database.SourceException;
import com.happypancake.dumps.chain.DumpChain;
import com.happypancake.dumps.chain.MismatchedDumpException;
import com.happypancake.extractor.Delta;
import com.happypancake.extractor.plan.TablePlan;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Deletes;
import com.happypancake.schemas.manifest.Mark;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Chooses how a delta finds the rows that were deleted since its base. */
public final class DeletedRows {

  private DeletedRows() {}

  /**
   * Chooses how rows that are gone are found.
   *
   * @param marks the extraction's own
   * @throws SourceException if the source has not what was asked for
   * @throws MismatchedDumpException if the base is older than what Change Tracking remembers
   */
  static Deletes choose(
      Delta delta, DumpChain base, Session session, List<TablePlan> plans, List<Mark> marks)
      throws SourceException, IOException {
    Deletes asked = delta.deletes().orElse(Deletes.DELETES_UNSPECIFIED);
    if (asked == Deletes.DELETES_KEYS || asked == Deletes.DELETES_NONE) {
      return asked;
    }
    for (TablePlan plan : plans) {
      Optional<String> obstacle = obstacle(base, session, plan, marks);
      if (obstacle.isPresent()) {
        if (asked == Deletes.DELETES_CHANGE_TRACKING) {
          throw new MismatchedDumpException(
              String.format(
                  Locale.ROOT,
                  "%s: Change Tracking can't tell what was deleted from %s since: %s; take"
                      + " --deletes keys, or extract a full dump",
                  delta.base(),
                  plan.table().qualifiedName(),
                  obstacle.get()));
        }
        return Deletes.DELETES_KEYS;
      }
    }
    return Deletes.DELETES_CHANGE_TRACKING;
  }

  /** Tells whether another way may yet be taken, {@link #under} what is promised. */
  public static boolean isLeftToThePromise(Delta delta, Deletes chosen) {
    return chosen == Deletes.DELETES_CHANGE_TRACKING && !delta.insistsOnChangeTracking();
  }

  /**
   * Returns how rows that are gone are found under a promise. A database snapshot has all keys of
   * its instant; that its Change Tracking has all versions up to it, nothing guarantees, and it may
   * not be asked at all.
   */
  public static Deletes under(Consistency consistency, Deletes chosen) {
    return chosen == Deletes.DELETES_CHANGE_TRACKING
            && consistency == Consistency.CONSISTENCY_DATABASE_SNAPSHOT
        ? Deletes.DELETES_KEYS
        : chosen;
  }

  private static Optional<String> obstacle(
      DumpChain base, Session session, TablePlan plan, List<Mark> marks)
      throws SourceException, IOException {
    Optional<Mark> own =
        marks.stream()
            .filter(mark -> mark.getTable().equals(plan.table().qualifiedName()))
            .filter(Mark::hasChangeTrackingVersion)
            .findFirst();
    if (own.isEmpty()) {
      return Optional.of("it does not follow the table, or the login may not see it");
    }
    Mark before = base.mark(plan.table());
    if (!before.hasChangeTrackingVersion()) {
      return Optional.of("the base has no version of it");
    }
    if (own.get().getChangeTrackingVersion() < before.getChangeTrackingVersion()) {
      return Optional.of("its versions began anew since the base");
    }
    OptionalLong first = session.dialect().firstTrackedVersion(session, plan.table());
    return first.isPresent() && first.getAsLong() <= before.getChangeTrackingVersion()
        ? Optional.empty()
        : Optional.of(
            "the base is of version "
                + before.getChangeTrackingVersion()
                + ", and it remembers from "
                + (first.isPresent() ? first.getAsLong() : "none")
                + " on");
  }
}
