package com.happypancake.seeder.stream;

import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.event.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/**
 * The settings of a {@link StreamTransport}.
 *
 * @param broker the broker; its port is the one of AMQP
 * @param port the port of the stream protocol
 * @param topology the stream or super stream; its number of partitions must stay the same for a
 *     whole seed
 * @param producer the name under which the broker remembers the last publishing id. It must name
 *     one seed: its events, their choice, and the attempt. Under a reused name, the broker confirms
 *     and drops the events of another folder, because their ordinals begin at 1 again.
 * @param format how events become messages
 */
public record StreamSettings(
    BrokerAddress broker, int port, StreamTopology topology, String producer, WireFormat format) {

  private static final int PORT = 5552;
  private static final int TLS_PORT = 5551;
  private static final int MAX_PORT = 65_535;

  /** The longest name that the stream protocol takes. */
  private static final int MAX_PRODUCER_BYTES = 255;

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if the port is out of range, or the producer's name is empty
   *     or has more than 255 bytes
   */
  public StreamSettings {
    int ignored = checkPort(port);
    int bytes = producer.getBytes(StandardCharsets.UTF_8).length;
    if (bytes == 0 || bytes > MAX_PRODUCER_BYTES) {
      throw new IllegalArgumentException(
          "a producer's name has 1 to " + MAX_PRODUCER_BYTES + " bytes; this one has " + bytes);
    }
  }

  /**
   * Returns a port that is in range.
   *
   * @throws IllegalArgumentException if it is not
   */
  public static int checkPort(int port) {
    if (port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException("a port is 1 to " + MAX_PORT + ", not " + port);
    }
    return port;
  }

  /** Returns the port of the stream protocol: the given one, or the default. */
  public static int port(BrokerAddress broker, OptionalInt given) {
    return given.orElse(defaultPort(broker));
  }

  /** Returns the default port of the stream protocol: 5552, or 5551 with TLS. */
  public static int defaultPort(BrokerAddress broker) {
    return broker.tls() ? TLS_PORT : PORT;
  }
}
