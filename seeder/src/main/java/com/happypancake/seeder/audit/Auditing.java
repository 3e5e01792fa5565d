package com.happypancake.seeder.audit;

import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.seeder.broker.BrokerAddress;
import java.time.Duration;

/**
 * What to listen to, and what to expect.
 *
 * @param broker where
 * @param queue that hears every event, for example {@code audit}
 * @param events manifest of the folder that is seeded
 * @param idleTimeout how long to wait for a message before giving up
 */
public record Auditing(BrokerAddress broker, String queue, Manifest events, Duration idleTimeout) {

  /**
   * Checks the time.
   *
   * @throws IllegalArgumentException if it is none
   */
  public Auditing {
    if (idleTimeout.isNegative() || idleTimeout.isZero()) {
      throw new IllegalArgumentException("expected a time to wait, not " + idleTimeout);
    }
  }
}
