package com.happypancake.seeder.engine;

import java.time.Duration;

/**
 * What a run's decisions depend on.
 *
 * @param window the most ordinals that may be without a synchronised confirm, 1 to {@link
 *     #MAX_WINDOW}
 * @param stopsAtRefusal whether the run stops at the first returned or refused event, since the
 *     event would come after later ones
 * @param confirmTimeout how long the broker may give no answer, while a write or a confirm is
 *     awaited, before the link is cut; at most a day
 * @param giveUpAfter how long the run goes on without a confirm after a link was lost or an event
 *     refused
 * @param ghostTimeout how long another connection may hold the seeder's lock; longer than the
 *     broker takes to notice that this seeder's last connection is gone
 * @param drainTimeout how long a stopped run waits for outstanding answers
 */
public record EngineSettings(
    int window,
    boolean stopsAtRefusal,
    Duration confirmTimeout,
    Duration giveUpAfter,
    Duration ghostTimeout,
    Duration drainTimeout) {

  /** The bound of docs/wire.md, on which consumers rely. */
  public static final int MAX_WINDOW = 10_000;

  private static final Duration MAX_CONFIRM_TIMEOUT = Duration.ofDays(1);

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if a setting is out of range
   */
  public EngineSettings {
    if (window < 1 || window > MAX_WINDOW) {
      throw new IllegalArgumentException(
          "a window holds 1 to " + MAX_WINDOW + " events, not " + window);
    }
    if (confirmTimeout.isNegative()
        || confirmTimeout.isZero()
        || confirmTimeout.compareTo(MAX_CONFIRM_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "expected a time to wait for a confirm, more than 0 and at most "
              + MAX_CONFIRM_TIMEOUT.toSeconds()
              + " seconds; not "
              + confirmTimeout.toSeconds());
    }
    if (giveUpAfter.isNegative()) {
      throw new IllegalArgumentException(
          "the time after which a run gives up is not negative; got " + giveUpAfter.toSeconds());
    }
  }
}
