package com.happypancake.seeder.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanEtaTest {

  private static final long SECOND = 1_000_000_000L;

  /** Trials of an older estimate jumped between 37 and 59 minutes. */
  @ParameterizedTest
  @ValueSource(strings = {"2000", "max"})
  void atASteadyRateTheEtaFallsWithTheTime(String text) {
    PlanEta eta = new PlanEta(RatePlan.parse(text));
    Random random = new Random(1);
    long total = 2_000L * 3_600;
    for (int second = 0; second <= 3_000; second++) {
      long confirmed = second == 0 ? 0 : second * 2_000L + random.nextInt(400) - 200;
      eta.sample(confirmed, second * SECOND);
      if (second >= 2) {
        double expected = 3_600 - second;
        double remaining = eta.remaining(confirmed, total - confirmed).orElseThrow().toSeconds();
        double tolerance = second < 60 ? 0.06 : 0.02;
        assertThat(remaining).isCloseTo(expected, within(tolerance * expected + 1));
      }
    }
  }

  @Test
  void aRampIsForeseen() {
    RatePlan plan = RatePlan.parse("100..4000/30m, 4000/30m, 500");
    PlanEta eta = new PlanEta(plan);
    long total = Math.round(plan.eventsAt(5_400 * SECOND).orElseThrow());
    for (int second = 0; second < 5_400; second++) {
      long confirmed = Math.round(plan.eventsAt(second * SECOND).orElseThrow());
      eta.sample(confirmed, second * SECOND);
      if (second >= 2) {
        assertThat(eta.remaining(confirmed, total - confirmed).orElseThrow().toSeconds())
            .isCloseTo(5_400 - second, within(30L));
      }
    }
  }

  @Test
  void aRunAtHalfThePlanTakesTwiceTheTime() {
    PlanEta eta = new PlanEta(RatePlan.of(1_000));
    for (int second = 0; second <= 120; second++) {
      eta.sample(second * 500L, second * SECOND);
    }
    assertThat(eta.remaining(60_000, 500_000)).contains(Duration.ofSeconds(1_000));
  }

  @Test
  void aStallIsSmoothedAndOneOfAMinuteLeavesNoEta() {
    PlanEta eta = new PlanEta(RatePlan.parse("max"));
    assertThat(eta.remaining(0, 10)).isEmpty();
    for (int second = 0; second <= 60; second++) {
      eta.sample(second * 500L, second * SECOND);
    }
    for (int second = 61; second <= 72; second++) {
      eta.sample(30_000, second * SECOND);
    }
    assertThat(eta.remaining(30_000, 500_000).orElseThrow().toSeconds())
        .isCloseTo(1_250, within(1L));
    for (int second = 73; second <= 125; second++) {
      eta.sample(30_000, second * SECOND);
    }
    assertThat(eta.remaining(30_000, 500_000)).isEmpty();
  }

  @Test
  void aNewPlanMeasuresAnew() {
    PlanEta eta = new PlanEta(RatePlan.of(1_000));
    eta.sample(0, 0);
    eta.sample(60_000, 60 * SECOND);
    eta.restart(RatePlan.of(10), 60_000);
    eta.sample(60_000, 60 * SECOND);
    eta.sample(60_100, 70 * SECOND);
    assertThat(eta.remaining(60_100, 900)).contains(Duration.ofSeconds(90));
  }
}
