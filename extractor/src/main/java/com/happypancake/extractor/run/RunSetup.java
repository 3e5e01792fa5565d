package com.happypancake.extractor.run;

import com.google.protobuf.Timestamp;
import com.happypancake.database.Dialect.ImageOf;
import com.happypancake.database.Session;
import com.happypancake.database.SourceException;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.dumps.RefusedFolderException.Reason;
import com.happypancake.dumps.chain.DumpChain;
import com.happypancake.extractor.Delta;
import com.happypancake.extractor.Extraction;
import com.happypancake.extractor.check.ConsistencyCheck;
import com.happypancake.extractor.delta.DeletedRows;
import com.happypancake.extractor.delta.DeltaRun;
import com.happypancake.extractor.delta.SourceMarks;
import com.happypancake.extractor.plan.TablePlan;
import com.happypancake.extractor.state.ResumeSettings;
import com.happypancake.extractor.state.SnapshotDatabase;
import com.happypancake.extractor.state.SourceIdentity;
import com.happypancake.schemas.extraction.ExtractionState;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Source;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What comes before the first row: which database this is, its clock and its marks, and the best
 * consistency that it permits, in this order, since what is marked has to lie before what is read.
 */
final class RunSetup {

  private final Extraction extraction;
  private final Session session;
  private final Optional<DumpChain> base;
  private final Consumer<String> notes;

  RunSetup(
      Extraction extraction, Session session, Optional<DumpChain> base, Consumer<String> notes) {
    this.base = base;
    this.extraction = extraction;
    this.session = session;
    this.notes = notes;
  }

  /**
   * Begins, or goes on.
   *
   * @param earlier what an unfinished run found
   * @return what is to be remembered
   * @throws SourceException if the source refuses what was asked for
   * @throws RefusedFolderException if this is another database than the unfinished run's
   */
  ExtractionState begin(List<TablePlan> plans, Optional<ExtractionState> earlier)
      throws SourceException, IOException {
    Optional<ImageOf> image = session.dialect().imageOf(session);
    Source source = SourceIdentity.of(session, image);
    if (base.isPresent()) {
      base.get().refuseOther(extraction.manifest(source).build());
    }
    Optional<SnapshotDatabase> snapshot =
        SnapshotDatabase.of(session, source.getDatabase(), extraction.out());
    if (earlier.isPresent()) {
      refuseOtherImage(earlier.get(), image);
      return goOn(earlier.get(), source);
    }
    if (snapshot.isPresent() && image.isEmpty()) {
      snapshot.get().dropLeft(session, notes);
    }
    ExtractionState.Builder state =
        ExtractionState.newBuilder()
            .addAllConfiguration(ResumeSettings.of(extraction, session.address()))
            .setSource(source);
    Optional<Instant> clock = session.dialect().clock(session, extraction.country().zone());
    image
        .flatMap(ImageOf::instant)
        .or(() -> clock)
        .ifPresent(instant -> state.setSourceTime(timestamp(instant)));
    state.addAllMarks(marks(plans, image).toList());
    plans.forEach(plan -> state.addTables(plan.table().qualifiedName()));
    if (base.isPresent()) {
      // What the base can't serve is refused before a snapshot is made.
      state.setDeletes(
          DeltaRun.choose(
                  extraction.delta().orElseThrow(),
                  base.get(),
                  session,
                  plans,
                  state.getMarksList())
              .deletes());
    }
    Consistency consistency = choose(snapshot, image);
    if (consistency == Consistency.CONSISTENCY_DATABASE_SNAPSHOT && image.isEmpty()) {
      state.setDatabaseSnapshot(snapshot.orElseThrow().name());
    }
    state.setDeletes(DeletedRows.under(consistency, state.getDeletes()));
    return state.setConsistency(consistency).build();
  }

  private SourceMarks marks(List<TablePlan> plans, Optional<ImageOf> image) throws SourceException {
    if (image.isPresent() && extraction.highWater().isEmpty()) {
      notes.accept(
          "the source is an image of "
              + image.get().database()
              + " and can't tell its rowversion mark: no delta can start here, unless --high-water"
              + " gives it");
    }
    return SourceMarks.read(session, plans, image.isPresent(), extraction.highWater());
  }

