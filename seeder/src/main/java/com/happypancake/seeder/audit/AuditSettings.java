package com.happypancake.seeder.audit;

import com.happypancake.schemas.seed.Order;
import com.happypancake.schemas.seed.SeedChoice;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.stream.StreamTopology;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The settings of an audit.
 *
 * @param events the folder that was seeded
 * @param broker the broker
 * @param source the queue or stream
 * @param state the folder that keeps what was counted
 * @param follow whether to wait for seed-ended, for as long as it takes; for all events if they are
 *     a choice, which seed-ended does not follow
 * @param idleTimeout how long to wait for a message that is missing; with {@code follow} only after
 *     that
 * @param seeded what was seeded
 */
public record AuditSettings(
    Path events,
    BrokerAddress broker,
    Source source,
    Path state,
    boolean follow,
    Duration idleTimeout,
    Seeded seeded) {

  /** What is audited. */
  public sealed interface Source {

    /**
     * A classic or quorum queue. Its messages are acknowledged, and so removed.
     *
     * @param name the queue's name on the broker
     */
    record Queue(String name) implements Source {}

    /**
     * A stream, a super stream, or a stream queue. Its messages stay.
     *
     * @param topology the streams
     * @param port the port of the stream protocol
     */
    record Stream(StreamTopology topology, int port) implements Source {}
  }

  /**
   * What was seeded, and in which order.
   *
   * @param choice the events that are expected; the default instance for all
   * @param order what the seed promised to keep in order
   */
  public record Seeded(SeedChoice choice, Order order) {

    /** Returns a seed of a whole folder in the folder's order. */
    public static Seeded whole() {
      return new Seeded(SeedChoice.getDefaultInstance(), Order.ORDER_GLOBAL);
    }
  }
}
