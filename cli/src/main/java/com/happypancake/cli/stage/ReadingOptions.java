package com.happypancake.cli.stage;

import com.happypancake.cli.command.Candidates;
import com.happypancake.extractor.Extraction;
import com.happypancake.extractor.ReadOptions.PacingOptions;
import com.happypancake.extractor.RetryPolicy;
import com.happypancake.extractor.TimeWindow;
import com.happypancake.schemas.manifest.Consistency;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for reading a source: pace, consistency and retries. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class ReadingOptions {

  private static final int OUTAGES = 10;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Read so many chunks side by side. What is written does not depend on it. Default:"
              + " ${DEFAULT-VALUE}.")
  private int connections;

  @Option(
      names = "--consistency",
      paramLabel = "MODE",
      completionCandidates = Candidates.Consistencies.class,
      description =
          "database-snapshot, snapshot or read-committed; what the source refuses is then an error."
              + " Default: the best that it permits.")
  private @Nullable String consistency;

  @Option(
      names = "--max-rows-per-second",
      paramLabel = "N",
      description = "Read no faster, all connections together.")
  private @Nullable Long maxRows;

  @Option(
      names = "--max-bytes-per-second",
      paramLabel = "N",
      description =
          "Likewise, of what the source sends: texts and binary values as they are, 8 bytes for any"
              + " other value.")
  private @Nullable Long maxBytes;

  @Option(
      names = "--window",
      paramLabel = "FROM-TO",
      description =
          "Begin chunks only at these times of the country's day: 01:00-06:00. Those under way are"
              + " finished.")
  private @Nullable String window;

  @Option(
      names = "--health-interval",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description =
          "Look at the server so often, and slow down or pause while it suffers; 0 for never."
              + " Default: ${DEFAULT-VALUE}.")
  private long healthSeconds;

  @Option(
      names = "--retries",
      paramLabel = "N",
      defaultValue = "10",
      description =
          "Read a chunk again so often after a lost connection, a deadlock, a time-out or a"
              + " failover. Default: ${DEFAULT-VALUE}.")
  private int retries;

  /**
   * Applies the options to an extraction.
   *
   * @throws IllegalArgumentException if an option is invalid
   */
  Extraction.Builder applyTo(Extraction.Builder extraction) {
    extraction
        .connections(connections)
        .retries(retries())
        .pacing(
            new PacingOptions(
                optional(maxRows),
                optional(maxBytes),
                Optional.ofNullable(window).map(TimeWindow::parse),
                healthSeconds == 0
                    ? Optional.empty()
                    : Optional.of(Duration.ofSeconds(healthSeconds))));
    if (consistency != null) {
      extraction.consistency(consistency(consistency));
    }
    return extraction;
  }

  /** Allows for ten outages, each of which may take all retries of all connections. */
  private RetryPolicy retries() {
    long inAll = Math.min(Integer.MAX_VALUE, (long) OUTAGES * retries * connections);
    return new RetryPolicy(
        retries, (int) inAll, RetryPolicy.DEFAULT.first(), RetryPolicy.DEFAULT.longest());
  }

  private static Consistency consistency(String mode) {
    return switch (mode.toLowerCase(Locale.ROOT)) {
      case "database-snapshot" -> Consistency.CONSISTENCY_DATABASE_SNAPSHOT;
      case "snapshot" -> Consistency.CONSISTENCY_SNAPSHOT;
      case "read-committed" -> Consistency.CONSISTENCY_READ_COMMITTED;
      default ->
          throw new IllegalArgumentException(
              "--consistency is '"
                  + mode
                  + "'; expected database-snapshot, snapshot or read-committed");
    };
  }

  private static OptionalLong optional(@Nullable Long value) {
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
