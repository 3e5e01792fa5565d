package com.happypancake.extractor.consistency;

import static com.happypancake.schemas.manifest.Consistency.CONSISTENCY_DATABASE_SNAPSHOT;
import static com.happypancake.schemas.manifest.Consistency.CONSISTENCY_READ_COMMITTED;
import static com.happypancake.schemas.manifest.Consistency.CONSISTENCY_SNAPSHOT;

import com.happypancake.database.SourceException;
import com.happypancake.extractor.delta.DeletesDecision;
import com.happypancake.schemas.extraction.ExtractionState;
import com.happypancake.schemas.manifest.Consistency;
import java.util.Locale;
import java.util.Optional;

/** The consistency that an extraction gets, or the reason why it is refused. */
public sealed interface ConsistencyDecision {

  /**
   * The consistency that the extraction gets.
   *
   * @param makesSnapshot whether the run has to make a database snapshot, which may still fail
   * @param downgrade why the mode is read-committed although a better one was wanted or promised,
   *     as half a sentence; empty if read-committed was asked for, and for other modes
   */
  record Chosen(Consistency consistency, boolean makesSnapshot, Optional<String> downgrade)
      implements ConsistencyDecision {

    private static Chosen of(Consistency consistency) {
      return new Chosen(consistency, false, Optional.empty());
    }

    private static Chosen readCommitted(String why) {
      return new Chosen(CONSISTENCY_READ_COMMITTED, false, Optional.of(why));
    }
  }

  /**
   * The extraction is refused.
   *
   * @param reason as a sentence without its full stop, with advice
   */
  record Refused(String reason) implements ConsistencyDecision {}

  static ConsistencyDecision of(ConsistencyRequest request, SourceFacts facts) {
    if (request.earlier().isPresent()) {
      return resume(request, request.earlier().get(), facts);
    }
    if (facts.isSnapshot()) {
      // A snapshot shows one instant to any number of readers, which satisfies every request.
      return facts
          .unreadable()
          .<ConsistencyDecision>map(
              why ->
                  new Refused(
                      "the source is a database snapshot, and not all tables can be read in it: "
                          + why
                          + "; leave the table out, or extract from the database itself"))
          .orElse(Chosen.of(CONSISTENCY_DATABASE_SNAPSHOT));
    }
    return request.asked().isPresent()
        ? insist(request.asked().get(), request, facts)
        : best(request, facts);
  }

  private static ConsistencyDecision best(ConsistencyRequest request, SourceFacts facts) {
    if (obstacle(CONSISTENCY_DATABASE_SNAPSHOT, request, facts).isEmpty()) {
      return new Chosen(CONSISTENCY_DATABASE_SNAPSHOT, true, Optional.empty());
    }
    return obstacle(CONSISTENCY_SNAPSHOT, request, facts)
        .map(Chosen::readCommitted)
        .orElse(Chosen.of(CONSISTENCY_SNAPSHOT));
  }

  private static ConsistencyDecision insist(
      Consistency asked, ConsistencyRequest request, SourceFacts facts) {
    Optional<String> obstacle = obstacle(asked, request, facts);
    if (obstacle.isPresent()) {
      return new Refused(
          name(asked)
              + " is asked for and not possible: "
              + obstacle.get()
              + advice(asked, request, facts));
    }
    return new Chosen(asked, asked == CONSISTENCY_DATABASE_SNAPSHOT, Optional.empty());
  }

  /** Returns the obstacle to a mode in a new run, as half a sentence; empty if there is none. */
  static Optional<String> obstacle(
      Consistency mode, ConsistencyRequest request, SourceFacts facts) {
    return switch (mode) {
      case CONSISTENCY_DATABASE_SNAPSHOT -> databaseObstacle(request, facts);
      case CONSISTENCY_SNAPSHOT -> facts.transaction();
      default -> Optional.empty();
    };
  }

  private static Optional<String> databaseObstacle(ConsistencyRequest request, SourceFacts facts) {
    if (request.insistsOnChangeTracking()) {
      return Optional.of(DeletesDecision.NOT_IN_A_DATABASE_SNAPSHOT);
    }
    if (facts.isReplica() && !request.asksFor(CONSISTENCY_DATABASE_SNAPSHOT)) {
      return Optional.of("the source is a replica, of which one is made only if it is asked for");
    }
    return facts.creation().or(facts::unreadable);
  }

  private static String advice(Consistency asked, ConsistencyRequest request, SourceFacts facts) {
    if (asked == CONSISTENCY_SNAPSHOT) {
      return "; ALTER DATABASE … SET ALLOW_SNAPSHOT_ISOLATION ON allows snapshot transactions, or"
          + " choose read-committed";
    }
    if (request.insistsOnChangeTracking()) {
      return "";
    }
    return facts.unreadable().isPresent()
        ? "; choose another consistency, or leave the table out"
        : "; choose another consistency";
  }

  /** A resumed run may ask for a weaker mode than the first run's, but not for a stronger one. */
  private static ConsistencyDecision resume(
      ConsistencyRequest request, ExtractionState earlier, SourceFacts facts) {
    if (facts.earlierSnapshotGone()) {
      String gone =
          "the database snapshot "
              + earlier.getDatabaseSnapshot()
              + " of the unfinished run is gone";
      return request.asked().isEmpty() || request.asksFor(CONSISTENCY_READ_COMMITTED)
          ? Chosen.readCommitted(gone)
          : new Refused(
              gone
                  + ", and with it the consistency of the rows; begin the dump anew, or go on with"
                  + " --consistency read-committed");
    }
    Consistency before = earlier.getConsistency();
    Consistency asked = request.asked().orElse(before);
    if (asked == before || before == CONSISTENCY_DATABASE_SNAPSHOT) {
      return Chosen.of(before);
    }
    if (asked == CONSISTENCY_READ_COMMITTED) {
      return Chosen.of(asked);
    }
    return new Refused(
        String.format(
            Locale.ROOT,
            "the rows read so far are %s, and %s is asked for; begin the dump anew, or go on"
                + " without --consistency",
            name(before),
            name(asked)));
  }

  /** Returns the consistency that the extraction gets; empty if it is refused. */
  default Optional<Consistency> mode() {
    return this instanceof Chosen chosen ? Optional.of(chosen.consistency()) : Optional.empty();
  }

  /**
   * Returns the chosen consistency.
   *
   * @param where the source or folder, for the message
   * @throws SourceException if the extraction is refused
   */
  default Chosen granted(String where) throws SourceException {
    if (this instanceof Chosen chosen) {
      return chosen;
    }
    throw new SourceException(SourceException.Kind.QUERY, where + ": " + ((Refused) this).reason());
  }

  /** Returns a mode's name on the command line. */
  static String name(Consistency mode) {
    return mode.name().replaceFirst("CONSISTENCY_", "").toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
