package com.happypancake.cli.seed;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.seeder.SeedSnapshot;
import com.happypancake.seeder.SeedSnapshot.Phase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SeedMetersTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private Optional<SeedSnapshot> seed = Optional.empty();
  private final SeedMeters meters = new SeedMeters(registry, () -> seed);

  private double gauge(String name, String... tags) {
    return registry.get("hpc.seed." + name).tags(tags).gauge().value();
  }

  private double counter(String name) {
    return registry.get("hpc.seed." + name).counter().count();
  }

  @Test
  void gaugesShowTheStateAndCountersTheRun() {
    assertThat(gauge("confirmed")).isNaN();
    SeedSnapshot now = Snapshots.of(Phase.BLOCKED, 2_000, Optional.of(Duration.ofMillis(1_500)));
    seed = Optional.of(now);
    meters.accept(now);
    meters.accept(now);
    assertThat(counter("sent")).isEqualTo(4_301_203);
    assertThat(counter("repeated")).isEqualTo(3);
    assertThat(counter("returned")).isEqualTo(1);
    assertThat(counter("nacked")).isEqualTo(2);
    assertThat(counter("incidents")).isEqualTo(2);
    assertThat(gauge("confirmed")).isEqualTo(4_299_999);
    assertThat(gauge("total")).isEqualTo(10_000_000);
    assertThat(gauge("in.flight")).isEqualTo(1_204);
    assertThat(gauge("planned")).isEqualTo(2_000);
    assertThat(gauge("remaining")).isEqualTo(1.5);
    assertThat(gauge("limited")).isZero();
    assertThat(gauge("latency", "quantile", "0.99")).isEqualTo(0.003);
    assertThat(gauge("phase", "phase", "blocked")).isEqualTo(1);
    assertThat(gauge("phase", "phase", "running")).isZero();
    assertThat(gauge("queue.depth", "queue", "news")).isEqualTo(45_012);
  }

  @Test
  void eachMeterIsInTheDocument() throws IOException {
    meters.accept(Snapshots.running());
    String document = Files.readString(Path.of("../docs/metrics.md"));
    assertThat(registry.getMeters())
        .allSatisfy(meter -> assertThat(document).contains("`" + meter.getId().getName() + "`"));
  }
}
