package com.happypancake.extractor.check;

import com.happypancake.database.DatabaseSnapshots;
import com.happypancake.database.Session;
import com.happypancake.database.SourceException;
import com.happypancake.extractor.Delta;
import com.happypancake.extractor.Extraction;
import com.happypancake.extractor.check.Finding.Subject;
import com.happypancake.extractor.state.SnapshotDatabase;
import com.happypancake.schemas.extraction.ExtractionState;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Source;
import java.util.Locale;
import java.util.Optional;

/** Finds out which promises a source permits, without asking it to keep one. */
public final class ConsistencyCheck {

  /** Why a delta that is to ask Change Tracking is not read in a database snapshot. */
  public static final String TRACKING_IN_A_SNAPSHOT =
      "--deletes change-tracking can't be had in a database snapshot, which does not vouch for what"
          + " Change Tracking remembers there; take --deletes keys, or --consistency snapshot";

  private final Extraction extraction;
  private final Session session;
  private final FindingCollector findings;

  ConsistencyCheck(Extraction extraction, Session session, FindingCollector findings) {
    this.extraction = extraction;
    this.session = session;
    this.findings = findings;
  }

  /**
   * Looks.
   *
   * @param earlier the unfinished run that is gone on with
   */
  void look(Source source, Optional<ExtractionState> earlier) throws SourceException {
    findings.about(Subject.CONSISTENCY);
    if (earlier.isPresent()) {
      goOn(source, earlier.get());
      return;
    }
    Optional<String> database = databaseObstacle();
    Optional<String> transaction =
        session.dialect().snapshotObstacle(session, extraction.selected());
    mode(Consistency.CONSISTENCY_DATABASE_SNAPSHOT, database);
    mode(Consistency.CONSISTENCY_SNAPSHOT, transaction);
    mode(Consistency.CONSISTENCY_READ_COMMITTED, Optional.empty());
    Consistency best =
        database.isEmpty()
            ? Consistency.CONSISTENCY_DATABASE_SNAPSHOT
            : transaction.isEmpty()
                ? Consistency.CONSISTENCY_SNAPSHOT
                : Consistency.CONSISTENCY_READ_COMMITTED;
    chosen(extraction.reading().consistency().orElse(best));
  }

  private Optional<String> databaseObstacle() throws SourceException {
    if (extraction.delta().filter(Delta::insistsOnChangeTracking).isPresent()) {
      return Optional.of(TRACKING_IN_A_SNAPSHOT);
    }
    Optional<DatabaseSnapshots> snapshots = session.dialect().databaseSnapshots();
    return snapshots.isEmpty()
        ? Optional.of("the source has no such thing")
        : snapshots.get().obstacle(session, extraction.selected());
  }

  private void mode(Consistency mode, Optional<String> obstacle) {
    boolean asked = extraction.reading().consistency().equals(Optional.of(mode));
    if (obstacle.isEmpty()) {
      findings.ok(name(mode) + " is possible");
    } else if (asked) {
      findings.refuse(name(mode) + " is asked for and not possible: " + obstacle.get());
    } else {
      findings.warn(name(mode) + " is not possible: " + obstacle.get());
    }
  }

  private void chosen(Consistency mode) {
    int connections = extraction.reading().connections();
    if (mode == Consistency.CONSISTENCY_READ_COMMITTED) {
      findings.warn("read-committed is chosen: two tables may show different instants");
    } else if (mode == Consistency.CONSISTENCY_SNAPSHOT && connections > 1) {
      findings.warn(
          "snapshot is chosen, with one connection instead of "
              + connections
              + ", since no two can share a snapshot transaction");
    } else {
      findings.ok(name(mode) + " is chosen: all rows are of one instant");
    }
  }

  private void goOn(Source source, ExtractionState earlier) throws SourceException {
    Optional<SnapshotDatabase> snapshot =
        SnapshotDatabase.of(session, source.getDatabase(), extraction.out());
    String name = earlier.getDatabaseSnapshot();
    if (name.isEmpty() || (snapshot.isPresent() && snapshot.get().exists(session))) {
      findings.ok(name(earlier.getConsistency()) + ", as the unfinished run began");
      return;
    }
    String gone = "the database snapshot " + name + " of the unfinished run is gone";
    if (extraction
        .reading()
        .consistency()
        .equals(Optional.of(Consistency.CONSISTENCY_DATABASE_SNAPSHOT))) {
      findings.refuse(gone + "; begin the dump anew, or go on with --consistency read-committed");
    } else {
      findings.warn("read-committed, because " + gone);
    }
  }

  private static String name(Consistency mode) {
    return mode.name().replaceFirst("CONSISTENCY_", "").toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
