package com.happypancake.seeder.report;

import com.happypancake.schemas.seed.Depth;
import com.happypancake.schemas.seed.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * One or more samples of a run, for a chart.
 *
 * @param run the number of the run in its seed; the first is 0
 * @param from when the first sample began
 * @param to when the last one ended
 * @param sent the events sent per second
 * @param planned the events per second that the plan wanted; empty for an unlimited rate
 * @param latency the latency from the planned time to the confirm
 * @param refused the returned and refused events
 * @param depths the most messages in each watched queue
 */
public record SamplePoint(
    int run,
    Instant from,
    Instant to,
    Range sent,
    OptionalDouble planned,
    PointLatency latency,
    long refused,
    Map<String, Long> depths) {

  /** Copies the map. */
  public SamplePoint {
    depths = Collections.unmodifiableMap(new TreeMap<>(depths));
  }

  /** The lowest, mean and highest value of several samples. */
  public record Range(double min, double mean, double max) {}

  /**
   * Latencies of several samples, in microseconds.
   *
   * @param p50 the mean of the medians
   * @param p99 the highest 99th percentile
   * @param max the maximum
   */
  public record PointLatency(double p50, double p99, double max) {}

  static SamplePoint of(int run, Instant to, Sample sample) {
    double rate = sample.getSent() / (Math.max(1, sample.getMillis()) / 1e3);
    Map<String, Long> depths = new TreeMap<>();
    for (Depth each : sample.getDepthsList()) {
      depths.put(each.getQueue(), each.getMessages());
    }
    return new SamplePoint(
        run,
        to.minusMillis(sample.getMillis()),
        to,
        new Range(rate, rate, rate),
        sample.hasPlannedRate()
            ? OptionalDouble.of(sample.getPlannedRate())
            : OptionalDouble.empty(),
        new PointLatency(sample.getP50Micros(), sample.getP99Micros(), sample.getMaxMicros()),
        sample.getReturned() + sample.getNacked(),
        depths);
  }

  /** Returns whether nothing was sent, though the plan wanted at least an event in that time. */
  public boolean isStall() {
    return sent.max() == 0 && planned.orElse(0) * seconds() >= 1;
  }

  double seconds() {
    return Duration.between(from, to).toMillis() / 1e3;
  }

  /** Joins this with the next point of the same run. Extremes stay. */
  SamplePoint join(SamplePoint next) {
    double part = seconds() / Math.max(1e-3, seconds() + next.seconds());
    Map<String, Long> deepest = new TreeMap<>(depths);
    next.depths.forEach((queue, depth) -> deepest.merge(queue, depth, Math::max));
    return new SamplePoint(
        run,
        from,
        next.to,
        new Range(
            Math.min(sent.min(), next.sent.min()),
            mean(sent.mean(), next.sent.mean(), part),
            Math.max(sent.max(), next.sent.max())),
        planned.isPresent() && next.planned.isPresent()
            ? OptionalDouble.of(mean(planned.getAsDouble(), next.planned.getAsDouble(), part))
            : OptionalDouble.empty(),
        new PointLatency(
            mean(latency.p50(), next.latency.p50(), part),
            Math.max(latency.p99(), next.latency.p99()),
            Math.max(latency.max(), next.latency.max())),
        refused + next.refused,
        deepest);
  }

  private static double mean(double first, double second, double firstPart) {
    return first * firstPart + second * (1 - firstPart);
  }
}
