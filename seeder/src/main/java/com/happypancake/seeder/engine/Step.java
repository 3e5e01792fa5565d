package com.happypancake.seeder.engine;

import com.happypancake.schemas.seed.RunStopped;

/** What a run does next. */
public sealed interface Step {

  /** Open a link, then call {@link SeedEngine#connected} or {@link SeedEngine#notConnected}. */
  record Connect() implements Step {}

  /** Read the next event, then call {@link SeedEngine#loaded} or {@link SeedEngine#exhausted}. */
  record Load() implements Step {}

  /**
   * Hand an event to the link, then call {@link SeedEngine#written}.
   *
   * @param ordinal the event's ordinal
   */
  record Publish(long ordinal) implements Step {}

  /**
   * Wait for an answer, at most this long.
   *
   * @param nanos at least 1
   */
  record Wait(long nanos) implements Step {}

  /**
   * The run is over. Its last progress is to be logged.
   *
   * @param reason how it ended
   * @param what a sentence for people
   */
  record End(RunStopped.Reason reason, String what) implements Step {}
}
