package com.happypancake.seeder;

import com.happypancake.schemas.seed.Incident;
import com.happypancake.schemas.seed.RunStopped;
import java.util.List;
import java.util.Optional;

/** An event of a run. Reported by any thread, one at a time. */
public sealed interface SeedEvent {

  /**
   * The progress of the check of the folder's files.
   *
   * @param path the path of the part in its folder
   * @param bytes the bytes checked so far in all files
   * @param total the bytes of all files
   */
  record Checking(String path, long bytes, long total) implements SeedEvent {}

  /**
   * All checks passed, and the first event is next.
   *
   * @param control the hold on the run
   * @param notes what a person should know, a sentence each: what could not be checked, what may be
   *     repeated
   */
  record Begun(SeedControl control, List<String> notes) implements SeedEvent {

    /** Copies the list. */
    public Begun {
      notes = List.copyOf(notes);
    }
  }

  /**
   * The state of the run, once a second.
   *
   * @param state the state
   */
  record Advanced(SeedSnapshot state) implements SeedEvent {}

  /**
   * Something happened that a person should know of.
   *
   * @param incident what
   */
  record Happened(Incident incident) implements SeedEvent {}

  /**
   * The run ended. The log says the same.
   *
   * @param result the end
   */
  record Ended(SeedResult result) implements SeedEvent {}

  /**
   * How a run ended.
   *
   * @param reason the kind of end
   * @param what a sentence about it
   * @param last the last state
   * @param notes what a person should know, a sentence each: how far the rate was kept, what is
   *     proved and what is not
   * @param isDifferent whether a queue's counts or the topology differ at the end from what was
   *     expected
   * @param tooSlow what is wrong if the run was slower than the least rate
   */
  record SeedResult(
      RunStopped.Reason reason,
      String what,
      SeedSnapshot last,
      List<String> notes,
      boolean isDifferent,
      Optional<String> tooSlow) {

    /** Copies the list. */
    public SeedResult {
      notes = List.copyOf(notes);
    }

    /** Returns whether all events are confirmed. */
    public boolean isComplete() {
      return reason == RunStopped.Reason.REASON_COMPLETE;
    }
  }
}
