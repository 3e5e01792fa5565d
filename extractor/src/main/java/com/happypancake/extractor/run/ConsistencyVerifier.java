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
 * What a run promises of its rows, and how it is kept when a snapshot transaction ends early: in
 * another one rows are of another instant, unless the source proves that nothing has changed.
 */
final class ConsistencyVerifier {

  private final boolean asked;
  private final List<TablePlan> plans;
  private final List<Mark> marks;
  private final String firstQuery;
  private final Consumer<String> notes;
  private final Memory memory;
  private Consistency consistency;
  private boolean begun;
  private boolean renewed;

  /**
   * A promise.
   *
   * @param consistency what is promised so far
   * @param asked whether the caller asked for just that, and takes nothing less
   * @param begun whether rows were read already, in a snapshot that has ended
   * @param marks as read before the first row
   * @param firstQuery fixes a snapshot's instant
   * @param memory keeps what is promised for a run that goes on with this one
   */
  ConsistencyVerifier(
      Consistency consistency,
      boolean asked,
      boolean begun,
      List<TablePlan> plans,
      List<Mark> marks,
      String firstQuery,
      Consumer<String> notes,
      Memory memory) {
    this.consistency = consistency;
    this.asked = asked;
    this.begun = begun;
    this.plans = List.copyOf(plans);
    this.marks = List.copyOf(marks);
    this.firstQuery = firstQuery;
    this.notes = notes;
    this.memory = memory;
  }

  /** Returns what is promised now. */
  synchronized Consistency consistency() {
    return consistency;
  }

  /** Tells whether all rows are to come of one transaction. */
  synchronized boolean isOneTransaction() {
    return consistency == Consistency.CONSISTENCY_SNAPSHOT;
  }

  /**
   * Has a session show the instant that is promised; to be called before each piece of work.
   *
   * @param counts whether the tables that were read have as many rows as they had
   * @throws SourceException if the source refuses what the caller insists on, or the connection
   *     breaks
   * @throws IOException if the disk refuses
   */
  synchronized void keep(Session session, Proof counts) throws SourceException, IOException {
    if (consistency != Consistency.CONSISTENCY_SNAPSHOT || session.inSnapshot()) {
      return;
    }
    if (!session.beginSnapshot(firstQuery)) {
      weaken("the source refused a snapshot transaction");
    } else {
      // Only once the transaction has begun: what changes after that does not show in it.
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
   * Takes that a table has another number of rows than were read.
   *
   * @param what says so
   * @return false if all rows are of one transaction, in which that can't be
   * @throws SourceException if the caller insists on a snapshot
   * @throws IOException if the disk refuses
   */
  synchronized boolean allowsDifference(String what) throws SourceException, IOException {
    if (consistency == Consistency.CONSISTENCY_SNAPSHOT && renewed) {
      weaken("rows were deleted since the first snapshot transaction ended: " + what);
    }
    return consistency == Consistency.CONSISTENCY_READ_COMMITTED;
  }

  /** Keeps what is promised. */
  @FunctionalInterface
  interface Memory {

    /** Keeps it on disk. */
    void keep(Consistency promised) throws IOException;
  }

  /** Looks whether what was read before is still all that there is. */
  @FunctionalInterface
  interface Proof {

    /** Tells whether it is, in the snapshot that a session shows. */
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
    memory.keep(consistency);
    notes.accept("read-committed, because " + why);
  }

  /** All tables have a rowversion, and none was given out: no row was inserted or changed. */
  private boolean isUnchanged(Session session) throws SourceException {
    if (!plans.stream().allMatch(TablePlan::hasRowversion)) {
      return false;
    }
    Optional<ByteString> settled = session.facts().settledRowversion();
    return settled.isPresent()
        && marks.stream().allMatch(mark -> mark.getRowversion().equals(settled.get()));
  }
}
