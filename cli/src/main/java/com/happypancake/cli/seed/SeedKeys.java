package com.happypancake.cli.seed;

import com.happypancake.cli.command.CommandContext;
import com.happypancake.seeder.SeedControl;
import com.happypancake.seeder.SeedSnapshot;
import com.happypancake.seeder.SeedSnapshot.Phase;
import com.happypancake.seeder.pace.RatePlan;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The keys that hold a run: {@code +} and {@code -} for the rate, space for a pause and its end,
 * {@code q} to stop. Others are ignored. Thread-safe.
 */
public final class SeedKeys {

  private static final double STEP = 1.25;
  private static final MathContext DIGITS = new MathContext(2);
  private static final double SLOWEST = 0.1;
  private static final double FASTEST = 1e6;

  private final SeedControl run;
  private final Consumer<String> said;

  SeedKeys(SeedControl run, Consumer<String> said) {
    this.run = run;
    this.said = said;
  }

  /** Listens to keys until it is closed. */
  public interface Listening extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Listens to the keys of the terminal until it is closed. Does nothing if standard input and
   * error are no terminal.
   *
   * @param said receives a sentence about each key
   */
  public static Listening listen(
      CommandContext context, boolean quiet, SeedControl run, Consumer<String> said) {
    Optional<TerminalKeys> keys = TerminalKeys.open(context, quiet, new SeedKeys(run, said)::press);
    keys.ifPresent(
        opened -> said.accept("keys: + faster, - slower, space pauses and continues, q stops"));
    return () -> keys.ifPresent(TerminalKeys::close);
  }

  /** Obeys a key. */
  void press(int key) {
    try {
      switch (key) {
        case '+', '=' -> change(STEP);
        case '-', '_' -> change(1 / STEP);
        case ' ' -> pauseOrContinue();
        case 'q', 'Q' -> {
          run.stop();
          said.accept("stops after the outstanding confirms; the same command goes on later");
        }
        default -> {}
      }
    } catch (UncheckedIOException e) {
      said.accept(e.getMessage());
    }
  }

  private void pauseOrContinue() {
    if (run.snapshot().phase() == Phase.PAUSED) {
      run.resume();
      said.accept("goes on");
    } else {
      run.pause();
      said.accept("paused; space goes on");
    }
  }

  /** Multiplies the rate of now, which then is steady. An unlimited rate can only fall. */
  private void change(double factor) {
    SeedSnapshot.Rates rates = run.snapshot().rates();
    if (rates.planned().isEmpty() && factor > 1) {
      said.accept("the rate has no limit already");
      return;
    }
    double before = rates.planned().orElse(rates.confirmed());
    if (before <= 0) {
      said.accept("nothing is sent now; use hpc seed rate");
      return;
    }
    double after = Math.min(FASTEST, Math.max(SLOWEST, before * factor));
    BigDecimal rate = BigDecimal.valueOf(after).round(DIGITS);
    run.rate(RatePlan.of(rate.doubleValue()));
    said.accept(
        "rate "
            + SnapshotText.number(rate.doubleValue())
            + "/s instead of "
            + SnapshotText.number(before)
            + "/s");
  }
}
