package com.happypancake.cli.seed;

import com.happypancake.seeder.SeedSnapshot;
import com.happypancake.seeder.SeedSnapshot.Counts;
import com.happypancake.seeder.SeedSnapshot.Phase;
import com.happypancake.seeder.SeedSnapshot.QueueDepth;
import com.happypancake.seeder.SeedSnapshot.Rates;
import com.happypancake.seeder.pace.LatencySummary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** States of a run of ten million events. */
final class Snapshots {

  private Snapshots() {}

  static SeedSnapshot of(Phase phase, double planned, Optional<Duration> remaining) {
    return new SeedSnapshot(
        Instant.parse("2026-01-02T03:04:05Z"),
        "fi",
        phase,
        "2000",
        new Counts(10_000_000, 4_299_999, 4_299_000, 10_000_000, 1_204, 4_301_203, 3, 1, 2),
        new Rates(1_998, 1_997, planned > 0 ? OptionalDouble.of(planned) : OptionalDouble.empty()),
        new LatencySummary(1_000, 2_000, 3_000, 4_000, 5_000),
        List.of(new QueueDepth("news", 45_012)),
        phase == Phase.RUNNING
            ? Optional.of("queue news holds 45012 of at most 50000 messages")
            : Optional.empty(),
        Duration.ofMinutes(36),
        remaining,
        2);
  }

  static SeedSnapshot running() {
    return of(Phase.RUNNING, 2_000, Optional.of(Duration.ofSeconds(2_850)));
  }
}
