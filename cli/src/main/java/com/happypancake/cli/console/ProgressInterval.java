package com.happypancake.cli.console;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How often to show progress: on a terminal at once and then five times a second, elsewhere every
 * five seconds. For one thread.
 */
final class ProgressInterval {

  private static final Duration LIVE = Duration.ofMillis(200);
  private static final Duration PLAIN = Duration.ofSeconds(5);

  private final LongSupplier nanoTime;
  private final long intervalNanos;
  private long lastNanos;

  /**
   * An interval that begins.
   *
   * @param live whether progress goes to a terminal
   * @param nanoTime the time, in nanoseconds from any origin
   */
  ProgressInterval(boolean live, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.intervalNanos = (live ? LIVE : PLAIN).toNanos();
    this.lastNanos = nanoTime.getAsLong() - (live ? intervalNanos : 0);
  }

  /** Tells whether the interval is over, and if so, begins the next one. */
  boolean restartIfOver() {
    long now = nanoTime.getAsLong();
    if (now - lastNanos < intervalNanos) {
      return false;
    }
    lastNanos = now;
    return true;
  }
}
