package com.happypancake.seeder.pace;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The rate of a run over its time. Immutable. */
public sealed interface RatePlan {

  /** Returns the plan as a person writes it: {@code 100..5000/10m, 5000/2h, 20000}. */
  @Override
  String toString();

  /**
   * Returns the events per second at a time.
   *
   * @param elapsedNanos the time since the plan began
   * @return empty for an unlimited rate
   */
  OptionalDouble rateAt(long elapsedNanos);

  /**
   * Returns the number of events that are due up to a time: the integral of the rate.
   *
   * @param elapsedNanos the time since the plan began, 0 or more
   * @return empty for an unlimited rate
   */
  OptionalDouble eventsAt(long elapsedNanos);

  /**
   * Returns when an event is due. It is computed from <i>n</i>, so errors do not accumulate.
   *
   * @param n the number of the event in the plan; the first is 0
   * @return nanoseconds since the plan began, at most 73 years; 0 while the rate is unlimited
   */
  long dueNanos(long n);

  /** Returns a plan with a steady rate. */
  static RatePlan of(double eventsPerSecond) {
    return new Staged(List.of(), eventsPerSecond);
  }

  /**
   * Parses a plan: {@code max}, or stages with commas between them. A stage is {@code
   * rate/duration} or {@code from..to/duration}. The last one may be a rate alone. After the last
   * duration, its rate continues. Durations are like {@code 90s}, {@code 10m} or {@code 1h30m}.
   *
   * @throws IllegalArgumentException if the text is no plan; the message says which part and why
   */
  static RatePlan parse(String text) {
    if (text.strip().equals("max")) {
      return new Unlimited();
    }
    String[] parts = text.split(",", -1);
    List<RateStage> stages = new ArrayList<>();
    for (int i = 0; i < parts.length - 1; i++) {
      stages.add(stage(parts[i].strip()));
    }
    String last = parts[parts.length - 1].strip();
    if (last.contains("/") || last.contains("..")) {
      stages.add(stage(last));
      return new Staged(stages, stages.get(stages.size() - 1).to());
    }
    return new Staged(stages, rate(last, last));
  }

  private static RateStage stage(String part) {
    String[] halves = part.split("/", -1);
    if (halves.length != 2) {
      throw new IllegalArgumentException(
          "'" + part + "' has no duration; only the last stage may go without one: 5000/10m");
    }
    String[] rates = halves[0].split("\\.\\.", -1);
    if (rates.length > 2) {
      throw new IllegalArgumentException("'" + part + "' is no ramp; expected 100..5000/10m");
    }
    double from = rate(rates[0], part);
    double to = rates.length == 2 ? rate(rates[1], part) : from;
    return new RateStage(from, to, duration(halves[1].strip(), part));
  }

  private static double rate(String text, String part) {
    try {
      return new BigDecimal(text.strip()).doubleValue();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'" + part + "' is no rate; expected max, 5000, 5000/10m or 100..5000/10m", e);
    }
  }

  private static Duration duration(String text, String part) {
    try {
      return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'" + part + "' has no duration after the slash; expected 90s, 10m or 1h30m", e);
    }
  }

  /** No limit. Only the window of unconfirmed events and the broker limit the rate. */
  record Unlimited() implements RatePlan {

    @Override
    public OptionalDouble rateAt(long elapsedNanos) {
      return OptionalDouble.empty();
    }

    @Override
    public OptionalDouble eventsAt(long elapsedNanos) {
      return OptionalDouble.empty();
    }

    @Override
    public long dueNanos(long n) {
      return 0;
    }

    @Override
    public String toString() {
      return "max";
    }
  }

  /**
   * Stages, and then a steady rate.
   *
   * @param stages the stages with an end, in order; may be empty
   * @param finalRate the events per second after them
   */
  record Staged(List<RateStage> stages, double finalRate) implements RatePlan {

    private static final long NEVER_NANOS = Long.MAX_VALUE / 4;
    private static final Duration LONGEST = Duration.ofDays(3_650);

    /**
     * Checks the rate and copies the list.
     *
     * @throws IllegalArgumentException if the rate is out of range, or the stages take more than
     *     3,650 days
     */
    public Staged {
      stages = List.copyOf(stages);
      RateStage.checkRate(finalRate);
      Duration all = stages.stream().map(RateStage::length).reduce(Duration.ZERO, Duration::plus);
      if (all.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(
            "the stages take " + all.toDays() + " days; expected at most " + LONGEST.toDays());
      }
    }

    @Override
    public OptionalDouble rateAt(long elapsedNanos) {
      long rest = elapsedNanos;
      for (RateStage stage : stages) {
        if (rest < stage.length().toNanos()) {
          return OptionalDouble.of(stage.rateAt(rest));
        }
        rest -= stage.length().toNanos();
      }
      return OptionalDouble.of(finalRate);
    }

    @Override
    public OptionalDouble eventsAt(long elapsedNanos) {
      long rest = elapsedNanos;
      double events = 0;
      for (RateStage stage : stages) {
        if (rest < stage.length().toNanos()) {
          return OptionalDouble.of(events + stage.eventsAt(rest));
        }
        rest -= stage.length().toNanos();
        events += stage.events();
      }
      return OptionalDouble.of(events + finalRate * rest / 1e9);
    }

    @Override
    public long dueNanos(long n) {
      double rest = n;
      long nanos = 0;
      for (RateStage stage : stages) {
        if (rest < stage.events()) {
          return nanos + stage.dueNanos(rest);
        }
        rest -= stage.events();
        nanos += stage.length().toNanos();
      }
      return nanos + Math.min(NEVER_NANOS, Math.round(rest / finalRate * 1e9));
    }

    @Override
    public String toString() {
      List<String> parts = new ArrayList<>(stages.stream().map(RateStage::toString).toList());
      if (stages.isEmpty() || stages.get(stages.size() - 1).to() != finalRate) {
        parts.add(RateStage.text(finalRate));
      }
      return String.join(", ", parts);
    }
  }
}
