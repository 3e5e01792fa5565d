package com.happypancake.seeder.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacerTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long CATCH_UP = SECOND / 4;
  private static final long START = -7_000;

  private static Pacer pacer(double rate) {
    return new Pacer(RatePlan.of(rate), START, CATCH_UP);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0, 0",
    "1, 1, 1000000000",
    "2000, 1, 500000",
    "2000, 2000, 1000000000",
    "3, 1, 333333333",
    "3, 3, 1000000000",
    "0.5, 10, 20000000000",
    "3, 500000001, 166666667000000000",
    "1000000000, 5, 5",
  })
  void eachDeadlineComesFromTheNumberAndTheRate(double rate, long n, long expectedNanos) {
    assertThat(pacer(rate).dueNanos(n, START) - START).isEqualTo(expectedNanos);
  }

  @Test
  void everyTenthOfASecondHasItsShareOfTheEvents() {
    Pacer pacer = pacer(2_000);
    int[] tenths = new int[50];
    for (int n = 0; n < 10_000; n++) {
      tenths[(int) ((pacer.dueNanos(n, START) - START) / (SECOND / 10))]++;
    }
    assertThat(tenths).containsOnly(200);
  }

  @Test
  void wakingUpLateNeitherDriftsNorSlips() {
    Pacer pacer = pacer(1_000);
    Random random = new Random(1);
    long now = START;
    for (int n = 0; n < 100_000; n++) {
      long due = pacer.dueNanos(n, now);
      assertThat(due - START).isEqualTo(n * 1_000_000L);
      now = Math.max(now, due) + random.nextInt(3_000_000) / 2;
      // Sometimes late by more than an interval, but by less than the limit, so it catches up.
      now = Math.min(now, START + n * 1_000_000L + CATCH_UP);
    }
    assertThat(pacer.slippedNanos()).isZero();
  }

  @Test
  void aStallIsFollowedByABurstOfAQuarterOfASecondAndTheRestIsTold() {
    Pacer pacer = pacer(1_000);
    assertThat(pacer.dueNanos(0, START)).isEqualTo(START);
    long now = START + 60 * SECOND;
    int burst = 0;
    while (pacer.dueNanos(1 + burst, now) <= now) {
      burst++;
    }
    assertThat(burst).isEqualTo(251);
    assertThat(pacer.slippedNanos()).isEqualTo(60 * SECOND - CATCH_UP - 1_000_000);
  }

  @Test
  void afterAStallThePaceIsTheOldOne() {
    Pacer pacer = pacer(1_000);
    long now = START + 60 * SECOND;
    long first = pacer.dueNanos(1, now);
    assertThat(pacer.dueNanos(1_001, now) - first).isEqualTo(SECOND);
  }

  @Test
  void withoutARateEverythingIsDueAtOnceAndNothingSlips() {
    Pacer pacer = new Pacer(new RatePlan.Unlimited(), START, CATCH_UP);
    assertThat(pacer.dueNanos(1_000_000, START + SECOND)).isEqualTo(START + SECOND);
    assertThat(pacer.slippedNanos()).isZero();
  }

  @Test
  void aCapSlowsThePlanAndAfterItThePlanGoesOnWhereItWas() {
    Pacer pacer = new Pacer(RatePlan.parse("1000/10s, 4000"), START, CATCH_UP);
    pacer.cap(OptionalDouble.of(100), 1_000, START + SECOND);
    assertThat(pacer.dueNanos(1_000, START) - START).isEqualTo(SECOND);
    assertThat(pacer.dueNanos(2_000, START) - START).isEqualTo(11 * SECOND);
    pacer.cap(OptionalDouble.empty(), 2_000, START + 11 * SECOND);
    assertThat(pacer.dueNanos(10_000, START) - START).isEqualTo(19 * SECOND);
    assertThat(pacer.dueNanos(14_000, START) - START).isEqualTo(20 * SECOND);
    assertThat(pacer.slippedNanos()).isZero();
  }

  @Test
  void aCapAboveThePlanChangesNothing() {
    Pacer pacer = pacer(1_000);
    for (int n = 0; n < 10_000; n++) {
      long now = START + n * 1_000_000L + n % 100;
      pacer.cap(OptionalDouble.of(1_001 + n), n, now);
      assertThat(pacer.dueNanos(n, now) - START).isEqualTo(n * 1_000_000L);
    }
  }

  @Test
  void aCapThatChangesAllTheTimeGivesNoMoreThanItsHighest() {
    Pacer pacer = pacer(1_000);
    long now = START;
    for (int n = 0; n < 10_000; n++) {
      pacer.cap(OptionalDouble.of(n % 2 == 0 ? 99 : 101), n, now);
      now = Math.max(now, pacer.dueNanos(n, now)) + 1_000;
    }
    assertThat(now - START).isBetween(99 * SECOND, 102 * SECOND);
  }

  @Test
  void aCapLimitsAnUnlimitedRate() {
    Pacer pacer = new Pacer(new RatePlan.Unlimited(), START, CATCH_UP);
    pacer.cap(OptionalDouble.of(200), 5_000, START + SECOND);
    assertThat(pacer.dueNanos(5_200, START + SECOND)).isEqualTo(START + 2 * SECOND);
    assertThat(pacer.dueNanos(5_200, START + 60 * SECOND))
        .isEqualTo(START + 60 * SECOND - CATCH_UP);
    pacer.cap(OptionalDouble.empty(), 5_200, START + 60 * SECOND);
    assertThat(pacer.dueNanos(9_000, START + 61 * SECOND)).isEqualTo(START + 61 * SECOND);
    assertThat(pacer.slippedNanos()).isZero();
  }

  @Test
  void aPauseMovesAllDueTimesAndIsNoSlip() {
    Pacer pacer = new Pacer(RatePlan.parse("100..300/10s, 300"), START, CATCH_UP);
    long before = pacer.dueNanos(1_500, START);
    pacer.pause(START + SECOND);
    pacer.pause(START + 5 * SECOND);
    pacer.resume(START + 3_601 * SECOND);
    pacer.resume(START + 3_602 * SECOND);
    assertThat(pacer.dueNanos(1_500, START + 3_601 * SECOND) - before).isEqualTo(3_600 * SECOND);
    assertThat(pacer.slippedNanos()).isZero();
  }

  @Test
  void aNewPlanBeginsWithTheNextEvent() {
    Pacer pacer = pacer(1_000);
    pacer.plan(RatePlan.of(10), 500, START + SECOND);
    assertThat(pacer.dueNanos(500, START + SECOND)).isEqualTo(START + SECOND);
    assertThat(pacer.dueNanos(510, START + SECOND)).isEqualTo(START + 2 * SECOND);
    assertThat(pacer.plannedRate(510)).hasValue(10);
    pacer.plan(new RatePlan.Unlimited(), 510, START + 2 * SECOND);
    assertThat(pacer.dueNanos(9_000, START + 3 * SECOND)).isEqualTo(START + 3 * SECOND);
  }

  @Test
  void theRateThatThePlanWantsDependsOnThePlaceAndNotOnTheTime() {
    Pacer pacer = new Pacer(RatePlan.parse("1000/10s, 4000"), START, CATCH_UP);
    pacer.dueNanos(5, START + 1_000 * SECOND);
    assertThat(pacer.plannedRate(9_999)).hasValue(1_000);
    assertThat(pacer.plannedRate(10_000)).hasValue(4_000);
  }

  @Test
  void aCapThatIsLiftedLeavesNoLongWait() {
    Pacer pacer = pacer(1_000);
    pacer.cap(OptionalDouble.of(0.001), 0, START);
    assertThat(pacer.dueNanos(1, START) - START).isEqualTo(1_000 * SECOND);
    pacer.cap(OptionalDouble.of(0.002), 1, START + SECOND);
    assertThat(pacer.dueNanos(1, START + SECOND) - START).isEqualTo(501 * SECOND);
    pacer.cap(OptionalDouble.of(0.001), 1, START + 2 * SECOND);
    assertThat(pacer.dueNanos(1, START + 2 * SECOND) - START).isEqualTo(501 * SECOND);
    assertThat(pacer.isCapped(1)).isTrue();
    pacer.cap(OptionalDouble.empty(), 1, START + 10 * SECOND);
    assertThat(pacer.dueNanos(1, START + 10 * SECOND) - START).isEqualTo(10 * SECOND + 1_000_000);
    assertThat(pacer.dueNanos(1_000, START + 10 * SECOND) - START).isEqualTo(11 * SECOND);
    assertThat(pacer.isCapped(1)).isFalse();
  }
}
