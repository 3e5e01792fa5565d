package com.happypancake.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private final List<String> events = new ArrayList<>();
  private final AtomicLong wall = new AtomicLong();
  private final AtomicLong cpu = new AtomicLong();
  private final Comparison comparison = new Comparison(wall::get, cpu::get, text -> {});

  /**
   * Adds a contender whose rounds take 1, 3, 2, ... times {@code seconds}, twice that on all cores.
   */
  private void add(String name, long seconds) {
    AtomicLong round = new AtomicLong();
    comparison.add(
        name,
        () -> {
          events.add(name);
          long nanos =
              seconds * 1_000_000_000 * List.of(1, 3, 2).get((int) round.getAndIncrement());
          wall.addAndGet(nanos);
          cpu.addAndGet(2 * nanos);
        },
        () -> {
          events.add("after " + name);
          wall.addAndGet(500_000_000_000L);
        });
  }

  @Test
  void contendersTakeTurnsAndTidyUpUnmeasured() throws IOException, InterruptedException {
    add("a", 1);
    add("b", 10);
    List<Timing> timings = comparison.run(3);
    assertThat(events.subList(0, 6))
        .containsExactly("a", "after a", "b", "after b", "a", "after a");
    assertThat(timings).extracting(Timing::name).containsExactly("a", "b");
    Timing a = timings.get(0);
    Timing b = timings.get(1);
    assertThat(a.seconds()).isCloseTo(2, within(1e-9));
    assertThat(a.cpuSeconds()).isCloseTo(4, within(1e-9));
    assertThat(a.range()).isEqualTo("1.000 to 3.000");
    assertThat(a.speedup(b)).isCloseTo(10, within(1e-9));
    assertThat(b.megabytesPerSecond(40_000_000)).isCloseTo(2, within(1e-9));
  }

  @Test
  void aWarmUpIsNotMeasured() throws IOException, InterruptedException {
    add("a", 1);
    List<Timing> timings = comparison.warmUp().run(1);
    assertThat(events).hasSize(4);
    assertThat(timings.get(0).nanos()).containsExactly(3_000_000_000L);
  }

  @Test
  void aQuantileIsATimeThatWasMeasured() {
    Timing timing = new Timing("t", List.of(4_000_000_000L, 1_000_000_000L), List.of());
    assertThat(timing.quantile(0.5)).isCloseTo(1, within(1e-9));
    assertThat(timing.quantile(0.99)).isCloseTo(4, within(1e-9));
  }

  @Test
  void aTimingWithoutARoundIsRefused() {
    assertThatThrownBy(() -> new Timing("t", List.of(), List.of()))
        .hasMessage("t: no round was run");
  }
}
