package com.happypancake.seeder.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.seeder.SeedEvent.SeedPreflight;
import com.happypancake.seeder.SeedReport;
import com.happypancake.seeder.SeedReport.Outcome;
import com.happypancake.seeder.Seeding;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.pace.ConfirmTracker.Confirms;
import com.happypancake.seeder.pace.ConfirmTracker.Latency;
import com.happypancake.seeder.pace.EventRate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SeedReportTest {

  private static SeedReport report(EventRate target, OptionalLong peak) {
    Seeding seeding =
        Seeding.builder(Path.of("events"), BrokerAddress.parse("amqp://localhost"))
            .prefix("p.")
            .rate(target)
            .firstOrdinal(11)
            .build();
    return new SeedReport(
        Outcome.LOST,
        new SeedPreflight(seeding, "RabbitMQ 3.10.8", "abc", 5_000, List.of("that <x> holds")),
        new Confirms(100, 60, 1, 2, 61),
        new SeedReport.Throughput(
            4_096, Duration.ofMillis(1_500), Duration.ofMillis(250), Duration.ZERO, peak),
        new Latency(1, 2, 3, 4, 5));
  }

  @Test
  void theJsonHasStableNamesWithUnits() {
    assertThat(report(new EventRate.PerSecond(2_000), OptionalLong.of(2_010)).toJson())
        .isEqualTo(
            """
            {
              "outcome": "LOST",
              "broker": "RabbitMQ 3.10.8",
              "exchange": "p.hpc",
              "prefix": "p.",
              "eventsDigest": "abc",
              "firstOrdinal": 11,
              "lastOrdinal": 5000,
              "resumeOrdinal": 61,
              "events": 100,
              "bytes": 4096,
              "confirmed": 60,
              "returned": 1,
              "nacked": 2,
              "unconfirmed": 37,
              "window": 2000,
              "elapsedSeconds": 1.5,
              "targetPerSecond": 2000.0,
              "meanPerSecond": 40.0,
              "peakPerSecond": 2010,
              "slippedSeconds": 0.25,
              "blockedSeconds": 0.0,
              "confirmLatencyMicros": {
                "p50": 1,
                "p90": 2,
                "p99": 3,
                "p99.9": 4,
                "max": 5
              },
              "unchecked": [
                "that <x> holds"
              ]
            }
            """);
  }

  @Test
  void aFigureThatThereIsNotIsLeftOut() {
    assertThat(report(new EventRate.Unlimited(), OptionalLong.empty()).toJson())
        .doesNotContain("targetPerSecond", "peakPerSecond");
  }

  @Test
  void whatAResumeRepeatsIsWhatWasSentFromThePositionOn() {
    SeedReport report = report(new EventRate.Unlimited(), OptionalLong.empty());
    assertThat(report.mayRepeat()).isEqualTo(50);
    assertThat(SeedRun.position(report))
        .isEqualTo(
            "all events before ordinal 61 are confirmed; of the 50 sent from there on, 37 may or"
                + " may not have arrived; --from-ordinal 61 continues and repeats at most these 50,"
                + " with the same message ids");
  }
}
