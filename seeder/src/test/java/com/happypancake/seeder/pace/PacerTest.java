package com.happypancake.seeder.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacerTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long CATCH_UP = SECOND / 4;
  private static final long START = -7_000;

  private static Pacer pacer(double rate) {
    return new Pacer(new EventRate.PerSecond(rate), START, CATCH_UP);
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
    Pacer pacer = new Pacer(new EventRate.Unlimited(), START, CATCH_UP);
    assertThat(pacer.dueNanos(1_000_000, START + SECOND)).isEqualTo(START + SECOND);
    assertThat(pacer.slippedNanos()).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 0.0009, 1e10, Double.NaN, Double.POSITIVE_INFINITY})
  void aRateOutOfBoundsIsRefused(double rate) {
    assertThatThrownBy(() -> new EventRate.PerSecond(rate))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a rate is 0.001 to 1000000000 events per second, not " + Double.toString(rate));
  }
}
