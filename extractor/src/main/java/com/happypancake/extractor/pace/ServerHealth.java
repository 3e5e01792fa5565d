package com.happypancake.extractor.pace;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Judges from probes whether a server suffers, and how fast it may be read: at full speed, at a
 * fraction of it, or not at all.
 *
 * <p>A probe is bad if its latency is many times what it was at best, if sessions are blocked by
 * the extraction's own, or if most of the others' requests have been waiting for long. Each bad
 * probe halves the speed, and {@link #PAUSE_AFTER} in a row pause; each good one doubles it again.
 *
 * <p>Where sessions are blocked, a query under way is to be read to its end at full speed: the
 * locks of one that is held up amid its rows would block them for as long.
 */
final class ServerHealth {

  /** Bad probes in a row after which reading pauses. */
  static final int PAUSE_AFTER = 4;

  private static final int LATENCY_FACTOR = 8;
  private static final long HARMLESS_NANOS = Duration.ofMillis(50).toNanos();
  private static final long TOO_LONG_NANOS = Duration.ofSeconds(2).toNanos();

  /** Beyond this share of requests that wait, the server does less than it is asked to. */
  private static final double MOST = 0.5;

  private long bestNanos = Long.MAX_VALUE;
  private int bad;
  private boolean blocking;
  private String reason = "";

  /**
   * Takes what a probe found.
   *
   * @param latencyNanos of a query that costs nothing
   * @param blocked sessions that wait for the extraction's own; empty where nobody may tell
   * @param waiting the share of others' requests that have been waiting for long, 0 to 1; likewise
   */
  void probed(long latencyNanos, OptionalLong blocked, OptionalDouble waiting) {
    bestNanos = Math.min(bestNanos, Math.max(1, latencyNanos));
    long limit = Math.min(TOO_LONG_NANOS, Math.max(HARMLESS_NANOS, LATENCY_FACTOR * bestNanos));
    blocking = blocked.orElse(0) > 0;
    if (blocking) {
      worse(blocked.getAsLong() + " sessions wait for locks of this extraction");
    } else if (latencyNanos > limit) {
      worse(
          String.format(
              Locale.ROOT,
              "a query that costs nothing took %d ms",
              Duration.ofNanos(latencyNanos).toMillis()));
    } else if (waiting.orElse(0) > MOST) {
      worse(
          String.format(
              Locale.ROOT,
              "%.0f %% of the server's other requests have been waiting for a second or more",
              100 * waiting.getAsDouble()));
    } else if (bad > 0) {
      bad--;
    }
  }

  /** Takes that a probe failed: nothing answers, or not in time. */
  void failed() {
    worse("a query that costs nothing failed");
  }

  private void worse(String why) {
    bad = Math.min(PAUSE_AFTER, bad + 1);
    reason = why;
  }

  /** Returns the fraction of full speed: 1, a half, a quarter …, or 0 for a pause. */
  double speed() {
    return bad >= PAUSE_AFTER ? 0 : 1.0 / (1 << bad);
  }

  /** Returns how fast a query under way may be read, of which there may be locks: likewise. */
  double speedAmidRows() {
    return blocking ? 1 : speed();
  }

  /** Tells whether sessions waited for the extraction's locks when last looked. */
  boolean isBlocking() {
    return blocking;
  }

  /** Returns why the speed was last reduced. */
  String reason() {
    return reason;
  }
}
