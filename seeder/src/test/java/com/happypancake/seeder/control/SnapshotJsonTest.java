package com.happypancake.seeder.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.seeder.SeedSnapshot;
import com.happypancake.seeder.SeedSnapshot.Counts;
import com.happypancake.seeder.SeedSnapshot.Phase;
import com.happypancake.seeder.SeedSnapshot.Rates;
import com.happypancake.seeder.pace.LatencySummary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SnapshotJsonTest {

  private static final SeedSnapshot BARE =
      new SeedSnapshot(
          Instant.parse("2026-01-02T03:04:05Z"),
          "fi",
          Phase.CHECKING,
          "max",
          new Counts(1, 0, 0, 1, 0, 0, 0, 0, 0),
          new Rates(0.26, 0, OptionalDouble.empty()),
          new LatencySummary(0, 0, 0, 0, 0),
          List.of(),
          Optional.empty(),
          Duration.ofMillis(1_500),
          Optional.empty(),
          0);

  @Test
  void whatIsReadIsWhatWasWritten() {
    SeedSnapshot full = new FakeSeed().snapshot();

    assertThat(SnapshotJson.read(SnapshotJson.of(full))).isEqualTo(full);
  }

  @Test
  void unknownFiguresAreOmitted() {
    assertThat(SnapshotJson.of(BARE))
        .hasToString(
            "{\"time\":\"2026-01-02T03:04:05Z\",\"name\":\"fi\",\"phase\":\"CHECKING\","
                + "\"plan\":\"max\",\"total\":1,\"confirmed\":0,\"prefix\":0,\"lastOrdinal\":1,"
                + "\"inFlight\":0,\"sentInRun\":0,\"repeatedInRun\":0,\"returned\":0,\"nacked\":0,"
                + "\"sentPerSecond\":0.3,\"confirmedPerSecond\":0.0,\"latencyMicros\":{\"p50\":0,"
                + "\"p90\":0,\"p99\":0,\"p99.9\":0,\"max\":0},\"depths\":[],\"elapsedSeconds\":1.5,"
                + "\"incidents\":0}");
    assertThat(SnapshotJson.read(SnapshotJson.of(BARE)).remaining()).isEmpty();
  }
}
