package com.happypancake.cli.stage;

import com.google.gson.JsonObject;
import com.happypancake.cli.command.CommandContext;
import com.happypancake.cli.console.JsonLog;
import com.happypancake.cli.console.Output.OutputFormat;
import com.happypancake.cli.console.ProgressBlock.ProgressInterval;
import com.happypancake.cli.console.ProgressLine;
import com.happypancake.cli.console.Quantities;
import com.happypancake.cli.progress.CountedJob;
import com.happypancake.cli.progress.JobDisplay;
import com.happypancake.cli.progress.JobSnapshot.Unit;
import com.happypancake.seeder.SeedEvent;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Shows a seed: the check of its folder as a job, then a line about what was confirmed. As JSON,
 * both are events. Ignores the run's end. Not thread-safe.
 */
final class SeedDisplay implements Consumer<SeedEvent>, AutoCloseable {

  private final OutputFormat format;
  private final boolean quiet;
  private final CountedJob check;
  private final JobDisplay checking;
  private final ProgressLine line;
  private final JsonLog log;
  private final ProgressInterval interval;

  /** Creates a display on standard error. */
  SeedDisplay(OutputFormat format, CommandContext context, boolean quiet) {
    this.format = format;
    this.quiet = quiet;
    this.check = new CountedJob("checking", Unit.BYTES, context.nanoTime());
    this.checking = JobDisplay.of(format, context, quiet, check);
    this.line = context.progress(quiet);
    this.log = context.log();
    this.interval = new ProgressInterval(false, context.nanoTime());
  }

  @Override
  public void accept(SeedEvent event) {
    if (event instanceof SeedEvent.Checking now) {
      check.stands(now.bytes(), now.total());
      checking.tick();
    } else if (event instanceof SeedEvent.Checked checked) {
      checked.preflight().unchecked().forEach(each -> checking.note("not checked: " + each));
      checking.close();
    } else if (event instanceof SeedEvent.Progress now) {
      show(now);
    } else if (event instanceof SeedEvent.Returned returned) {
      show(returned);
    }
  }

  private void show(SeedEvent.Progress now) {
    if (format == OutputFormat.TEXT) {
      line.update(() -> text(now));
    } else if (!quiet && interval.restartIfOver()) {
      log.event("progress", json(now));
    }
  }

  private void show(SeedEvent.Returned returned) {
    if (format == OutputFormat.TEXT) {
      line.say(
          String.format(
              Locale.ROOT,
              "event %d came back: %s for routing key %s",
              returned.ordinal(),
              returned.reason(),
              returned.routingKey()));
      return;
    }
    JsonObject fields = new JsonObject();
    fields.addProperty("ordinal", returned.ordinal());
    fields.addProperty("routingKey", returned.routingKey());
    fields.addProperty("text", returned.reason());
    log.event("returned", fields);
  }

  private static String text(SeedEvent.Progress now) {
    OptionalDouble target = now.preflight().seeding().rate().target();
    return String.format(
        Locale.ROOT,
        "sent %d, confirmed %d (to ordinal %d of %d), rate %.0f/s%s, in flight %d, ETA %s%s",
        now.confirms().sent(),
        now.confirms().confirmed(),
        now.confirms().firstUnconfirmedOrdinal() - 1,
        now.preflight().lastOrdinal(),
        now.ratePerSecond(),
        target.isPresent()
            ? String.format(Locale.ROOT, " (target %.0f)", target.getAsDouble())
            : "",
        now.confirms().inFlight(),
        now.remaining().map(Quantities::duration).orElse("unknown"),
        now.blocked().map(reason -> ", BLOCKED by the broker: " + reason).orElse(""));
  }

  private static JsonObject json(SeedEvent.Progress now) {
    JsonObject fields = new JsonObject();
    fields.addProperty("phase", "seeding");
    fields.addProperty("sent", now.confirms().sent());
    fields.addProperty("confirmed", now.confirms().confirmed());
    fields.addProperty("confirmedOrdinal", now.confirms().firstUnconfirmedOrdinal() - 1);
    fields.addProperty("lastOrdinal", now.preflight().lastOrdinal());
    fields.addProperty("eventsPerSecond", Math.round(now.ratePerSecond() * 10) / 10.0);
    fields.addProperty("inFlight", now.confirms().inFlight());
    now.remaining()
        .ifPresent(rest -> fields.addProperty("remainingSeconds", rest.toMillis() / 1e3));
    now.blocked().ifPresent(reason -> fields.addProperty("blocked", reason));
    return fields;
  }

  @Override
  public void close() {
    checking.close();
    line.close();
  }
}
