package com.happypancake.seeder.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.happypancake.seeder.pace.SecondMeter.Deviation;
import com.happypancake.seeder.pace.SecondMeter.Worst;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SecondMeterTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long START = -5;

  private long now = START;
  private long n;
  private Pacer pacer = new Pacer(RatePlan.of(100), START, SECOND / 4);
  private SecondMeter meter = new SecondMeter(pacer, START);

  private void plan(String plan) {
    pacer = new Pacer(RatePlan.parse(plan), START, SECOND / 4);
    meter = new SecondMeter(pacer, START);
  }

  /** Sends what is due until a time after the start, each event a little late. */
  private void sendUntil(long seconds) {
    while (true) {
      long due = pacer.dueNanos(n, now);
      if (due - START >= seconds * SECOND) {
        break;
      }
      now = Math.max(now, due) + 50_000;
      meter.count(now);
      n++;
    }
    now = START + seconds * SECOND;
    meter.turnTo(now);
  }

  @Test
  void aRunShorterThanASecondHasNoFigures() {
    meter.count(START);
    meter.turnTo(START + SECOND - 1);
    Deviation deviation = meter.deviation();
    assertThat(deviation.peakPerSecond()).isEmpty();
    assertThat(deviation.meanPerSecond()).isEmpty();
    assertThat(deviation.below(1e6)).isEmpty();
    assertThat(deviation.words()).contains("took less than a second");
  }

  @Test
  void aRunThatKeepsItsPlanIsNeverOff() {
    plan("100..5000/20s, 5000/5s, 37.5");
    sendUntil(40);
    Deviation deviation = meter.deviation();
    assertThat(deviation.compared()).isEqualTo(40);
    assertThat(deviation.off()).isZero();
    assertThat(deviation.behind()).isLessThan(2);
    assertThat(deviation.peakPerSecond()).hasValue(5_000);
    assertThat(deviation.words()).isEqualTo("all 40 compared seconds were within 1 % of the plan");
  }

  @Test
  void aStallIsTheSecondsThatItTookAndItsCatchUp() {
    sendUntil(10);
    now = START + 13 * SECOND;
    meter.turnTo(now);
    sendUntil(20);
    Deviation deviation = meter.deviation();
    assertThat(deviation.compared()).isEqualTo(20);
    assertThat(deviation.off()).isEqualTo(4);
    assertThat(deviation.behind()).isCloseTo(275, within(2.0));
    assertThat(deviation.worst()).contains(new Worst(10, 0, 100));
    assertThat(deviation.words())
        .startsWith(
            "4 of 20 seconds were off by more than 1 % of the plan; the worst, second 11, had 0 of"
                + " 100 events (-100 %); together they lacked 27");
    assertThat(deviation.meanPerSecond().getAsDouble()).isCloseTo(86, within(0.5));
  }

  @Test
  void aCapIsADeviationFromThePlan() {
    sendUntil(10);
    pacer.cap(OptionalDouble.of(50), n, now);
    sendUntil(20);
    assertThat(meter.deviation().off()).isEqualTo(10);
  }

  @Test
  void secondsOfAPauseOrANewPlanAreNotCompared() {
    sendUntil(10);
    pacer.pause(now + SECOND / 2);
    for (int i = 0; i < 5; i++) {
      now += SECOND;
      meter.turnTo(now);
    }
    now += SECOND / 2;
    pacer.resume(now);
    sendUntil(20);
    pacer.plan(RatePlan.of(500), n, now + SECOND / 2);
    now += SECOND / 2;
    sendUntil(30);
    Deviation deviation = meter.deviation();
    assertThat(deviation.off()).isZero();
    assertThat(deviation.compared()).isEqualTo(30 - 6 - 1);
  }

  @Test
  void anUnlimitedRateHasAPeakAndAMeanOnly() {
    plan("max");
    for (int i = 0; i < 60; i++) {
      meter.count(i < 40 ? START : START + SECOND);
    }
    meter.turnTo(START + 4 * SECOND);
    Deviation deviation = meter.deviation();
    assertThat(deviation.compared()).isZero();
    assertThat(deviation.peakPerSecond()).hasValue(40);
    assertThat(deviation.meanPerSecond()).hasValue(15);
    assertThat(deviation.below(15)).isEmpty();
    assertThat(deviation.below(15.5))
        .contains("the run sent 15.0 events/s in the mean of 4 seconds; expected at least 15.5");
    assertThat(deviation.words()).startsWith("the rate had no limit");
  }
}
