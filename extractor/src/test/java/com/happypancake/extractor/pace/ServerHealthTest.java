package com.happypancake.extractor.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServerHealthTest {

  private final ServerHealth health = new ServerHealth();

  @BeforeEach
  void wellAtFirst() {
    probed(5);
  }

  private void probed(long millis) {
    health.probed(
        TimeUnit.MILLISECONDS.toNanos(millis), OptionalLong.empty(), OptionalDouble.empty());
  }

  private void blocking(long sessions) {
    health.probed(
        TimeUnit.MILLISECONDS.toNanos(5), OptionalLong.of(sessions), OptionalDouble.of(0));
  }

  @Test
  void aServerThatIsWellIsReadAtFullSpeed() {
    for (long millis : new long[] {5, 40, 1, 50}) {
      probed(millis);
      assertThat(health.speed()).isEqualTo(1);
    }
  }

  @Test
  void eachBadProbeHalvesTheSpeedAndTheFourthPauses() {
    double[] expected = {0.5, 0.25, 0.125, 0, 0, 0};
    for (double speed : expected) {
      probed(400);
      assertThat(health.speed()).isEqualTo(speed);
    }
    assertThat(health.reason()).isEqualTo("a query that costs nothing took 400 ms");
  }

  @Test
  void itRecoversByItselfHoweverLongItSuffered() {
    for (int i = 0; i < 1_000; i++) {
      health.failed();
    }
    assertThat(health.speed()).isZero();
    double[] expected = {0.125, 0.25, 0.5, 1, 1};
    for (double speed : expected) {
      probed(5);
      assertThat(health.speed()).isEqualTo(speed);
    }
  }

  @Test
  void aServerThatIsAlwaysSlowIsMeasuredByItself() {
    ServerHealth slow = new ServerHealth();
    for (int i = 0; i < 20; i++) {
      slow.probed(
          TimeUnit.MILLISECONDS.toNanos(i % 2 == 0 ? 200 : 1_500),
          OptionalLong.empty(),
          OptionalDouble.empty());
    }
    assertThat(slow.speed()).isEqualTo(1);
    slow.probed(TimeUnit.MILLISECONDS.toNanos(1_700), OptionalLong.empty(), OptionalDouble.empty());
    assertThat(slow.speed()).isEqualTo(0.5);
  }

  @Test
  void aClockThatStandsStillIsNoBestThatNothingReaches() {
    ServerHealth quick = new ServerHealth();
    quick.probed(0, OptionalLong.empty(), OptionalDouble.empty());
    quick.probed(TimeUnit.MILLISECONDS.toNanos(49), OptionalLong.empty(), OptionalDouble.empty());
    assertThat(quick.speed()).isEqualTo(1);
  }

  @Test
  void whileSessionsAreBlockedNothingIsBegunAndWhatIsBeingReadIsReadOn() {
    for (int i = 0; i < ServerHealth.PAUSE_AFTER; i++) {
      blocking(3);
    }
    assertThat(health.speed()).isZero();
    assertThat(health.speedAmidRows()).isEqualTo(1);
    assertThat(health.isBlocking()).isTrue();
    assertThat(health.reason()).startsWith("3 sessions wait");
    blocking(0);
    assertThat(health.isBlocking()).isFalse();
    assertThat(health.speedAmidRows()).isEqualTo(0.125);
  }

  @Test
  void whereMostRequestsWaitTheSpeedIsHalved() {
    double[] shares = {0.5, 0.51, 1, 0.1};
    double[] expected = {1, 0.5, 0.25, 0.5};
    for (int i = 0; i < shares.length; i++) {
      health.probed(1, OptionalLong.of(0), OptionalDouble.of(shares[i]));
      assertThat(health.speed()).isEqualTo(expected[i]);
    }
    assertThat(health.reason())
        .isEqualTo("100 % of the server's other requests have been waiting for a second or more");
    assertThat(health.isBlocking()).isFalse();
  }
}
