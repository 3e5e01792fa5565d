package com.happypancake.seeder;

import com.happypancake.seeder.pace.Confirms;
import java.time.Duration;
import java.util.Optional;

/** What a run reports while it goes on; on the thread that seeds. */
public sealed interface SeedEvent {

  /**
   * A part's file is about to be checked against the manifest, which takes its time.
   *
   * @param path of the part in its folder
   */
  record Checking(String path) implements SeedEvent {}

  /**
   * All checks passed; the first event is next.
   *
   * @param preflight what they found
   */
  record Checked(SeedPreflight preflight) implements SeedEvent {}

  /**
   * Where the run is, about once a second.
   *
   * @param preflight what was known before the run
   * @param confirms counts since the run began
   * @param ratePerSecond events confirmed per second since the last report
   * @param remaining the time until the rest is confirmed at the present rate; empty while nothing
   *     is confirmed
   * @param blocked why the broker accepts nothing at present; empty while it does
   */
  record Progress(
      SeedPreflight preflight,
      Confirms confirms,
      double ratePerSecond,
      Optional<Duration> remaining,
      Optional<String> blocked)
      implements SeedEvent {}

  /**
   * An event came back, because no queue is bound for it. The run stops.
   *
   * @param ordinal in the folder
   * @param routingKey for example {@code chat.message-sent}
   * @param reason the broker's, for example {@code NO_ROUTE}
   */
  record Returned(long ordinal, String routingKey, String reason) implements SeedEvent {}

  /**
   * The run is over, however it ended. Reported before {@link Seeder#seed} returns or throws, and
   * only if a run began.
   *
   * @param report what it did
   */
  record Ended(SeedReport report) implements SeedEvent {}
}
