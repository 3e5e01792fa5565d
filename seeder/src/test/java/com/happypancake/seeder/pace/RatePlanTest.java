package com.happypancake.seeder.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RatePlanTest {

  private static final long SECOND = 1_000_000_000L;
  private static final MathContext EXACT = new MathContext(60);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5000 | 5000",
        "0.5 | 0.5",
        "max | max",
        " 100..5000/10m, 5000/2h, 20000 | 100..5000/10m, 5000/2h, 20000",
        "100..5000/10m,5000/2h,20000 | 100..5000/10m, 5000/2h, 20000",
        "100..5000/10m | 100..5000/10m",
        "100/90s, 100 | 100/1m30s",
        "1e3/0.5s, 7.250 | 1000/0.5s, 7.25",
      })
  void aPlanReadsWhatItWrites(String text, String written) {
    assertThat(RatePlan.parse(text)).hasToString(written);
    assertThat(RatePlan.parse(written)).isEqualTo(RatePlan.parse(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | '' is no rate; expected max, 5000, 5000/10m or 100..5000/10m",
        "fast | 'fast' is no rate",
        "5000/1m, | '' is no rate",
        "5000, 100 | '5000' has no duration; only the last stage may go without one: 5000/10m",
        "100..5000 | '100..5000' has no duration",
        "1..2..3/5m | '1..2..3/5m' is no ramp; expected 100..5000/10m",
        "max/5m, 3 | 'max/5m' is no rate",
        "5/10 | '5/10' has no duration after the slash; expected 90s, 10m or 1h30m",
        "5/ | '5/' has no duration after the slash",
        "5/10m/3 | '5/10m/3' has no duration",
        "5/0s | a stage of 0s; expected a duration above 0, as 10m",
        "5/-3m | a stage of -3m; expected a duration above 0",
        "5/99999h | the stages take 4166 days; expected at most 3650",
        "0 | a rate is 0.001 to 1000000000 events per second, not 0.0",
        "1..0/5m | a rate is 0.001 to 1000000000 events per second, not 0.0",
      })
  void whatIsNoPlanIsRefusedWithItsPart(String text, String message) {
    assertThatThrownBy(() -> RatePlan.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 0.0009, 1e10, Double.NaN, Double.POSITIVE_INFINITY})
  void aRateOutOfBoundsIsRefused(double rate) {
    assertThatThrownBy(() -> RatePlan.of(rate))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a rate is 0.001 to 1000000000 events per second, not " + Double.toString(rate));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 100, 0",
    "5, 2550, 6625",
    "10, 5000, 25500",
    "19.9, 5000, 75000",
    "20, 7, 75500",
    "1020, 7, 82500",
  })
  void aRampAStageAndAnOpenEnd(double seconds, double rate, double events) {
    RatePlan plan = RatePlan.parse("100..5000/10s, 5000/10s, 7");
    long nanos = Math.round(seconds * SECOND);
    assertThat(plan.rateAt(nanos).getAsDouble()).isCloseTo(rate, within(1e-6));
    assertThat(plan.eventsAt(nanos).getAsDouble()).isCloseTo(events, within(1e-6));
  }

  @Test
  void anUnlimitedPlanHasNoRateAndEverythingIsDueAtOnce() {
    RatePlan plan = RatePlan.parse("max");
    assertThat(plan.rateAt(SECOND)).isEmpty();
    assertThat(plan.eventsAt(SECOND)).isEmpty();
    assertThat(plan.dueNanos(1_000_000_000)).isZero();
  }

  @Test
  void aDueTimeNeverOverflows() {
    RatePlan plan = RatePlan.parse("0.001/1h, 0.001");
    assertThat(plan.dueNanos(Long.MAX_VALUE)).isBetween(Long.MAX_VALUE / 5, Long.MAX_VALUE / 3);
  }

  /** The integral of the rate up to the due time of event n is n, to less than a microsecond. */
  @Property(tries = 2_000)
  void dueTimesAreTheInverseOfTheIntegral(
      @ForAll @IntRange(min = 1, max = 50_000) int from,
      @ForAll @IntRange(min = 1, max = 50_000) int to,
      @ForAll @IntRange(min = 1, max = 36_000) int seconds,
      @ForAll @IntRange(min = 100, max = 50_000) int last,
      @ForAll @LongRange(min = 0, max = 1_000_000_000) long n) {
    RatePlan plan = RatePlan.parse(from + ".." + to + "/" + seconds + "s, " + last);
    long due = plan.dueNanos(n);
    double rate = plan.rateAt(due).getAsDouble();
    BigDecimal missed =
        integral(from, to, seconds, last, due).subtract(BigDecimal.valueOf(n)).abs();
    assertThat(missed.doubleValue() / rate * 1e9).isLessThan(1_000);
    assertThat(plan.eventsAt(due).getAsDouble()).isCloseTo((double) n, within(rate * 1e-6));
  }

  @Property(tries = 500)
  void laterEventsAreNotDueEarlier(
      @ForAll @IntRange(min = 1, max = 50_000) int from,
      @ForAll @IntRange(min = 1, max = 50_000) int to,
      @ForAll @IntRange(min = 1, max = 100) int seconds) {
    RatePlan plan = RatePlan.parse(from + ".." + to + "/" + seconds + "s, 5000");
    long boundary = (from + to) / 2L * seconds;
    long before = 0;
    for (long n = Math.max(0, boundary - 50); n < boundary + 50; n++) {
      assertThat(plan.dueNanos(n)).isGreaterThanOrEqualTo(before);
      before = plan.dueNanos(n);
    }
  }

  private static BigDecimal integral(int from, int to, int seconds, int last, long nanos) {
    BigDecimal time = BigDecimal.valueOf(nanos, 9);
    BigDecimal ramp = time.min(BigDecimal.valueOf(seconds));
    BigDecimal slope =
        BigDecimal.valueOf(to - (long) from).divide(BigDecimal.valueOf(2L * seconds), EXACT);
    return BigDecimal.valueOf(from)
        .add(slope.multiply(ramp))
        .multiply(ramp)
        .add(time.subtract(ramp).multiply(BigDecimal.valueOf(last)));
  }
}
