package com.happypancake.seeder.pace;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Estimates how a queue fills and drains: each event adds {@code share} messages to it, and its
 * consumers take {@code drain} messages per second.
 *
 * <p>The change of a depth gives one equation for both. While the rate is steady, only their
 * balance is known, and the last share is kept. While the rate changes and consumers do not, both
 * are known.
 *
 * <p>Not thread-safe.
 */
final class QueueModel {

  /** Consumers take in bursts. Their rate is the mean over so long. */
  private static final double WINDOW_SECONDS = 30;

  private static final int LEAST_STEPS = 4;

  /** A share of 0 would allow any rate. */
  private static final double LEAST_SHARE = 0.01;

  /** The sum of rates from which a share can be learned. */
  private static final double LEAST_RATES = 50;

  /** The variance of the rate, as a part of its square, from which a share can be learned. */
  private static final double LEAST_CHANGE = 0.01;

  /** The part of the changes that a share must explain. If consumers change, none explains it. */
  private static final double FIT = 0.9;

  private final Deque<Step> steps = new ArrayDeque<>();
  private long lastNanos;
  private double lastPublished;
  private long depth;

  /** A queue gets an event at most once. */
  private double share = 1;

  private double intervalSeconds;
  private double rate;
  private double drain;

  /**
   * What happened between two samples.
   *
   * @param rate the published events per second
   * @param growth the change of the depth per second
   * @param idle whether consumers may have waited for messages, and so took less than they can
   */
  private record Step(double seconds, double rate, double growth, boolean idle) {}

  QueueModel(long nanos, double published, long depth) {
    this.lastNanos = nanos;
    this.lastPublished = published;
    this.depth = depth;
  }

  /** Takes a sample. One that is not newer than the last is ignored. */
  void sample(long nanos, double published, long newDepth) {
    double seconds = (nanos - lastNanos) / 1e9;
    if (seconds <= 0 || published < lastPublished) {
      return;
    }
    double events = published - lastPublished;
    boolean idle = Math.min(depth, newDepth) <= share * events / 2;
    steps.addLast(new Step(seconds, events / seconds, (newDepth - depth) / seconds, idle));
    while (steps.size() > LEAST_STEPS && seconds() > WINDOW_SECONDS) {
      steps.removeFirst();
    }
    lastNanos = nanos;
    lastPublished = published;
    depth = newDepth;
    learnShare();
    measure();
  }

  /** Takes the means over the window, since they are asked for more often than they change. */
  private void measure() {
    double seconds = seconds();
    intervalSeconds = seconds / steps.size();
    rate = steps.stream().mapToDouble(step -> step.rate() * step.seconds()).sum() / seconds;
    double growth =
        steps.stream().mapToDouble(step -> step.growth() * step.seconds()).sum() / seconds;
    Step last = steps.getLast();
    double shown = last.idle() ? share * last.rate() : 0;
    drain = Math.max(0, Math.max(share * rate - growth, shown));
  }

  /** Returns the depth of the last sample. */
  long depth() {
    return depth;
  }

  /**
   * Returns the depth that is expected now, by what was published and taken since the sample.
   *
   * @param drainedNanos the longest time after the sample for which consumers are trusted to go on
   */
  double expectedDepth(long nowNanos, long publishedNow, long drainedNanos) {
    double filled = share * Math.max(0, publishedNow - lastPublished);
    long nanos = Math.max(0, Math.min(nowNanos - lastNanos, drainedNanos));
    return Math.max(0, depth + filled - drain * nanos / 1e9);
  }

  long lastNanos() {
    return lastNanos;
  }

  /** Returns the mean time between samples; 0 before the second one. */
  double intervalSeconds() {
    return intervalSeconds;
  }

  /** Returns the published events per second. */
  double rate() {
    return rate;
  }

  /** Returns the messages per event, above 0. */
  double share() {
    return share;
  }

  /** Returns the messages per second that consumers can take, as far as they have shown it. */
  double drain() {
    return drain;
  }

  /** Fits a line through growth over rate. Its slope is the share. */
  private void learnShare() {
    double n = 0;
    double x = 0;
    double y = 0;
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (Step step : steps) {
      if (!step.idle()) {
        n++;
        x += step.rate();
        y += step.growth();
        xx += step.rate() * step.rate();
        xy += step.rate() * step.growth();
        yy += step.growth() * step.growth();
      }
    }
    double rates = n * xx - x * x;
    double growths = n * yy - y * y;
    double both = n * xy - x * y;
    boolean changes = x > LEAST_RATES && rates > LEAST_CHANGE * x * x;
    if (changes && both > 0 && both * both > FIT * rates * growths) {
      share = Math.max(LEAST_SHARE, Math.min(1, both / rates));
    }
  }

  private double seconds() {
    return steps.stream().mapToDouble(Step::seconds).sum();
  }
}
