package com.happypancake.extractor.delta;

import com.happypancake.dumps.chain.MismatchedDumpException;
import com.happypancake.extractor.Delta;
import com.happypancake.extractor.delta.DeletesFacts.TrackedTable;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Deletes;
import java.util.Optional;

/** The way in which a delta finds deleted rows, or the reason why it is refused. */
public sealed interface DeletesDecision {

  /** Why a delta that must use Change Tracking is not read in a database snapshot. */
  String NOT_IN_A_DATABASE_SNAPSHOT =
      "--deletes change-tracking can't be had in a database snapshot, which does not vouch for what"
          + " Change Tracking remembers there; take --deletes keys, or --consistency snapshot";

  /**
   * The chosen way.
   *
   * @param downgrade why it is not Change Tracking, as half a sentence; empty if it is, or if
   *     another way was requested
   */
  record Chosen(Deletes deletes, Optional<String> downgrade) implements DeletesDecision {}

  /**
   * The delta is refused.
   *
   * @param reason as a sentence without its full stop, with advice
   */
  record Refused(String reason) implements DeletesDecision {}

  /**
   * Decides on the way.
   *
   * @param consistency that the rows get; empty if unknown
   */
  static DeletesDecision of(DeletesFacts facts, Optional<Consistency> consistency) {
    boolean insists = facts.asked().equals(Optional.of(Deletes.DELETES_CHANGE_TRACKING));
    if (facts.asked().isPresent() && !insists) {
      return new Chosen(facts.asked().get(), Optional.empty());
    }
    for (TrackedTable table : facts.tables()) {
      Optional<String> obstacle = obstacle(facts, table);
      if (obstacle.isPresent()) {
        String why =
            "Change Tracking can't tell what was deleted from "
                + table.name()
                + " since: "
                + obstacle.get();
        return insists
            ? new Refused(why + "; take --deletes keys, or extract a full dump")
            : new Chosen(Deletes.DELETES_KEYS, Optional.of(why));
      }
    }
    if (consistency.equals(Optional.of(Consistency.CONSISTENCY_DATABASE_SNAPSHOT))) {
      // A database snapshot has all keys of its instant. Its Change Tracking may not reach that
      // instant, or may not answer at all.
      return insists
          ? new Refused(NOT_IN_A_DATABASE_SNAPSHOT)
          : new Chosen(
              Deletes.DELETES_KEYS,
              Optional.of("a database snapshot does not vouch for Change Tracking"));
    }
    return new Chosen(Deletes.DELETES_CHANGE_TRACKING, Optional.empty());
  }

  /**
   * Returns the chosen way.
   *
   * @throws MismatchedDumpException if the delta is refused
   */
  default Chosen granted(Delta delta) throws MismatchedDumpException {
    if (this instanceof Chosen chosen) {
      return chosen;
    }
    throw new MismatchedDumpException(delta.base() + ": " + ((Refused) this).reason());
  }

  private static Optional<String> obstacle(DeletesFacts facts, TrackedTable table) {
    if (facts.image()) {
      return Optional.of("a snapshot or a replica does not tell its version");
    }
    if (table.own().isEmpty()) {
      return Optional.of("it does not follow the table, or the login may not see it");
    }
    if (table.base().isEmpty()) {
      return Optional.of("the base has no version of it");
    }
    long base = table.base().getAsLong();
    if (table.own().getAsLong() < base) {
      return Optional.of("its versions began anew since the base");
    }
    if (table.first().isEmpty() || table.first().getAsLong() > base) {
      return Optional.of(
          "the base is of version "
              + base
              + ", and it remembers from "
              + (table.first().isPresent() ? table.first().getAsLong() : "none")
              + " on");
    }
    return Optional.empty();
  }
}
