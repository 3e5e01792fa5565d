package com.happypancake.seeder.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.happypancake.seeder.pace.DepthLimiter.Cap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Simulates consumers. Time is in seconds here, and all is computed in steps of 10 ms. */
class DepthLimiterTest {

  private static final double STEP = 0.01;
  private static final int STEPS_PER_CAP = 10;
  private static final long BOUND = 50_000;

  /** A queue with the messages that it gets per event, and what its consumers take per second. */
  private record Consumed(String name, double share, DoubleUnaryOperator perSecond) {}

  /** The rate and the deepest queue at each sample. */
  private record Trace(double seconds, double rate, double deepest, String limit) {}

  private double planned = 2_000;
  private long bound = BOUND;
  private double interval = 1;
  private double failing;
  private double refresh = 1;
  private Duration staleness = Duration.ZERO;

  private List<Trace> run(double seconds, Consumed... queues) {
    DepthLimiter limiter = new DepthLimiter(bound, staleness);
    limiter.sample(0, 0, depths(new double[queues.length], queues));
    double[] depths = new double[queues.length];
    Map<String, Long> known = depths(depths, queues);
    Cap cap = limiter.cap(0, 0, 0).orElseThrow();
    double published = 0;
    double worst = 0;
    List<Trace> trace = new ArrayList<>();
    for (int step = 1; step * STEP <= seconds; step++) {
      double time = step * STEP;
      if (step % STEPS_PER_CAP == 0) {
        cap = limiter.cap(nanos(time), (long) published, 0).orElseThrow();
      }
      double rate = Math.min(planned, cap.eventsPerSecond());
      published += rate * STEP;
      for (int i = 0; i < queues.length; i++) {
        double change = queues[i].share() * rate - queues[i].perSecond().applyAsDouble(time);
        depths[i] = Math.max(0, depths[i] + change * STEP);
        worst = Math.max(worst, depths[i]);
      }
      if (step % Math.round(refresh / STEP) == 0) {
        known = depths(depths, queues);
      }
      if (step % Math.round(interval / STEP) == 0) {
        if (failing == 0 || step % Math.round(failing / STEP) == 0) {
          limiter.sample(nanos(time), (long) published, known);
        }
        trace.add(new Trace(time, rate, worst, rate < planned ? cap.queue() : ""));
      }
    }
    return trace;
  }

  private static Map<String, Long> depths(double[] depths, Consumed... queues) {
    Map<String, Long> byName = new TreeMap<>();
    for (int i = 0; i < queues.length; i++) {
      byName.put(queues[i].name(), (long) depths[i]);
    }
    return byName;
  }

  private static long nanos(double seconds) {
    return Math.round(seconds * 1e9);
  }

  private static Trace last(List<Trace> trace) {
    return trace.get(trace.size() - 1);
  }

  private static double lowest(List<Trace> trace, double fromSeconds) {
    return trace.stream()
        .filter(each -> each.seconds() >= fromSeconds)
        .mapToDouble(Trace::rate)
        .min()
        .orElseThrow();
  }

