package com.happypancake.extractor.run;

import com.google.protobuf.ByteString;
import com.happypancake.database.Session;
import com.happypancake.database.SourceException;
import com.happypancake.extractor.plan.TablePlan;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Mark;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tracks the consistency of a run's rows. If a snapshot transaction ends early, the rows of the
 * next one show another instant, unless marks and counts prove that no row has changed in between.
 */
final class ConsistencyVerifier {

  private final boolean asked;
  private final List<TablePlan> plans;
  private final List<Mark> marks;
  private final String firstQuery;
  private final Consumer<String> notes;
  private final Store store;
  private Consistency consistency;
  private boolean begun;
  private boolean renewed;

  /**
   * Creates a verifier.
   *
   * @param asked whether the user asked for this consistency, so that a weaker one is an error
   * @param begun whether an earlier run has read rows in a snapshot that has ended
   * @param marks as read before the first row
   * @param firstQuery fixes a snapshot's instant
   * @param store saves the consistency for a run that resumes this one
   */
  ConsistencyVerifier(
      Consistency consistency,
      boolean asked,
      boolean begun,
      List<TablePlan> plans,
      List<Mark> marks,
      String firstQuery,
      Consumer<String> notes,
      Store store) {
    this.consistency = consistency;
    this.asked = asked;
    this.begun = begun;
    this.plans = List.copyOf(plans);
    this.marks = List.copyOf(marks);
    this.firstQuery = firstQuery;
    this.notes = notes;
    this.store = store;
  }

  synchronized Consistency consistency() {
    return consistency;
  }

  /**
   * Begins a snapshot transaction if one is needed and none is open. Call it before each task.
   *
   * @param counts checks whether the tables that were read still have as many rows
   * @throws SourceException if the source refuses the requested mode, or the connection breaks
   */
  synchronized void keep(Session session, CountCheck counts) throws SourceException, IOException {
    if (consistency != Consistency.CONSISTENCY_SNAPSHOT || session.inSnapshot()) {
      return;
    }
    if (!session.beginSnapshot(firstQuery)) {
      weaken("the source refused a snapshot transaction");
    } else {
      // Check only after the transaction has begun, since it doesn't show later changes.
      boolean unchanged = !begun || (isUnchanged(session) && counts.holds(session));
      session.requireSnapshot();
      if (!unchanged) {
        weaken(
            "the snapshot transaction ended early, and nothing proves that no row changed since");
      }
    }
    renewed = begun;
    begun = true;
  }

  /**
   * Returns whether the source may count another number of rows than were read.
   *
   * @param what describes the difference
   * @return false if all rows are of one instant
   * @throws SourceException if snapshot consistency was asked for and is lost
   */
  synchronized boolean allowsDifference(String what) throws SourceException, IOException {
    if (consistency == Consistency.CONSISTENCY_SNAPSHOT && renewed) {
      weaken("rows were deleted since the first snapshot transaction ended: " + what);
    }
    return consistency == Consistency.CONSISTENCY_READ_COMMITTED;
  }

  @FunctionalInterface
  interface Store {

    /** Writes the consistency to disk. */
    void write(Consistency consistency) throws IOException;
  }

  /** Compares the row counts of the tables that were read with the source's. */
  @FunctionalInterface
  interface CountCheck {

    /** Returns whether they are equal in the session's snapshot. */
    boolean holds(Session session) throws SourceException;
  }

  private void weaken(String why) throws SourceException, IOException {
    if (asked) {
      throw new SourceException(
          SourceException.Kind.QUERY,
          why
              + "; begin the dump anew, or add --resume --consistency read-committed to keep what"
              + " was read");
    }
    consistency = Consistency.CONSISTENCY_READ_COMMITTED;
    store.write(consistency);
    notes.accept("read-committed, because " + why);
  }

  /**
   * Returns whether certainly no row was inserted or changed: all tables have a rowversion, and
   * none was assigned since the marks.
   */
  private boolean isUnchanged(Session session) throws SourceException {
    if (!plans.stream().allMatch(TablePlan::hasRowversion)) {
      return false;
    }
    Optional<ByteString> settled = session.facts().settledRowversion();
    return settled.isPresent()
        && marks.stream().allMatch(mark -> mark.getRowversion().equals(settled.get()));
  }
}
