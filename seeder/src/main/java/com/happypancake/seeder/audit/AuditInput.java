package com.happypancake.seeder.audit;

import com.happypancake.seeder.broker.BrokerException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where an audit's messages come from. One thread uses it. */
interface AuditInput {

  /** Opens connections. */
  interface Opener {

    /** Returns the number of queues or streams. */
    int sources();

    /** Returns the queue or stream with its broker, without a login. */
    String name();

    /**
     * Connects.
     *
     * @param nextOffsets where to begin in each stream
     * @throws BrokerException UNREACHABLE or LOST if trying again may help
     */
    AuditInput open(List<Long> nextOffsets) throws BrokerException, InterruptedException;
  }

  /**
   * Returns the next message; empty if none comes in this time.
   *
   * @throws BrokerException LOST if the connection, the queue or the stream is lost
   */
  Optional<Arrival> poll(Duration patience) throws BrokerException, InterruptedException;

  /**
   * Tells the broker that all messages so far are counted.
   *
   * @throws BrokerException LOST if the connection is lost
   */
  void acknowledge() throws BrokerException;

  /** Closes the connection. What was not acknowledged returns to the queue. */
  void close();
}
