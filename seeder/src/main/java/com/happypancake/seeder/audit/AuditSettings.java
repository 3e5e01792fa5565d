package com.happypancake.seeder.audit;

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
 * @param follow whether to wait for seed-ended, for as long as it takes
 * @param idleTimeout how long to wait for a message that is missing; with {@code follow} only after
 *     seed-ended
 * @param rules what is allowed
 */
public record AuditSettings(
    Path events,
    BrokerAddress broker,
    Source source,
    Path state,
    boolean follow,
    Duration idleTimeout,
    Rules rules) {

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
   * What may happen without making the audit unclean.
   *
   * @param reordering events may come after later ones, within 10,000 ordinals
   * @param repeats events may come again, within 10,000 ordinals
   */
  public record Rules(boolean reordering, boolean repeats) {

    /** Returns the rules that allow nothing. */
    public static Rules strict() {
      return new Rules(false, false);
    }
  }
}
