package com.happypancake.extractor.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RateLimitTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final int BATCH = 4096;

  /** Reads batches for a while, as fast as allowed, and returns how long it took. */
  private static long nanosFor(RateLimit rate, long begin, long batches, long batch) {
    long now = begin;
    for (long i = 0; i < batches; i++) {
      now += Math.max(0, rate.count(now, batch));
    }
    return now - begin;
  }

  @Property(tries = 100)
  void aDaysReadingIsExactToAMicrosecond(
      @ForAll @IntRange(min = 1_000, max = 10_000_000) int perSecond,
      @ForAll @LongRange(min = -(1L << 62), max = 1L << 62) long begin) {
    long batches = Math.min(200_000, 86_400L * perSecond / BATCH);
    double expected = (double) batches * BATCH / perSecond * SECOND;
    assertThat((double) nanosFor(new RateLimit(perSecond), begin, batches, BATCH))
        .isBetween(expected - 1_000, expected + 1_000);
  }

  @Test
  void slowAndLateCallersDoNotMakeItDrift() {
    RateLimit rate = new RateLimit(1_000);
    long now = 0;
    for (int i = 0; i < 10_000; i++) {
      // Each wait lasts a little longer than told, as a sleep does, and reading takes time too.
      now += Math.max(0, rate.count(now, 100)) + (i % 7) * 1_000_000L;
    }
    double seconds = (double) now / SECOND;
    assertThat(seconds).isBetween(999.9, 1_000.2);
  }

  @Property(tries = 100)
  void afterAPauseNoMoreThanASecondsWorthIsMadeUpFor(
      @ForAll @IntRange(min = 10, max = 100_000) int perSecond,
      @ForAll @LongRange(min = 0, max = 100_000) long pauseMillis) {
    RateLimit rate = new RateLimit(perSecond);
    long now = nanosFor(rate, 0, 100, 1) + TimeUnit.MILLISECONDS.toNanos(pauseMillis);
    long free = 0;
    while (rate.count(now, 1) <= 0) {
      free++;
    }
    assertThat(free).isLessThanOrEqualTo(perSecond + 1L);
  }

  @Test
  void aBatchOfMoreThanASecondsWorthIsWaitedForInFull() {
    RateLimit rate = new RateLimit(2);
    assertThat(rate.count(5, BATCH)).isEqualTo(BATCH / 2 * SECOND);
    assertThat(nanosFor(new RateLimit(0.5), 0, 3, 1)).isEqualTo(6 * SECOND);
  }

  @Test
  void itTellsHowLargeABatchMayBe() {
    assertThat(new RateLimit(1).share(BATCH)).isEqualTo(1);
    assertThat(new RateLimit(1_000).share(BATCH)).isEqualTo(250);
    assertThat(new RateLimit(1e9).share(BATCH)).isEqualTo(BATCH);
  }

  @Test
  void aRateThatIsNoneIsRefused() {
    for (double none : new double[] {0, -1, Double.NaN}) {
      assertThatThrownBy(() -> new RateLimit(none)).hasMessageContaining("expected above 0");
    }
  }
}
