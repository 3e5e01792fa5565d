package com.happypancake.extractor;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The limits of the load that an extraction puts on its source.
 *
 * @param maxRowsPerSecond of all connections together; empty for no limit
 * @param maxBytesPerSecond of what the source sends: texts and binary values as they are, 8 bytes
 *     for any other; empty for no limit
 * @param window in which chunks may begin; empty for any time
 * @param probeInterval how often the server's health is probed; empty for never
 */
public record PacingOptions(
    OptionalLong maxRowsPerSecond,
    OptionalLong maxBytesPerSecond,
    Optional<TimeWindow> window,
    Optional<Duration> probeInterval) {

  /** No limit, no window, and a probe every 5 s. */
  public static final PacingOptions DEFAULT =
      new PacingOptions(
          OptionalLong.empty(),
          OptionalLong.empty(),
          Optional.empty(),
          Optional.of(Duration.ofSeconds(5)));

  /**
   * Checks the limits.
   *
   * @throws IllegalArgumentException if a rate is below 1, or the interval is not between a
   *     millisecond and a day
   */
  public PacingOptions {
    positive("rows", maxRowsPerSecond);
    positive("bytes", maxBytesPerSecond);
    if (probeInterval.isPresent()
        && (probeInterval.get().compareTo(Duration.ofMillis(1)) < 0
            || probeInterval.get().compareTo(Duration.ofDays(1)) > 0)) {
      throw new IllegalArgumentException(
          "the health interval is "
              + probeInterval.get().toMillis()
              + " ms; expected a millisecond to a day");
    }
  }

  private static void positive(String what, OptionalLong value) {
    if (value.isPresent() && value.getAsLong() < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "at most %d %s a second; expected 1 or more", value.getAsLong(), what));
    }
  }
}
