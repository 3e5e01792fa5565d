package com.happypancake.database;

import java.time.Duration;
import java.util.Locale;

/**
 * The timeouts and the packet size of connections. Settings in the URL take precedence.
 *
 * @param loginTimeout for connecting and logging in
 * @param queryTimeout until a query's first rows; the other rows have no limit
 * @param socketTimeout of silence from the server, after which a connection counts as lost; longer
 *     than the query timeout, or slow queries would look like lost connections
 * @param lockTimeout for a lock that somebody else holds
 * @param packetBytes of a packet of the server's protocol; encrypted ones have 16,383 at most
 */
public record ConnectionSettings(
    Duration loginTimeout,
    Duration queryTimeout,
    Duration socketTimeout,
    Duration lockTimeout,
    int packetBytes) {

  private static final Duration LONGEST = Duration.ofDays(1);

  /** 30 s to log in, 5 min to the first rows, 6 min of silence, 1 min for a lock. */
  public static final ConnectionSettings DEFAULT =
      new ConnectionSettings(
          Duration.ofSeconds(30),
          Duration.ofMinutes(5),
          Duration.ofMinutes(6),
          Duration.ofMinutes(1),
          16_000);

  private static final int MIN_PACKET_BYTES = 512;
  private static final int MAX_PACKET_BYTES = 32_767;

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if a timeout is under a second or over a day, the socket's is
   *     not longer than the query's, or the protocol does not allow the packet size
   */
  public ConnectionSettings {
    check("login timeout", loginTimeout);
    check("query timeout", queryTimeout);
    check("socket timeout", socketTimeout);
    check("lock timeout", lockTimeout);
    if (socketTimeout.compareTo(queryTimeout) <= 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the socket timeout is %d s; expected longer than the query timeout, %d s",
              socketTimeout.toSeconds(),
              queryTimeout.toSeconds()));
    }
    if (packetBytes < MIN_PACKET_BYTES || packetBytes > MAX_PACKET_BYTES) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a packet has %d bytes; expected %d to %d",
              packetBytes,
              MIN_PACKET_BYTES,
              MAX_PACKET_BYTES));
    }
  }

  private static void check(String name, Duration value) {
    if (value.toSeconds() < 1 || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "the " + name + " is " + value.toSeconds() + " s; expected a second to a day");
    }
  }
}
