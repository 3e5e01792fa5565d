package com.happypancake.cli.seed;

import com.google.gson.JsonObject;
import com.happypancake.cli.command.CommandContext;
import com.happypancake.cli.console.JsonLog;
import com.happypancake.cli.console.Output.OutputFormat;
import com.happypancake.cli.console.ProgressBlock;
import com.happypancake.cli.console.ProgressBlock.ProgressInterval;
import com.happypancake.cli.console.TerminalWidth;
import com.happypancake.cli.progress.ProgressDisplay;
import com.happypancake.cli.progress.RateWindow;
import com.happypancake.seeder.SeedSnapshot;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Shows a seed while it runs: as a bar on a terminal, elsewhere as a line or a JSON object every
 * five seconds. Thread-safe.
 */
public final class SnapshotDisplay implements ProgressDisplay {

  /** At half an event per second, a shorter time shows a rate that jumps. */
  private static final Duration RATE_WINDOW = Duration.ofSeconds(10);

  private final OutputFormat format;
  private final boolean quiet;
  private final Supplier<Optional<SeedSnapshot>> seed;
  private final Function<SeedSnapshot, JsonObject> json;
  private final ZoneId zone;
  private final ProgressBlock block;
  private final IntSupplier columns;
  private final JsonLog log;
  private final ProgressInterval interval;
  private final RateWindow sent = new RateWindow(RATE_WINDOW);
  private boolean measures;
  private boolean closed;

  /**
   * Creates a display on standard error.
   *
   * @param quiet whether to show only notes
   * @param seed returns the run's state; empty before it begins
   * @param json returns a state as JSON
   * @param zone the time zone of the finish time
   */
  public SnapshotDisplay(
      OutputFormat format,
      CommandContext context,
      boolean quiet,
      Supplier<Optional<SeedSnapshot>> seed,
      Function<SeedSnapshot, JsonObject> json,
      ZoneId zone) {
    this.format = format;
    this.quiet = quiet;
    this.seed = seed;
    this.json = json;
    this.zone = zone;
    this.block = new ProgressBlock(context.console(), context.clock(), context.nanoTime(), quiet);
    this.columns = TerminalWidth.of(context.console(), context.nanoTime());
    this.log = context.log();
    this.interval = new ProgressInterval(false, context.nanoTime());
  }

  @Override
  public synchronized void tick() {
    if (closed) {
      return;
    }
    seed.get().ifPresent(this::measure);
    if (format == OutputFormat.JSON) {
      if (!quiet && interval.restartIfOver()) {
        logProgress();
      }
    } else if (measures) {
      block.update(
          () -> text().map(now -> now.fit(columns.getAsInt())).map(List::of).orElse(List.of()),
          () -> text().map(SnapshotText::line).orElse(""));
    }
  }

  private void measure(SeedSnapshot now) {
    if (!measures) {
      measures = true;
      sent.stands(now.counts().sentInRun(), 0);
      sent.restart(now.elapsed().toNanos());
    }
    sent.stands(now.counts().sentInRun(), now.elapsed().toNanos());
  }

  private Optional<SnapshotText> text() {
    return seed.get()
        .map(
            now ->
                new SnapshotText(
                    now, sent.perSecond(now.elapsed().toNanos()).orElse(now.rates().sent()), zone));
  }

  private void logProgress() {
    seed.get().ifPresent(now -> log.event("progress", json.apply(now)));
  }

  @Override
  public void note(String text) {
    if (format == OutputFormat.JSON) {
      log.event("note", text);
    } else {
      block.say("note: " + text);
    }
  }

  /** Clears the bar. As JSON, shows the last state. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      block.close();
      if (format == OutputFormat.JSON && !quiet) {
        logProgress();
      }
    }
  }
}
