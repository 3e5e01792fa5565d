package com.happypancake.cli.seed;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.seeder.SeedControl;
import com.happypancake.seeder.SeedSnapshot;
import com.happypancake.seeder.SeedSnapshot.Phase;
import com.happypancake.seeder.pace.RatePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeedKeysTest {

  private final List<String> said = new ArrayList<>();

  /** Presses a key during a run with a planned rate; 0 for none. Returns the calls. */
  private List<String> press(int key, Phase phase, double planned) {
    List<String> calls = new ArrayList<>();
    SeedControl run =
        new SeedControl() {
          @Override
          public SeedSnapshot snapshot() {
            return Snapshots.of(phase, planned, Optional.empty());
          }

          @Override
          public void rate(RatePlan plan) {
            calls.add("rate " + plan);
          }

          @Override
          public void pause() {
            calls.add("pause");
          }

          @Override
          public void resume() {
            calls.add("resume");
          }

          @Override
          public void stop() {
            calls.add("stop");
          }
        };
    new SeedKeys(run, said::add).press(key);
    return calls;
  }

  @ParameterizedTest
  @CsvSource({
    "+, 2000, rate 2500",
    "=, 2500, rate 3100",
    "-, 2500, rate 2000",
    "-, 0.1, rate 0.1",
    "+, 900000, rate 1000000"
  })
  void theRateChangesByAQuarter(char key, double planned, String call) {
    assertThat(press(key, Phase.RUNNING, planned)).containsExactly(call);
  }

  @Test
  void anUnlimitedRateCanOnlyFall() {
    assertThat(press('+', Phase.RUNNING, 0)).isEmpty();
    assertThat(press('-', Phase.RUNNING, 0)).containsExactly("rate 1600");
    assertThat(said)
        .containsExactly("the rate has no limit already", "rate 1600/s instead of 1997/s");
  }

  @Test
  void otherKeysDoNothing() {
    assertThat(press('x', Phase.RUNNING, 5)).isEmpty();
    assertThat(press(' ', Phase.PAUSED, 5)).containsExactly("resume");
    assertThat(press('Q', Phase.RUNNING, 5)).containsExactly("stop");
    assertThat(said).hasSize(2);
  }
}
