package com.happypancake.database;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How a session's server fares under all sessions. Every method throws a {@link SourceException}
 * only if the probe broke the connection and there is no new one.
 */
public interface ServerLoad {

  /** Tells whether the login sees other sessions than its own. */
  boolean seesOtherSessions() throws SourceException;

  /** Counts the sessions that wait for locks of the extraction, where that is permitted. */
  OptionalLong blockedSessions() throws SourceException;

  /**
   * Returns the share of other sessions' requests that has been waiting for a second or more, where
   * that is permitted: 0 to 1, and 0 where only a few wait. A request that waits for its client,
   * for its own threads or for a given time does not count as waiting.
   */
  OptionalDouble waitingShare() throws SourceException;
}
