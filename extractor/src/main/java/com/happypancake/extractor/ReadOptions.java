package com.happypancake.extractor;

import com.happypancake.schemas.manifest.Consistency;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How to read a source.
 *
 * @param connections how many connections read chunks in parallel. A snapshot transaction uses only
 *     one, since connections can't share it
 * @param consistency that the rows must have; empty for the best that the source permits
 */
public record ReadOptions(
    int connections,
    Optional<Consistency> consistency,
    boolean resume,
    RetryPolicy retries,
    PacingOptions pacing) {

  /** One connection, the best consistency that the source permits, no resumption. */
  public static final ReadOptions DEFAULT =
      new ReadOptions(1, Optional.empty(), false, RetryPolicy.DEFAULT, PacingOptions.DEFAULT);

  private static final int MAX_CONNECTIONS = 64;

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if connections are not 1 to 64, or the consistency is unknown
   */
  public ReadOptions {
    if (connections < 1 || connections > MAX_CONNECTIONS) {
      throw new IllegalArgumentException(
          "connections is " + connections + "; expected 1 to " + MAX_CONNECTIONS);
    }
    consistency.ifPresent(
        asked -> {
          switch (asked) {
            case CONSISTENCY_DATABASE_SNAPSHOT,
                CONSISTENCY_SNAPSHOT,
                CONSISTENCY_READ_COMMITTED -> {}
            default ->
                throw new IllegalArgumentException(
                    "no source gives the consistency " + asked.name());
          }
        });
  }

  /**
   * The limits of an extraction's load on its source.
   *
   * @param maxRowsPerSecond of all connections together; empty for no limit
   * @param maxBytesPerSecond of what the source sends; empty for no limit. Texts and binary values
   *     count their own size, any other value counts 8 bytes
   * @param window when chunks may begin; empty for any time
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
     * @throws IllegalArgumentException if a rate is below 1, or the interval is not 1 ms to a day
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
                Locale.ROOT,
                "at most %d %s a second; expected 1 or more",
                value.getAsLong(),
                what));
      }
    }
  }
}
