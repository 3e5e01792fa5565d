package com.happypancake.cli.seed;

import com.happypancake.cli.metrics.Metrics;
import com.happypancake.seeder.SeedSnapshot;
import com.happypancake.seeder.SeedSnapshot.Phase;
import com.happypancake.seeder.SeedSnapshot.QueueDepth;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * Records a seed in the meters of docs/metrics.md. Gauges read the run's state when they are asked.
 * Counters count the work of this run alone and need {@link #accept}. Not thread-safe.
 */
public final class SeedMeters implements Consumer<SeedSnapshot> {

  private static final double MICROS_PER_SECOND = 1e6;

  private final MeterRegistry registry;
  private final Supplier<Optional<SeedSnapshot>> seed;
  private final Growing sent;
  private final Growing repeated;
  private final Growing returned;
  private final Growing nacked;
  private final Growing incidents;
  private final Set<String> queues = new HashSet<>();

  /** A counter that follows a sum. */
  private static final class Growing {

    private final Counter counter;
    private long counted;

    Growing(MeterRegistry registry, String unit, String description) {
      counter =
          Counter.builder("hpc.seed." + unit)
              .description(description)
              .baseUnit("incidents".equals(unit) ? unit : "events")
              .register(registry);
    }

    void stands(long sum) {
      if (sum > counted) {
        counter.increment((double) (sum - counted));
        counted = sum;
      }
    }
  }

  /**
   * Registers the meters.
   *
   * @param seed returns the run's state; empty before it begins
   */
  public SeedMeters(MeterRegistry registry, Supplier<Optional<SeedSnapshot>> seed) {
    this.registry = registry;
    this.seed = seed;
    sent = new Growing(registry, "sent", "Events published in this run, repeats included");
    repeated = new Growing(registry, "repeated", "Events published again in this run");
    returned = new Growing(registry, "returned", "Events that came back in this run");
    nacked = new Growing(registry, "nacked", "Events that the broker refused in this run");
    incidents = new Growing(registry, "incidents", "Lost connections, refused events and stalls");
    gauge("confirmed", "events", "Confirmed events of the seed", now -> now.counts().confirmed());
    gauge("total", "events", "Chosen events of the seed", now -> now.counts().total());
    gauge("in.flight", "events", "Events without an answer", now -> now.counts().inFlight());
    gauge(
        "planned",
        "events.per.second",
        "The rate that the plan wants",
        now -> now.rates().planned().orElse(Double.NaN));
    gauge(
        "limited", "", "Whether something holds the rate", now -> now.limit().isPresent() ? 1 : 0);
    gauge(
        "remaining",
        "seconds",
        "The time that the rest takes, if it is known",
        now -> now.remaining().map(Duration::toMillis).map(ms -> ms / 1e3).orElse(Double.NaN));
    percentile("0.5", now -> now.latency().p50Micros());
    percentile("0.99", now -> now.latency().p99Micros());
    percentile("1", now -> now.latency().maxMicros());
    for (Phase phase : Phase.values()) {
      builder("phase", now -> now.phase() == phase ? 1 : 0)
          .description("Whether the run is in this phase")
          .tag("phase", phase.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
  }

  private void gauge(
      String name, String unit, String description, ToDoubleFunction<SeedSnapshot> value) {
    builder(name, value)
        .description(description)
        .baseUnit(unit.isEmpty() ? null : unit)
        .register(registry);
  }

  private void percentile(String quantile, ToDoubleFunction<SeedSnapshot> micros) {
    builder("latency", now -> micros.applyAsDouble(now) / MICROS_PER_SECOND)
        .description("From the planned time of an event to its confirm, in the last second")
        .baseUnit("seconds")
        .tag("quantile", quantile)
        .register(registry);
  }

  private Gauge.Builder<Supplier<Number>> builder(
      String name, ToDoubleFunction<SeedSnapshot> value) {
    return Gauge.builder(
        "hpc.seed." + name, () -> seed.get().map(value::applyAsDouble).orElse(Double.NaN));
  }

  @Override
  public void accept(SeedSnapshot now) {
    sent.stands(now.counts().sentInRun());
    repeated.stands(now.counts().repeatedInRun());
    returned.stands(now.counts().returned());
    nacked.stands(now.counts().nacked());
    incidents.stands(now.incidents());
    for (QueueDepth each : now.depths()) {
      if (queues.add(each.queue())) {
        depth(each.queue());
      }
    }
  }

  private void depth(String queue) {
    builder("queue.depth", now -> depth(now, queue))
        .description("Messages that wait in a watched queue")
        .baseUnit("messages")
        .tags(List.of(Metrics.tag("queue", queue)))
        .register(registry);
  }

  private static double depth(SeedSnapshot now, String queue) {
    return now.depths().stream()
        .filter(each -> each.queue().equals(queue))
        .mapToDouble(QueueDepth::messages)
        .findFirst()
        .orElse(Double.NaN);
  }
}
