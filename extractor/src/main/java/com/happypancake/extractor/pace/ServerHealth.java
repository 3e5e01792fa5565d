package com.happypancake.extractor.pace;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Decides from probes how fast to read a server: at full speed, at a fraction of it, or not at all.
 *
 * <p>A probe is bad if its latency is many times the best one, if the extraction blocks other
 * sessions, or if most other requests have waited for long. Each bad probe halves the speed, and
 * {@link #PAUSE_AFTER} bad probes in a row pause the reading. Each good probe doubles the speed
 * again.
 *
 * <p>While the extraction blocks other sessions, a running query is read to its end at full speed,
 * since its locks would block them for as long as it lasts.
 */
final class ServerHealth {

  /** The number of bad probes in a row after which reading pauses. */
  static final int PAUSE_AFTER = 4;

  private static final int LATENCY_FACTOR = 8;
  private static final long HARMLESS_NANOS = Duration.ofMillis(50).toNanos();
  private static final long TOO_LONG_NANOS = Duration.ofSeconds(2).toNanos();

  /** The share of waiting requests above which a probe is bad. */
  private static final double MOST = 0.5;

  private long bestNanos = Long.MAX_VALUE;
  private int bad;
  private boolean blocking;
  private String reason = "";

  /**
   * Records the result of a probe.
   *
   * @param latencyNanos of a query that costs nothing
   * @param blocked how many sessions wait for the extraction's; empty if unknown
   * @param waiting the share of other requests that have waited for long, 0 to 1; empty if unknown
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

  /** Returns the fraction of full speed for a running query, which may hold locks. */
  double speedAmidRows() {
    return blocking ? 1 : speed();
  }

  /** Returns whether the last probe found sessions that the extraction blocks. */
  boolean isBlocking() {
    return blocking;
  }

  /** Returns why the speed was last reduced. */
  String reason() {
    return reason;
  }
}
