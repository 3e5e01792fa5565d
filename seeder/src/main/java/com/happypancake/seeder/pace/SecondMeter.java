package com.happypancake.seeder.pace;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Compares the number of sent events with the plan, over each whole second since the start.
 *
 * <p>A second is off if the count differs from the plan's by more than 1 % and by more than one
 * event. Seconds with a pause or a new plan are not compared. Not thread-safe.
 */
public final class SecondMeter {

  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final double TOLERANCE = 0.01;

  private final Pacer pacer;
  private final long startNanos;
  private long second;
  private long sent;
  private long sentBefore;
  private long peak;
  private long active;
  private long compared;
  private long off;
  private long activeSent;
  private double behind;
  private Optional<Worst> worst = Optional.empty();

  /**
   * The second with the largest deviation.
   *
   * @param second the number of the second; the first is 0
   * @param sent the events of the second
   * @param planned the events that the plan wanted
   */
  public record Worst(long second, long sent, double planned) {

    /** Returns the deviation as a fraction of the plan, below 0 if too few events were sent. */
    public double deviation() {
      return (sent - planned) / planned;
    }
  }

  /**
   * The figures of a run's whole seconds.
   *
   * @param seconds the seconds without a pause or a new plan
   * @param compared those of them in which the rate was limited
   * @param off the compared seconds that were off by more than 1 % and by more than one event
   * @param behind the events that the compared seconds lacked in sum; 0 if they lacked none
   * @param peakPerSecond the most events in a second; empty before the first second has ended
   * @param meanPerSecond the mean over the seconds; empty before the first second has ended
   * @param worst the compared second with the largest deviation
   */
  public record Deviation(
      long seconds,
      long compared,
      long off,
      double behind,
      OptionalLong peakPerSecond,
      OptionalDouble meanPerSecond,
      Optional<Worst> worst) {

    /** Returns a sentence about how well the run kept its plan, without a full stop. */
    public String words() {
      if (compared == 0) {
        return "the rate had no limit, or the run took less than a second";
      }
      if (off == 0) {
        return String.format(
            Locale.ROOT, "all %d compared seconds were within 1 %% of the plan", compared);
      }
      Worst most = worst.orElseThrow();
      String lag =
          behind < 1
              ? "together they lacked no events"
              : String.format(Locale.ROOT, "together they lacked %.0f events", behind);
      return String.format(
          Locale.ROOT,
          "%d of %d seconds were off by more than 1 %% of the plan; the worst, second %d, had %d of"
              + " %.0f events (%+.0f %%); %s",
          off,
          compared,
          most.second() + 1,
          most.sent(),
          most.planned(),
          most.deviation() * 100,
          lag);
    }

    /**
     * Returns what is wrong if the run was too slow for {@code --min-rate}: its mean over whole
     * seconds, without pauses, is below it. A run without a whole second is never too slow.
     */
    public Optional<String> below(double minimumPerSecond) {
      return meanPerSecond.isEmpty() || meanPerSecond.getAsDouble() >= minimumPerSecond
          ? Optional.empty()
          : Optional.of(
              String.format(
                  Locale.ROOT,
                  "the run sent %.1f events/s in the mean of %d seconds; expected at least %s",
                  meanPerSecond.getAsDouble(),
                  seconds,
                  RateStage.text(minimumPerSecond)));
    }
  }

  /**
   * Creates a meter.
   *
   * @param startNanos the time when the first second begins
   */
  public SecondMeter(Pacer pacer, long startNanos) {
    this.pacer = pacer;
    this.startNanos = startNanos;
  }

  /**
   * Counts an event.
   *
   * @param nowNanos the time when it was sent; not before the previous event
   */
  public void count(long nowNanos) {
    turnTo(nowNanos);
    sent++;
  }

  /** Ends the seconds before a time. Call it at least once a second, also while nothing is sent. */
  public void turnTo(long nowNanos) {
    long current = (nowNanos - startNanos) / SECOND_NANOS;
    while (second < current) {
      if (!pacer.hasChangedSince(startNanos + second * SECOND_NANOS)) {
        compare();
      }
      peak = Math.max(peak, sent - sentBefore);
      sentBefore = sent;
      second++;
    }
  }

  private void compare() {
    active++;
    long count = sent - sentBefore;
    activeSent += count;
    OptionalDouble wanted = pacer.plannedEvents(sentBefore, SECOND_NANOS);
    if (wanted.isEmpty()) {
      return;
    }
    compared++;
    Worst now = new Worst(second, count, wanted.getAsDouble());
    behind += now.planned() - count;
    double difference = Math.abs(count - now.planned());
    if (difference > Math.max(1, TOLERANCE * now.planned())) {
      off++;
    }
    if (worst.isEmpty() || Math.abs(now.deviation()) > Math.abs(worst.get().deviation())) {
      worst = Optional.of(now);
    }
  }

  /** Returns the figures up to the last whole second. */
  public Deviation deviation() {
    return new Deviation(
        active,
        compared,
        off,
        Math.max(0, behind),
        second == 0 ? OptionalLong.empty() : OptionalLong.of(peak),
        active == 0 ? OptionalDouble.empty() : OptionalDouble.of(activeSent / (double) active),
        worst);
  }
}
