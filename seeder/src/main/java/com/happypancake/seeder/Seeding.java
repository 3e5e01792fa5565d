package com.happypancake.seeder;

import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.pace.Rate;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What to publish, where to and how fast.
 *
 * @param events the folder that a transform wrote
 * @param broker where to
 * @param prefix stands before the names of exchange and queues; empty for HPC2's own
 * @param rate of the events
 * @param window how many events may be without an answer of the broker, 1 to 1,000,000; a resume
 *     after a lost connection repeats at most so many
 * @param firstOrdinal the event to begin with; the first of the folder is 1
 * @param confirmTimeout how long the broker may leave all that is in flight without an answer, at
 *     most a day; the time that it says it is blocked does not count
 * @param managementUrl of RabbitMQ's management API, which tells about bindings; where empty, the
 *     broker's host and the default port, if the broker itself is on its default port
 */
public record Seeding(
    Path events,
    BrokerAddress broker,
    String prefix,
    Rate rate,
    int window,
    long firstOrdinal,
    Duration confirmTimeout,
    Optional<URI> managementUrl) {

  private static final int DEFAULT_WINDOW = 2_000;
  private static final int MAX_WINDOW = 1_000_000;
  private static final Duration DEFAULT_CONFIRM_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration MAX_CONFIRM_TIMEOUT = Duration.ofDays(1);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of bounds, or the URL is not that of a web
   *     server
   */
  public Seeding {
    if (window < 1 || window > MAX_WINDOW) {
      throw new IllegalArgumentException(
          "a window holds 1 to " + MAX_WINDOW + " events, not " + window);
    }
    if (firstOrdinal < 1) {
      throw new IllegalArgumentException("the first event's ordinal is 1; got " + firstOrdinal);
    }
    if (confirmTimeout.isNegative()
        || confirmTimeout.isZero()
        || confirmTimeout.compareTo(MAX_CONFIRM_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "expected a time to wait for a confirm, more than 0 and at most "
              + MAX_CONFIRM_TIMEOUT.toSeconds()
              + " seconds; not "
              + confirmTimeout.toSeconds());
    }
    managementUrl.ifPresent(Seeding::checkUrl);
  }

  private static void checkUrl(URI url) {
    boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!web || url.getHost() == null || url.getRawUserInfo() != null || url.getQuery() != null) {
      throw new IllegalArgumentException(
          "the management API's address is http[s]://host[:port][/path], without a login: the"
              + " broker's is used");
    }
  }

  /** Returns a seeding of a whole folder: no prefix, unlimited rate, a window of 2,000 events. */
  public static Seeding of(Path events, BrokerAddress broker) {
    return new Seeding(
        events,
        broker,
        "",
        new Rate.Unlimited(),
        DEFAULT_WINDOW,
        1,
        DEFAULT_CONFIRM_TIMEOUT,
        Optional.empty());
  }

  /** Returns the same with another prefix. */
  public Seeding withPrefix(String other) {
    return new Seeding(
        events, broker, other, rate, window, firstOrdinal, confirmTimeout, managementUrl);
  }

  /** Returns the same with another rate. */
  public Seeding withRate(Rate other) {
    return new Seeding(
        events, broker, prefix, other, window, firstOrdinal, confirmTimeout, managementUrl);
  }

  /** Returns the same with another window. */
  public Seeding withWindow(int other) {
    return new Seeding(
        events, broker, prefix, rate, other, firstOrdinal, confirmTimeout, managementUrl);
  }

  /** Returns the same, begun with another event. */
  public Seeding withFirstOrdinal(long other) {
    return new Seeding(events, broker, prefix, rate, window, other, confirmTimeout, managementUrl);
  }

  /** Returns the same with another time-out. */
  public Seeding withConfirmTimeout(Duration other) {
    return new Seeding(events, broker, prefix, rate, window, firstOrdinal, other, managementUrl);
  }
}
