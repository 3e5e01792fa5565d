package com.happypancake.cli.metrics;

import com.happypancake.cli.command.Arguments;
import com.happypancake.cli.command.CommandException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for metrics. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
public final class MetricsOptions {

  private static final String STATSD = "--metrics-statsd";
  private static final String PROMETHEUS = "--metrics-prometheus";

  @Option(
      names = STATSD,
      order = 61,
      paramLabel = "HOST:PORT",
      description = "Send metrics to a StatsD that knows tags, by UDP. See docs/metrics.md.")
  private @Nullable String statsd;

  @Option(
      names = PROMETHEUS,
      order = 62,
      paramLabel = "[HOST:]PORT",
      description =
          "Answer http://HOST:PORT/metrics while the command runs, without a HOST to this machine"
              + " alone.")
  private @Nullable String prometheus;

  /**
   * Opens the metrics. Returns empty, and loads no metrics classes, if none are asked for.
   *
   * @param tags the tags of all meters
   * @param notes receives one note if metrics cannot be sent
   * @throws CommandException if an address is invalid or unknown, or cannot be listened on
   * @throws IOException if no socket can be opened
   */
  public Optional<Metrics> open(Map<String, String> tags, Consumer<String> notes)
      throws CommandException, IOException {
    if (statsd == null && prometheus == null) {
      return Optional.empty();
    }
    return Optional.of(
        Metrics.open(
            place(STATSD, statsd, Optional.empty()),
            place(PROMETHEUS, prometheus, Optional.of("127.0.0.1")),
            tags,
            notes));
  }

  private static Optional<HostPort> place(
      String option, @Nullable String text, Optional<String> host) throws CommandException {
    return text == null
        ? Optional.empty()
        : Optional.of(Arguments.check(() -> HostPort.parse(option, text, host)));
  }
}
