package com.happypancake.seeder.pace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateMeterTest {

  private static final long SECOND = 1_000_000_000L;

  private static void count(RateMeter meter, int events, long nowNanos) {
    for (int i = 0; i < events; i++) {
      meter.count(nowNanos);
    }
  }

  @Test
  void aRunShorterThanASecondHasNoPeak() {
    RateMeter meter = new RateMeter(0);
    count(meter, 9, SECOND - 1);
    assertThat(meter.peak(SECOND - 1)).isEmpty();
  }

  @Test
  void thePeakIsTheBusiestWholeSecond() {
    RateMeter meter = new RateMeter(-5);
    count(meter, 10, -5);
    count(meter, 30, SECOND - 5);
    count(meter, 20, 2 * SECOND - 5);
    assertThat(meter.peak(3 * SECOND)).hasValue(30);
  }

  @Test
  void aSecondThatIsNotOverDoesNotCount() {
    RateMeter meter = new RateMeter(0);
    count(meter, 10, 0);
    count(meter, 99, SECOND);
    assertThat(meter.peak(SECOND + 5)).hasValue(10);
    assertThat(meter.peak(2 * SECOND)).hasValue(99);
  }

  @Test
  void secondsWithoutEventsArePassedOver() {
    RateMeter meter = new RateMeter(0);
    count(meter, 3, 0);
    count(meter, 5, 10 * SECOND);
    assertThat(meter.peak(11 * SECOND)).hasValue(5);
  }
}