  private static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }

  /** A snapshot of the same name that was made anew is of another instant. */
  private void refuseOtherImage(ExtractionState earlier, Optional<ImageOf> image)
      throws RefusedFolderException {
    Optional<Instant> instant = image.flatMap(ImageOf::instant);
    if (instant.isPresent() && earlier.hasSourceTime()) {
      long seconds =
          Math.abs(instant.get().getEpochSecond() - earlier.getSourceTime().getSeconds());
      // Its time is told in the server's own, whose hour may have changed meanwhile.
      if (seconds != 0 && seconds != Duration.ofHours(1).toSeconds()) {
        throw new RefusedFolderException(
            Reason.OTHER_RUN,
            extraction.out()
                + ": was begun on another snapshot of the same name, of another instant; begin it"
                + " anew without --resume");
      }
    }
  }

  private ExtractionState goOn(ExtractionState earlier, Source source)
      throws SourceException, RefusedFolderException {
    SourceIdentity.refuseOther(earlier.getSource(), source, extraction.out());
    Optional<SnapshotDatabase> made =
        SnapshotDatabase.named(session, earlier.getDatabaseSnapshot());
    if (earlier.getDatabaseSnapshot().isEmpty()
        || (made.isPresent() && made.get().exists(session))) {
      return reasked(earlier);
    }
    Optional<Consistency> asked = extraction.reading().consistency();
    if (asked.isPresent() && asked.get() != Consistency.CONSISTENCY_READ_COMMITTED) {
      throw new SourceException(
          SourceException.Kind.QUERY,
          session.address()
              + ": the database snapshot "
              + earlier.getDatabaseSnapshot()
              + " is gone, and with it what the rows promise; begin the dump anew, or go on with"
              + " --consistency read-committed");
    }
    notes.accept(
        "read-committed, because the database snapshot "
            + earlier.getDatabaseSnapshot()
            + " is gone");
    return earlier.toBuilder()
        .clearDatabaseSnapshot()
        .setConsistency(Consistency.CONSISTENCY_READ_COMMITTED)
        .build();
  }

  /** Less may be asked for than was promised, and not more. */
  private ExtractionState reasked(ExtractionState earlier) throws SourceException {
    Consistency before = earlier.getConsistency();
    Consistency asked = extraction.reading().consistency().orElse(before);
    if (asked == before || before == Consistency.CONSISTENCY_DATABASE_SNAPSHOT) {
      return earlier;
    }
    if (asked == Consistency.CONSISTENCY_READ_COMMITTED) {
      return earlier.toBuilder().setConsistency(asked).build();
    }
    throw new SourceException(
        SourceException.Kind.QUERY,
        String.format(
            Locale.ROOT,
            "%s: what was read so far promises %s, and %s is asked for; begin the dump anew, or go"
                + " on without --consistency",
            extraction.out(),
            before,
            asked));
  }

  private Consistency choose(Optional<SnapshotDatabase> snapshot, Optional<ImageOf> image)
      throws SourceException {
    Optional<Consistency> asked = extraction.reading().consistency();
    if (image.flatMap(ImageOf::instant).isPresent()) {
      if (snapshot.isPresent()) {
        refuseUnreadable(snapshot.get());
      }
      // It is a database snapshot, whoever made it, and shows one instant to any number of readers.
      return Consistency.CONSISTENCY_DATABASE_SNAPSHOT;
    }
    if (asked.isPresent()) {
      return insist(asked.get(), snapshot);
    }
    if (snapshot.isPresent()
        && image.isEmpty()
        && !insistsOnChangeTracking()
        && snapshot.get().isPermitted(session)
        && snapshot.get().unreadable(session, extraction.selected()).isEmpty()) {
      try {
        snapshot.get().create(session);
        return Consistency.CONSISTENCY_DATABASE_SNAPSHOT;
      } catch (SourceException e) {
        session.revive();
        notes.accept("no database snapshot: " + e.getMessage());
        dropIfMade(snapshot.get());
      }
    }
    return session.dialect().allowsSnapshot(session, extraction.selected())
        ? Consistency.CONSISTENCY_SNAPSHOT
        : Consistency.CONSISTENCY_READ_COMMITTED;
  }

  private void refuseUnreadable(SnapshotDatabase snapshot) throws SourceException {
    Optional<String> unreadable = snapshot.unreadable(session, extraction.selected());
    if (unreadable.isPresent()) {
      throw new SourceException(
          SourceException.Kind.QUERY,
          session.address()
              + ": no database snapshot will do: "
              + unreadable.get()
              + "; choose another consistency, or leave the table out");
    }
  }

  private boolean insistsOnChangeTracking() {
    return extraction.delta().filter(Delta::insistsOnChangeTracking).isPresent();
  }

  /** A server may have made it all the same, and only its answer was lost. */
  private void dropIfMade(SnapshotDatabase snapshot) throws SourceException {
    if (snapshot.exists(session)) {
      snapshot.dropLeft(session, notes);
    }
  }

  private Consistency insist(Consistency asked, Optional<SnapshotDatabase> snapshot)
      throws SourceException {
    if (asked == Consistency.CONSISTENCY_DATABASE_SNAPSHOT) {
      if (snapshot.isEmpty()) {
        throw new SourceException(
            SourceException.Kind.QUERY,
            session.address() + ": the source has no database snapshots; choose snapshot");
      }
      if (insistsOnChangeTracking()) {
        throw new SourceException(
            SourceException.Kind.QUERY,
            session.address() + ": " + ConsistencyCheck.TRACKING_IN_A_SNAPSHOT);
      }
      refuseUnreadable(snapshot.get());
      snapshot.get().create(session);
    } else if (asked == Consistency.CONSISTENCY_SNAPSHOT
        && !session.dialect().allowsSnapshot(session, extraction.selected())) {
      throw new SourceException(
          SourceException.Kind.QUERY,
          session.address()
              + ": the source does not allow snapshot transactions; ALTER DATABASE … SET"
              + " ALLOW_SNAPSHOT_ISOLATION ON allows them, or choose read-committed");
    }
    return asked;
  }
}