  private static double highest(List<Trace> trace, double fromSeconds) {
    return trace.stream()
        .filter(each -> each.seconds() >= fromSeconds)
        .mapToDouble(Trace::rate)
        .max()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "50000, 2000, 1.00, 300, 1",
    "50000, 2000, 0.50, 300, 1",
    "50000, 20000, 0.05, 300, 1",
    "50000, 20000, 0.05, 300, 5",
    "50000, 20000, 1.00, 300, 1",
    "50000, 20000, 1.00, 15000, 1",
    "50000, 1000000, 0.30, 400, 1",
    "50000, 2000, 1.00, 300, 5",
    "1000, 2000, 1.00, 300, 1",
    "1000000, 5000, 0.30, 300, 2",
  })
  void behindSteadyConsumersTheRateBecomesTheirs(
      long limit, double plan, double share, double drain, double seconds) {
    bound = limit;
    planned = plan;
    interval = seconds;
    List<Trace> trace = run(2_000, new Consumed("news", share, time -> drain));
    assertThat(last(trace).deepest()).isLessThan(0.95 * bound);
    double late = 1_500;
    assertThat(lowest(trace, late)).isCloseTo(drain / share, within(0.05 * drain / share));
    assertThat(highest(trace, late)).isCloseTo(drain / share, within(0.05 * drain / share));
    assertThat(last(trace).limit()).isEqualTo("news");
  }

  @Test
  void theRateFallsToTheConsumersWithoutASwing() {
    List<Trace> trace = run(600, new Consumed("news", 1, time -> 300));
    assertThat(trace.get(5).rate()).isGreaterThan(1_500);
    double before = trace.get(10).rate();
    for (Trace each : trace.subList(11, trace.size())) {
      assertThat(each.rate()).isLessThanOrEqualTo(before * 1.1);
      before = each.rate();
    }
    assertThat(lowest(trace, 0)).isGreaterThan(270);
  }

  @Test
  void consumersThatKeepUpLimitNothingButTheFirstSeconds() {
    planned = 20_000;
    List<Trace> trace = run(60, new Consumed("news", 0.3, time -> 7_000));
    assertThat(lowest(trace, 10)).isEqualTo(20_000);
  }

  @Test
  void consumersInBurstsGetTheirMean() {
    List<Trace> trace = run(2_000, new Consumed("news", 0.5, time -> time % 20 < 2 ? 3_000 : 0));
    assertThat(last(trace).deepest()).isLessThan(BOUND);
    assertThat(lowest(trace, 1_000)).isGreaterThan(300);
    assertThat(highest(trace, 1_000)).isLessThan(900);
  }

  @Test
  void unsteadyConsumersKeepTheDepthBelowTheBound() {
    Random random = new Random(14);
    double[] perSecond = random.doubles(3_000, 0, 600).toArray();
    List<Trace> trace =
        run(
            2_900,
            new Consumed("news", 0.3, time -> perSecond[(int) (time / 7)]),
            new Consumed("chat", 0.5, time -> perSecond[(int) time]));
    assertThat(last(trace).deepest()).isLessThan(BOUND);
    assertThat(lowest(trace, 1_000)).isGreaterThan(100);
  }

  @Test
  void consumersThatStopHoldTheRunAndItGoesOnWithThem() {
    List<Trace> trace =
        run(900, new Consumed("news", 0.5, time -> time > 300 && time < 600 ? 0 : 300));
    assertThat(last(trace).deepest()).isLessThan(BOUND);
    assertThat(trace.get(590).rate()).isLessThan(5);
    assertThat(trace.get(660).rate()).isGreaterThan(500);
    assertThat(highest(trace, 600)).isLessThan(1_000);
  }

  @Test
  void fasterConsumersBringTheRateBackToThePlan() {
    List<Trace> trace = run(600, new Consumed("news", 0.5, time -> time > 300 ? 2_000 : 300));
    assertThat(trace.get(295).rate()).isLessThan(700);
    assertThat(lowest(trace, 360)).isEqualTo(2_000);
  }

  @Test
  void withoutConsumersTheQueueFillsToNineTenths() {
    List<Trace> trace = run(1_000, new Consumed("news", 1, time -> 0));
    assertThat(last(trace).deepest()).isCloseTo(0.9 * BOUND, within(0.01 * BOUND));
    assertThat(last(trace).rate()).isLessThan(0.01);
  }

  @Test
  void theQueueThatAllowsTheLeastIsNamed() {
    List<Trace> trace =
        run(
            1_500,
            new Consumed("chat", 0.2, time -> 300),
            new Consumed("news", 0.5, time -> time < 700 ? 300 : 5_000));
    assertThat(trace.get(600).limit()).isEqualTo("news");
    assertThat(trace.get(600).rate()).isCloseTo(600, within(30.0));
    assertThat(last(trace).limit()).isEqualTo("chat");
    assertThat(last(trace).rate()).isCloseTo(1_500, within(75.0));
  }

  @Test
  void samplesThatOftenFailHoldTheBoundToo() {
    failing = 7;
    List<Trace> trace = run(1_500, new Consumed("news", 0.5, time -> time < 700 ? 300 : 0));
    assertThat(last(trace).deepest()).isLessThan(BOUND);
    assertThat(trace.get(650).rate()).isCloseTo(600, within(60.0));
  }

  /** The management API's statistics are renewed every five seconds. */
  @ParameterizedTest
  @CsvSource({"2000, 1.00", "20000, 1.00", "2000, 0.50", "20000, 0.05", "1000000, 0.30"})
  void depthsThatAreFiveSecondsOldHoldTheBoundToo(double plan, double share) {
    planned = plan;
    refresh = 5;
    staleness = Duration.ofSeconds(5);
    List<Trace> trace =
        run(3_000, new Consumed("news", share, time -> time > 1_500 && time < 1_800 ? 0 : 300));
    assertThat(last(trace).deepest()).isLessThan(BOUND);
    assertThat(trace.get(1_450).rate()).isCloseTo(300 / share, withinPercentage(40));
    assertThat(lowest(trace, 2_700)).isGreaterThan(150 / share);
    assertThat(highest(trace, 2_700)).isLessThan(500 / share);
  }

  @Test
  void whatWasPublishedSinceTheSampleCountsAsWaiting() {
    DepthLimiter limiter = new DepthLimiter(BOUND);
    limiter.sample(nanos(1), 0, Map.of("news", 0L));
    double before = limiter.cap(nanos(1), 0, 0).orElseThrow().eventsPerSecond();
    assertThat(before).isEqualTo(0.9 * BOUND / 30);
    assertThat(limiter.cap(nanos(2), BOUND / 2, 0).orElseThrow().eventsPerSecond())
        .isLessThan(before / 2);
    assertThat(limiter.cap(nanos(3), BOUND, 0).orElseThrow().eventsPerSecond()).isEqualTo(0.001);
  }

  @Test
  void whatIsInFlightCountsAsWaitingHoweverLongTheBrokerTakes() {
    DepthLimiter limiter = new DepthLimiter(BOUND);
    for (int second = 0; second <= 60; second++) {
      limiter.sample(nanos(second), 100L * second, Map.of("news", 0L));
    }
    double before = limiter.cap(nanos(61), 6_000, 0).orElseThrow().eventsPerSecond();
    assertThat(before).isGreaterThan(100);
    assertThat(limiter.cap(nanos(65), 6_000, BOUND).orElseThrow().eventsPerSecond())
        .isEqualTo(0.001);
  }

  @Test
  void consumersAreTakenForStoppedOnceTheNextSampleIsLate() {
    DepthLimiter limiter = new DepthLimiter(BOUND);
    for (int second = 0; second <= 60; second++) {
      limiter.sample(nanos(second), 300L * second, Map.of("news", 44_000L));
    }
    assertThat(limiter.cap(nanos(61), 18_300, 0).orElseThrow().eventsPerSecond())
        .isCloseTo(334, within(5.0));
    // 44,000 at the last sample, 2,700 since then, and 450 that were taken in 1.5 s.
    assertThat(limiter.cap(nanos(69), 20_700, 0).orElseThrow().eventsPerSecond())
        .isCloseTo(300 * (BOUND - 46_250) / 5_000.0, within(5.0));
  }

  @Test
  void withoutSamplesTheCapIsKeptForAWhileAndThenHalved() {
    DepthLimiter limiter = new DepthLimiter(BOUND);
    assertThat(limiter.cap(0, 0, 0)).isEmpty();
    for (int second = 0; second <= 60; second++) {
      limiter.sample(nanos(second), 100L * second, Map.of("news", 0L));
    }
    double kept = limiter.cap(nanos(70), 6_000, 0).orElseThrow().eventsPerSecond();
    assertThat(kept).isGreaterThan(100);
    assertThat(limiter.cap(nanos(70.1), 6_000, 0).orElseThrow().eventsPerSecond())
        .isCloseTo(100, within(1.0));
    Cap later = limiter.cap(nanos(85), 6_000, 0).orElseThrow();
    assertThat(later.eventsPerSecond()).isCloseTo(50, within(1.0));
    assertThat(later.why()).isEqualTo("queue news gave no depth for 25 s");
    assertThat(limiter.cap(nanos(7_000), 6_000, 0).orElseThrow().eventsPerSecond())
        .isEqualTo(0.001);
    limiter.sample(nanos(7_000), 7_000, Map.of("news", 10L));
    assertThat(limiter.cap(nanos(7_001), 7_000, 0).orElseThrow().eventsPerSecond())
        .isGreaterThan(1_000);
  }

  @Test
  void aSampleThatIsNotNewerIsIgnored() {
    DepthLimiter limiter = new DepthLimiter(BOUND);
    limiter.sample(nanos(10), 1_000, Map.of("news", 30_000L));
    limiter.sample(nanos(11), 2_000, Map.of("news", 30_500L));
    Cap before = limiter.cap(nanos(11), 2_000, 0).orElseThrow();
    assertThat(before.why()).isEqualTo("queue news holds 30500 of at most 50000 messages");
    limiter.sample(nanos(11), 2_000, Map.of("news", 5L));
    limiter.sample(nanos(9), 500, Map.of("news", 5L));
    limiter.sample(nanos(12), 3_000, Map.of());
    assertThat(limiter.cap(nanos(11), 2_000, 0)).contains(before);
  }

  @Test
  void aBoundOfNothingIsRefused() {
    assertThatThrownBy(() -> new DepthLimiter(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a queue's bound is at least 1 message, not 0");
  }

  /** Every event is sent by the pacer here. */
  @Test
  void withThePacerEachEventIsSentAtTheConsumersRate() {
    DepthLimiter limiter = new DepthLimiter(10_000);
    Pacer pacer = new Pacer(RatePlan.of(2_000), 0, nanos(0.25));
    long now = 0;
    long n = 0;
    long worst = 0;
    for (int second = 0; second < 600; second++) {
      // Consumers took 300 messages per second since the first event.
      long depth = Math.max(0, n - 300L * second);
      worst = Math.max(worst, depth);
      limiter.sample(now, n, Map.of("news", depth));
      pacer.cap(OptionalDouble.of(limiter.cap(now, n, 0).orElseThrow().eventsPerSecond()), n, now);
      long end = nanos(second + 1);
      while (pacer.dueNanos(n, now) < end) {
        now = Math.max(now, pacer.dueNanos(n, now));
        n++;
      }
      now = end;
    }
    assertThat(worst).isBetween(8_700L, 9_100L);
    assertThat(n).isCloseTo(300 * 600 + 9_000, within(200L));
    assertThat(pacer.isCapped(n)).isTrue();
    assertThat(pacer.slippedNanos()).isZero();
  }
}
