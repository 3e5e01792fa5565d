package com.happypancake.cli.transformation;

import com.happypancake.cli.progress.CountedJob;
import com.happypancake.cli.progress.JobSnapshot;
import com.happypancake.cli.progress.JobSnapshot.Amount;
import com.happypancake.cli.progress.JobSnapshot.Unit;
import com.happypancake.cli.progress.RateWindow;
import com.happypancake.cli.progress.RemainingTime;
import com.happypancake.transformer.TransformEvent;
import com.happypancake.transformer.TransformEvent.Phase;
import com.happypancake.transformer.TransformEvent.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Computes the figures of a transform from its events: rows, events, rates, and the remaining time
 * of the whole job.
 *
 * <p>The remaining time is the cost of the remaining work of all phases ({@link TransformCost}) at
 * the rate of this run. How many events the remaining rows give is estimated from the rows mapped
 * so far. Work of a resumed run does not count toward a rate. Thread-safe.
 */
public final class TransformFigures
    implements Consumer<TransformEvent>, Supplier<Optional<JobSnapshot>> {

  /** Events for each row before any are known: those of Finland. */
  private static final double EVENTS_PER_ROW = 1.5;

  /** The rows after which the run's own ratio counts as much as that. */
  private static final double KNOWN_ROWS = 100_000;

  private final LongSupplier nanoTime;
  private final long startNanos;
  private final Map<Phase, PhaseCount> phases = new EnumMap<>(Phase.class);
  private final RemainingTime time = new RemainingTime();
  private final RateWindow rows = new RateWindow(CountedJob.WINDOW);
  private final RateWindow events = new RateWindow(CountedJob.WINDOW);
  private TransformEvent.@Nullable Planned planned;
  private @Nullable Phase current;
  private double fraction;

  /** The work of a phase, and when it began. */
  private record PhaseCount(long startNanos, TransformEvent.Progress last) {

    Work thisRun() {
      return last.done().minus(last.earlier());
    }
  }

  /**
   * The figures of a phase.
   *
   * @param done the work, also that of an earlier run
   * @param earlier how much of it an earlier run did
   * @param elapsed the time that this run took
   */
  public record PhaseFigures(Phase phase, Work done, Work earlier, Duration elapsed) {

    /** Returns the phase's name in lower case. */
    public String name() {
      return TransformFigures.name(phase);
    }

    /** Returns a rate of this run; 0 if no time passed. */
    double perSecond(long units) {
      return elapsed.isZero() ? 0 : units * 1e9 / elapsed.toNanos();
    }
  }

  /** Begins to measure. */
  public TransformFigures(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.startNanos = nanoTime.getAsLong();
  }

  static String name(Phase phase) {
    return phase.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public synchronized void accept(TransformEvent event) {
    long now = nanoTime.getAsLong();
    if (event instanceof TransformEvent.Planned plan) {
      planned = plan;
      time.start(now);
    } else if (event instanceof TransformEvent.Progress progress) {
      accept(progress, now);
    }
  }

  private void accept(TransformEvent.Progress progress, long now) {
    PhaseCount before = phases.get(progress.phase());
    PhaseCount count = new PhaseCount(before == null ? now : before.startNanos(), progress);
    phases.put(progress.phase(), count);
    Work more = before == null ? count.thisRun() : count.thisRun().minus(before.thisRun());
    if (progress.phase() != current) {
      current = progress.phase();
      rows.restart(now);
      events.restart(now);
    }
    rows.add(more.rows(), now);
    events.add(more.events(), now);
    time.stands(TransformCost.withWarmUp(costOfThisRun()), now);
  }

  private double costOfThisRun() {
    return phases.values().stream()
        .mapToDouble(count -> TransformCost.of(count.last().phase(), count.thisRun()))
        .sum();
  }

  private double costOfEarlier() {
    return phases.values().stream()
        .mapToDouble(count -> TransformCost.of(count.last().phase(), count.last().earlier()))
        .sum();
  }

  private Work done(Phase phase) {
    PhaseCount count = phases.get(phase);
    return count == null ? Work.NONE : count.last().done();
  }

  /** Returns the work of all phases together that is left, as a cost. */
  private double costOfRest(TransformEvent.Planned plan) {
    PhaseCount writing = phases.get(Phase.WRITING);
    if (writing != null) {
      long left = writing.last().total() - writing.last().done().events();
      return TransformCost.of(Phase.WRITING, new Work(0, left, 0));
    }
    Work mapped = done(Phase.MAPPING);
    Work toMap = left(plan, Phase.MAPPING);
    double perRow = (mapped.events() + EVENTS_PER_ROW * KNOWN_ROWS) / (mapped.rows() + KNOWN_ROWS);
    long made = mapped.events() + Math.round(perRow * toMap.rows());
    Work toWrite = plan.isWritten() ? new Work(0, made, 0) : Work.NONE;
    return plan.reading().keySet().stream()
            .mapToDouble(phase -> TransformCost.of(phase, left(plan, phase)))
            .sum()
        + TransformCost.of(Phase.WRITING, toWrite);
  }

  /** Returns the work of a phase that is left: none if a later phase has begun. */
  private Work left(TransformEvent.Planned plan, Phase phase) {
    boolean isOver = current != null && current.compareTo(phase) > 0;
    Work all = plan.reading().getOrDefault(phase, Work.NONE);
    return isOver ? Work.NONE : all.minus(done(phase));
  }

  /** Returns the progress; empty before the first phase. */
  @Override
  public synchronized Optional<JobSnapshot> get() {
    TransformEvent.Planned plan = planned;
    PhaseCount count = current == null ? null : phases.get(current);
    if (plan == null || count == null) {
      return Optional.empty();
    }
    long now = nanoTime.getAsLong();
    double thisRun = costOfThisRun();
    double paid = TransformCost.withWarmUp(thisRun);
    double due = TransformCost.withWarmUp(thisRun + costOfRest(plan)) - paid;
    double done = costOfEarlier() + paid;
    // It never falls, also where more events than expected turn up.
    fraction = Math.max(fraction, due <= 0 ? 1 : done / (done + due));
    return Optional.of(
        new JobSnapshot(
            name(count.last().phase()),
            fraction,
            amounts(count.last(), now),
            Duration.ofNanos(now - startNanos),
            time.of(due, now)));
  }

  private List<Amount> amounts(TransformEvent.Progress last, long now) {
    OptionalLong total = OptionalLong.of(last.total());
    Amount read = new Amount(Unit.ROWS, last.done().rows(), total, rows.perSecond(now));
    return switch (last.phase()) {
      case LOOKUP, SAMPLING, FINDING -> List.of(read);
      case MAPPING ->
          List.of(
              read,
              new Amount(
                  Unit.EVENTS, last.done().events(), OptionalLong.empty(), events.perSecond(now)));
      case WRITING ->
          List.of(new Amount(Unit.EVENTS, last.done().events(), total, events.perSecond(now)));
    };
  }

  /** Returns the figures of the phases so far in their order. A phase lasts until the next one. */
  public synchronized List<PhaseFigures> phases() {
    List<PhaseFigures> figures = new ArrayList<>();
    long end = nanoTime.getAsLong();
    List<PhaseCount> counts = new ArrayList<>(phases.values());
    for (int i = 0; i < counts.size(); i++) {
      PhaseCount count = counts.get(i);
      long until = i + 1 < counts.size() ? counts.get(i + 1).startNanos() : end;
      figures.add(
          new PhaseFigures(
              count.last().phase(),
              count.last().done(),
              count.last().earlier(),
              Duration.ofNanos(until - count.startNanos())));
    }
    return figures;
  }

  /** Returns the time since the measurement began. */
  public Duration elapsed() {
    return Duration.ofNanos(nanoTime.getAsLong() - startNanos);
  }
}
