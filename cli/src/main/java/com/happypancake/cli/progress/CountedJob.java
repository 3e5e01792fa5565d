package com.happypancake.cli.progress;

import com.happypancake.cli.progress.JobSnapshot.Amount;
import com.happypancake.cli.progress.JobSnapshot.Unit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** A job of one phase whose work is counted in one unit. Thread-safe. */
public final class CountedJob implements Supplier<Optional<JobSnapshot>> {

  /** The time over which rates are smoothed. */
  public static final Duration WINDOW = Duration.ofMinutes(1);

  private final String phase;
  private final Unit unit;
  private final LongSupplier nanoTime;
  private final long startNanos;
  private final RateWindow rate = new RateWindow(WINDOW);
  private long done;
  private OptionalLong total = OptionalLong.empty();

  /**
   * Begins a job.
   *
   * @param phase the activity, such as {@code verifying}
   * @param nanoTime elapsed time in nanoseconds from an arbitrary origin
   */
  public CountedJob(String phase, Unit unit, LongSupplier nanoTime) {
    this.phase = phase;
    this.unit = unit;
    this.nanoTime = nanoTime;
    this.startNanos = nanoTime.getAsLong();
    rate.restart(startNanos);
  }

  /**
   * Takes the progress. Calls of several threads may come in any order.
   *
   * @param now the work so far
   * @param all the work of the whole job
   */
  public synchronized void stands(long now, long all) {
    done = Math.max(done, now);
    total = OptionalLong.of(all);
    rate.stands(done, nanoTime.getAsLong());
  }

  @Override
  public synchronized Optional<JobSnapshot> get() {
    if (total.isEmpty()) {
      return Optional.empty();
    }
    long all = total.getAsLong();
    long now = nanoTime.getAsLong();
    OptionalDouble perSecond = rate.perSecond(now);
    Optional<Duration> remaining =
        perSecond.orElse(0) > 0
            ? Optional.of(Duration.ofMillis((long) ((all - done) * 1e3 / perSecond.getAsDouble())))
            : Optional.empty();
    return Optional.of(
        new JobSnapshot(
            phase,
            all == 0 ? 1 : (double) done / all,
            List.of(new Amount(unit, done, total, perSecond)),
            Duration.ofNanos(now - startNanos),
            remaining));
  }
}
