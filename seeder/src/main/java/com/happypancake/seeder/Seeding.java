package com.happypancake.seeder;

import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.broker.BrokerTopology;
import com.happypancake.seeder.pace.EventRate;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of a seeding.
 *
 * @param events the folder that a transform wrote
 * @param broker the broker that receives the events
 * @param prefix the prefix of the names of the exchange and queues
 * @param rate the rate of the events
 * @param window the maximum number of unconfirmed events, 1 to 1,000,000
 * @param firstOrdinal the ordinal of the first event to publish; the folder's first is 1
 * @param confirmTimeout the time for which the broker may confirm nothing while events are in
 *     flight, up to a day; time in which the broker is blocked does not count
 * @param managementUrl the address of RabbitMQ's management API; empty for {@link
 *     BrokerAddress#managementUrl}
 */
public record Seeding(
    Path events,
    BrokerAddress broker,
    String prefix,
    EventRate rate,
    int window,
    long firstOrdinal,
    Duration confirmTimeout,
    Optional<URI> managementUrl) {

  private static final int MAX_WINDOW = 1_000_000;
  private static final Duration MAX_CONFIRM_TIMEOUT = Duration.ofDays(1);

  /**
   * Checks the settings. Use {@link #builder} to name them.
   *
   * @throws IllegalArgumentException if a number is out of range, or the URL is not {@code
   *     http[s]://host[:port][/path]}
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

  /**
   * Returns the exchange and queues on the broker.
   *
   * @throws IllegalArgumentException if {@link BrokerTopology} does not accept the prefix
   */
  public BrokerTopology topology() {
    return BrokerTopology.hpc(prefix);
  }

  /** Returns a builder with the default settings: the whole folder at an unlimited rate. */
  public static Builder builder(Path events, BrokerAddress broker) {
    return new Builder(events, broker);
  }

  /** Builds a seeding. */
  public static final class Builder {

    private final Path events;
    private final BrokerAddress broker;
    private String prefix = "";
    private EventRate rate = new EventRate.Unlimited();
    private int window = 2_000;
    private long firstOrdinal = 1;
    private Duration confirmTimeout = Duration.ofSeconds(60);
    private Optional<URI> managementUrl = Optional.empty();

    private Builder(Path events, BrokerAddress broker) {
      this.events = events;
      this.broker = broker;
    }

    /** Sets the prefix of the names of the exchange and queues. The default is none. */
    public Builder prefix(String value) {
      prefix = value;
      return this;
    }

    /** Sets the rate. The default is unlimited. */
    public Builder rate(EventRate value) {
      rate = value;
      return this;
    }

    /** Sets the maximum number of unconfirmed events. The default is 2,000. */
    public Builder window(int value) {
      window = value;
      return this;
    }

    /** Sets the ordinal of the first event to publish. The default is 1. */
    public Builder firstOrdinal(long value) {
      firstOrdinal = value;
      return this;
    }

    /** Sets the time for which the broker may confirm nothing. The default is a minute. */
    public Builder confirmTimeout(Duration value) {
      confirmTimeout = value;
      return this;
    }

    /** Sets the address of RabbitMQ's management API. The default is the broker's host. */
    public Builder managementUrl(URI value) {
      managementUrl = Optional.of(value);
      return this;
    }

    /**
     * Returns the seeding.
     *
     * @throws IllegalArgumentException as the constructor of {@link Seeding}
     */
    public Seeding build() {
      return new Seeding(
          events, broker, prefix, rate, window, firstOrdinal, confirmTimeout, managementUrl);
    }
  }
}
