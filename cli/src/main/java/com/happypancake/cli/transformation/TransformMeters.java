package com.happypancake.cli.transformation;

import com.happypancake.cli.progress.JobSnapshot;
import com.happypancake.transformer.TransformEvent;
import com.happypancake.transformer.TransformEvent.Phase;
import com.happypancake.transformer.TransformEvent.Work;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Records a transform in the meters of docs/metrics.md. Counters count the work of this run alone.
 * Not thread-safe: all events come from one thread.
 */
public final class TransformMeters implements Consumer<TransformEvent> {

  private final Map<Phase, PhaseMeters> phases = new EnumMap<>(Phase.class);

  /** The meters of a phase, and the work that they hold. */
  private static final class PhaseMeters {

    private final Counter rows;
    private final Counter events;
    private final Counter bytes;
    private Work counted = Work.NONE;

    PhaseMeters(MeterRegistry registry, Phase phase) {
      rows = counter(registry, phase, "rows", "Rows read in this run");
      events = counter(registry, phase, "events", "Events made or written in this run");
      bytes = counter(registry, phase, "bytes", "Bytes of these, before deflate");
    }

    private static Counter counter(
        MeterRegistry registry, Phase phase, String unit, String description) {
      return Counter.builder("hpc.transform." + unit)
          .description(description)
          .tag("phase", TransformFigures.name(phase))
          .baseUnit(unit)
          .register(registry);
    }

    void stands(Work thisRun) {
      Work more = thisRun.minus(counted);
      counted = thisRun;
      add(rows, more.rows());
      add(events, more.events());
      add(bytes, more.bytes());
    }

    private static void add(Counter counter, long more) {
      if (more > 0) {
        counter.increment((double) more);
      }
    }
  }

  /**
   * Registers the meters.
   *
   * @param job returns the run's progress
   */
  public TransformMeters(MeterRegistry registry, Supplier<Optional<JobSnapshot>> job) {
    for (Phase phase : Phase.values()) {
      phases.put(phase, new PhaseMeters(registry, phase));
    }
    Supplier<Number> fraction = () -> job.get().map(JobSnapshot::fraction).orElse(0.0);
    Gauge.builder("hpc.transform.fraction", fraction)
        .description("The part of the whole job that is done")
        .register(registry);
    Supplier<Number> remaining =
        () ->
            job.get()
                .flatMap(JobSnapshot::remaining)
                .map(Duration::toMillis)
                .map(millis -> millis / 1e3)
                .orElse(Double.NaN);
    Gauge.builder("hpc.transform.remaining", remaining)
        .description("The time that the rest takes, if it is known")
        .baseUnit("seconds")
        .register(registry);
  }

  @Override
  public void accept(TransformEvent event) {
    if (event instanceof TransformEvent.Progress now) {
      PhaseMeters meters = phases.get(now.phase());
      if (meters != null) {
        meters.stands(now.done().minus(now.earlier()));
      }
    }
  }
}
