package com.happypancake.cli.metrics;

import com.happypancake.cli.command.CommandException;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micrometer.statsd.StatsdConfig;
import io.micrometer.statsd.StatsdMeterRegistry;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * The meter registries of a run, with meters of the JVM's memory. Closing sends the last values to
 * StatsD. Thread-safe.
 */
public final class Metrics implements AutoCloseable {

  /** Uses the defaults: tags in Datadog's format, gauges every ten seconds. */
  private static final StatsdConfig STATSD = key -> null;

  private final CompositeMeterRegistry registry = new CompositeMeterRegistry();
  private Optional<StatsdSink> sink = Optional.empty();
  private Optional<PrometheusEndpoint> endpoint = Optional.empty();

  private Metrics() {}

  /**
   * Opens the registries that are asked for.
   *
   * @param statsd the StatsD server to send to
   * @param prometheus the address for Prometheus to listen on
   * @param tags the tags of all meters
   * @param notes receives one note if metrics cannot be sent
   * @throws CommandException if it cannot listen on the address, or the StatsD host is unknown
   * @throws IOException if no socket can be opened
   */
  public static Metrics open(
      Optional<HostPort> statsd,
      Optional<HostPort> prometheus,
      Map<String, String> tags,
      Consumer<String> notes)
      throws CommandException, IOException {
    Metrics metrics = new Metrics();
    boolean open = false;
    try {
      if (statsd.isPresent()) {
        metrics.send(StatsdSink.open(statsd.get(), notes));
      }
      if (prometheus.isPresent()) {
        metrics.listen(prometheus.get());
      }
      List<Tag> common =
          tags.entrySet().stream().map(tag -> tag(tag.getKey(), tag.getValue())).toList();
      metrics.registry.config().commonTags(common);
      new JvmMemoryMetrics().bindTo(metrics.registry);
      open = true;
      return metrics;
    } finally {
      if (!open) {
        metrics.close();
      }
    }
  }

  /** Returns a tag without the separators of StatsD lines in its value. */
  public static Tag tag(String name, String value) {
    String clean = value.replaceAll("[\\p{Cntrl}|#,:@]", "_");
    return Tag.of(name, clean.isEmpty() ? "unknown" : clean);
  }

  private void send(StatsdSink opened) {
    sink = Optional.of(opened);
    registry.add(StatsdMeterRegistry.builder(STATSD).clock(Clock.SYSTEM).lineSink(opened).build());
  }

  private void listen(HostPort place) throws CommandException {
    PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry.add(prometheus);
    endpoint = Optional.of(PrometheusEndpoint.open(place, prometheus::scrape));
  }

  public MeterRegistry registry() {
    return registry;
  }

  /** Returns the port of the Prometheus endpoint; empty if it was not asked for. */
  OptionalInt prometheusPort() {
    return endpoint.stream().mapToInt(PrometheusEndpoint::port).findFirst();
  }

  @Override
  public void close() {
    endpoint.ifPresent(PrometheusEndpoint::close);
    // Closes all registries. The one of StatsD sends its gauges once more.
    registry.close();
    sink.ifPresent(StatsdSink::close);
  }
}
