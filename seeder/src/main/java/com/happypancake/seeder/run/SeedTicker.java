package com.happypancake.seeder.run;

import com.happypancake.seeder.SeedEvent;
import com.happypancake.seeder.SeedEvent.SeedPreflight;
import com.happypancake.seeder.run.ConfirmedChannel.State;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Reports the progress of a run once a second. */
final class SeedTicker {

  private static final long SECOND_NANOS = 1_000_000_000L;

  private final SeedPreflight preflight;
  private final Consumer<SeedEvent> events;
  private long lastNanos;
  private long lastConfirmed;

  SeedTicker(SeedPreflight preflight, Consumer<SeedEvent> events, long startNanos) {
    this.preflight = preflight;
    this.events = events;
    this.lastNanos = startNanos;
  }

  /** Returns the time until the next report, at least 1 ns. */
  long untilNextNanos(long nowNanos) {
    return Math.max(1, lastNanos + SECOND_NANOS - nowNanos);
  }

  /**
   * Reports the progress if a second has passed since the last report.
   *
   * @return whether it reported
   */
  boolean tick(State state, long nowNanos) {
    if (nowNanos - lastNanos < SECOND_NANOS) {
      return false;
    }
    long confirmed = state.confirms().confirmed();
    double rate = (double) (confirmed - lastConfirmed) * SECOND_NANOS / (nowNanos - lastNanos);
    long left = preflight.lastOrdinal() - preflight.seeding().firstOrdinal() + 1 - confirmed;
    Optional<Duration> remaining =
        rate > 0
            ? Optional.of(Duration.ofSeconds((long) Math.ceil(left / rate)))
            : Optional.empty();
    lastNanos = nowNanos;
    lastConfirmed = confirmed;
    events.accept(
        new SeedEvent.Progress(preflight, state.confirms(), rate, remaining, state.blocked()));
    return true;
  }
}
