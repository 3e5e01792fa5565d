package com.happypancake.extractor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

  private static RandomGenerator always(double value) {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        throw new UnsupportedOperationException();
      }

      @Override
      public double nextDouble() {
        return value;
      }
    };
  }

  @Property
  void aWaitIsBetweenHalfAndAllOfATimeThatDoublesUpToTheLongest(
      @ForAll @IntRange(min = 1, max = Integer.MAX_VALUE) int failures,
      @ForAll @DoubleRange(min = 0, max = 0.99) double random) {
    double limit = Math.min(60, Math.pow(2, Math.min(failures - 1, 100)));
    assertThat(RetryPolicy.DEFAULT.wait(failures, always(random)).toNanos() / 1e9)
        .isBetween(limit / 2 - 1e-6, limit);
  }

  @Test
  void aFailureBeforeTheFirstWaitsAsTheFirst() {
    assertThat(RetryPolicy.DEFAULT.wait(0, always(0))).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void waitsOfNothingAndOfCenturiesDoNotOverflow() {
    RetryPolicy none = new RetryPolicy(1, 1, Duration.ZERO, Duration.ZERO);
    assertThat(none.wait(40, always(0.5))).isZero();
    Duration centuries = Duration.ofNanos(Long.MAX_VALUE);
    RetryPolicy longest = new RetryPolicy(1, 1, Duration.ofDays(1), centuries);
    for (int failures = 1; failures < 100; failures++) {
      assertThat(longest.wait(failures, always(0.9))).isBetween(Duration.ofHours(12), centuries);
    }
  }

  @Test
  void aChunkAndAllTogetherHaveTheirBudgets() {
    RetryPolicy retries = new RetryPolicy(2, 5, Duration.ZERO, Duration.ZERO);
    assertThat(retries.allows(2, 5)).isTrue();
    assertThat(retries.allows(3, 3)).isFalse();
    assertThat(retries.allows(1, 6)).isFalse();
    assertThat(new RetryPolicy(0, 0, Duration.ZERO, Duration.ZERO).allows(1, 1)).isFalse();
  }

  @Test
  void whatIsNoBudgetIsRefused() {
    assertThatThrownBy(() -> new RetryPolicy(-1, 0, Duration.ZERO, Duration.ZERO))
        .hasMessageContaining("expected 0 or more");
    assertThatThrownBy(() -> new RetryPolicy(1, 1, Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .hasMessageContaining("expected rising ones");
  }
}
