package com.happypancake.seeder.pace;

import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Slows a run so that no queue grows deeper than a bound.
 *
 * <p>It estimates how fast each queue fills and drains, and lets the depth approach 0.9 of the
 * bound within about half a minute. There it allows as many events as consumers take. Above that,
 * it allows less, and nothing at the bound. What was published since the last sample counts as
 * waiting, and consumers as if they had stopped once the next sample is late. If consumers take a
 * tenth of the bound within four samples, the target is lower, down to half of the bound. A bound
 * below what they take between two samples may be exceeded.
 *
 * <p>The first cap is low, because nothing is known of the consumers. It grows by a fifth from
 * sample to sample while the queues stay empty.
 *
 * <p>Not thread-safe. Nanoseconds are those of {@link System#nanoTime}.
 */
public final class DepthLimiter {

  static final double LEAST_RATE = 0.001;

  private static final double FILL_SECONDS = 30;
  private static final double BAND = 0.1;
  private static final double WIDEST_BAND = 0.5;
  private static final int BAND_INTERVALS = 4;
  private static final double GROWTH = 0.2;
  private static final double GRACE_SECONDS = 10;
  private static final int GRACE_INTERVALS = 3;
  private static final double DRAIN_INTERVALS = 1.5;
  private static final double HALVING_SECONDS = 15;

  private final long bound;
  private final Words words;
  private final long staleNanos;
  private final Map<String, QueueModel> queues = new TreeMap<>();
  private final PublishedHistory published;

  /** What the names of a sample stand for. */
  private enum Words {
    QUEUES("queue %s holds %d of at most %d messages", "queue %s gave no depth for %d s"),
    CONSUMERS(
        "consumer %s is %d messages behind, of at most %d", "consumer %s gave no offset for %d s");

    private final String full;
    private final String silent;

    Words(String full, String silent) {
      this.full = full;
      this.silent = silent;
    }
  }

  /**
   * The highest rate that the queues allow.
   *
   * @param eventsPerSecond at least 0.001, which stands for nothing
   * @param queue the queue that allows the least
   * @param why the reason as a clause: {@code queue news holds 45012 of at most 50000 messages}
   */
  public record Cap(double eventsPerSecond, String queue, String why) {}

  /** Creates a limiter for depths that are as of the time of their sample. */
  public DepthLimiter(long bound) {
    this(bound, Duration.ZERO);
  }

  /**
   * Creates a limiter.
   *
   * @param bound the most messages that a queue may hold, at least 1
   * @param staleness how old the depths of a sample can be: zero if the queues are asked, 5 seconds
   *     for the statistics of RabbitMQ's management API
   */
  public DepthLimiter(long bound, Duration staleness) {
    this(bound, staleness, Words.QUEUES);
  }

  /**
   * Returns a limiter whose samples have, instead of queues and their depths, the consumers of a
   * stream and how many messages they are behind.
   */
  public static DepthLimiter ofConsumers(long bound) {
    return new DepthLimiter(bound, Duration.ZERO, Words.CONSUMERS);
  }

  private DepthLimiter(long bound, Duration staleness, Words words) {
    if (bound < 1) {
      throw new IllegalArgumentException("a queue's bound is at least 1 message, not " + bound);
    }
    this.bound = bound;
    this.words = words;
    this.staleNanos = staleness.toNanos();
    this.published = new PublishedHistory(staleNanos);
  }

  /**
   * Takes a sample. A queue that is missing in it keeps its last one. Samples that are not newer
   * than the last are ignored.
   *
   * @param nowNanos the current time
   * @param publishedNow the events that the broker has taken until now, since any origin
   * @param depths the messages in each watched queue by its name
   */
  public void sample(long nowNanos, long publishedNow, Map<String, Long> depths) {
    published.add(nowNanos, publishedNow);
    long thenNanos = nowNanos - staleNanos;
    double publishedThen = published.at(thenNanos);
    depths.forEach(
        (queue, depth) -> {
          QueueModel model = queues.get(queue);
          if (model == null) {
            queues.put(queue, new QueueModel(thenNanos, publishedThen, depth));
          } else {
            model.sample(thenNanos, publishedThen, depth);
          }
        });
  }

  /**
   * Returns the rate that all queues allow; empty before the first sample. A cap is kept for three
   * intervals after the last sample, at least {@value #GRACE_SECONDS} seconds. After that, the rate
   * is halved every {@value #HALVING_SECONDS} seconds.
   *
   * @param publishedNow the events that the broker has taken until now
   * @param inFlight the events that it has not confirmed yet; they will wait, too, and no consumer
   *     can have taken them
   */
  public Optional<Cap> cap(long nowNanos, long publishedNow, long inFlight) {
    return queues.entrySet().stream()
        .map(each -> cap(each.getKey(), each.getValue(), nowNanos, publishedNow, inFlight))
        .min(Comparator.comparingDouble(Cap::eventsPerSecond));
  }

  private Cap cap(String queue, QueueModel model, long nowNanos, long publishedNow, long inFlight) {
    // What keeps samples away may keep consumers from their work, too.
    long drainedNanos = staleNanos + Math.round(DRAIN_INTERVALS * model.intervalSeconds() * 1e9);
    double waiting =
        model.expectedDepth(nowNanos, publishedNow, drainedNanos) + model.share() * inFlight;
    double allowed = allowed(model, waiting);
    double age = (nowNanos - staleNanos - model.lastNanos()) / 1e9;
    double late = age - Math.max(GRACE_SECONDS, GRACE_INTERVALS * model.intervalSeconds());
    if (late <= 0) {
      String why = String.format(Locale.ROOT, words.full, queue, model.depth(), bound);
      return new Cap(Math.max(LEAST_RATE, allowed), queue, why);
    }
    double eased = Math.min(allowed, model.rate()) * Math.pow(0.5, late / HALVING_SECONDS);
    String why = String.format(Locale.ROOT, words.silent, queue, Math.round(age));
    return new Cap(Math.max(LEAST_RATE, eased), queue, why);
  }

  private double allowed(QueueModel model, double depth) {
    double drain = model.drain();
    double band =
        Math.min(
            bound * WIDEST_BAND,
            Math.max(
                bound * BAND,
                drain * (BAND_INTERVALS * model.intervalSeconds() + staleNanos / 1e9)));
    double target = bound - band;
    double room = Math.max(0, target - depth);
    double brake = Math.max(0, Math.min(1, (bound - depth) / band));
    double messages = drain * (1 + GROWTH * room / target) + room / FILL_SECONDS;
    return messages * brake / model.share();
  }
}
