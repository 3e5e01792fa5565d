package com.happypancake.seeder;

import com.happypancake.seeder.pace.ConfirmTracker.Confirms;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An event of a run, reported on the thread that seeds. */
public sealed interface SeedEvent {

  /**
   * The progress of the check of the folder's files. Reported for each piece of a file, and at the
   * start of each file.
   *
   * @param path the path of the part in its folder
   * @param bytes the bytes checked so far in all files
   * @param total the bytes of all files
   */
  record Checking(String path, long bytes, long total) implements SeedEvent {}

  /**
   * All checks passed, and the first event is next.
   *
   * @param preflight the facts known before the run
   */
  record Checked(SeedPreflight preflight) implements SeedEvent {}

  /**
   * The state of the run, reported about once a second.
   *
   * @param preflight the facts known before the run
   * @param confirms the counts since the run began
   * @param ratePerSecond the events confirmed per second since the last report
   * @param remaining the time until the rest is confirmed at this rate; empty if the rate is 0
   * @param blocked the broker's reason for accepting no events; empty while it accepts events
   */
  record Progress(
      SeedPreflight preflight,
      Confirms confirms,
      double ratePerSecond,
      Optional<Duration> remaining,
      Optional<String> blocked)
      implements SeedEvent {}

  /**
   * An event was returned because no queue is bound for it. The run stops.
   *
   * @param ordinal the event's ordinal in the folder
   * @param routingKey the event's routing key, for example {@code chat.message-sent}
   * @param reason the broker's reason, for example {@code NO_ROUTE}
   */
  record Returned(long ordinal, String routingKey, String reason) implements SeedEvent {}

  /**
   * The run ended in any way. Reported before {@link Seeder#seed} returns or throws, and only if
   * the run began.
   *
   * @param report the run's report
   */
  record Ended(SeedReport report) implements SeedEvent {}

  /**
   * The facts known before the first event, after all checks passed.
   *
   * @param seeding the settings
   * @param broker the broker's product and version
   * @param eventsDigest the content digest of the folder
   * @param lastOrdinal the last ordinal of the folder, which is the number of its events
   * @param unchecked what could not be checked and why, one sentence each
   */
  record SeedPreflight(
      Seeding seeding,
      String broker,
      String eventsDigest,
      long lastOrdinal,
      List<String> unchecked) {

    /** Copies the list. */
    public SeedPreflight {
      unchecked = List.copyOf(unchecked);
    }
  }
}
