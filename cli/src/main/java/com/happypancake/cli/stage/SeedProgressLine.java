package com.happypancake.cli.stage;

import com.happypancake.cli.console.ProgressLine;
import com.happypancake.cli.console.Quantities;
import com.happypancake.seeder.ReturnedEvent;
import com.happypancake.seeder.SeedCheck;
import com.happypancake.seeder.SeedListener;
import com.happypancake.seeder.SeedProgress;
import com.happypancake.seeder.SeedReport;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Tells how a seeding goes, and keeps its report. */
final class SeedProgressLine implements SeedListener {

  private final ProgressLine progress;
  private Optional<SeedReport> report = Optional.empty();

  SeedProgressLine(ProgressLine progress) {
    this.progress = progress;
  }

  /** Returns the report, once the run is over. */
  Optional<SeedReport> report() {
    return report;
  }

  @Override
  public void checking(String path) {
    progress.update(() -> "checking " + path);
  }

  @Override
  public void checked(SeedCheck check) {
    check.unchecked().forEach(each -> progress.say("note: not checked: " + each));
  }

  @Override
  public void progressed(SeedProgress now) {
    progress.update(() -> text(now));
  }

  private static String text(SeedProgress now) {
    OptionalDouble target = now.target().target();
    return String.format(
        Locale.ROOT,
        "sent %d, confirmed %d (to ordinal %d of %d), rate %.0f/s%s, in flight %d, ETA %s%s",
        now.confirms().sent(),
        now.confirms().confirmed(),
        now.confirms().firstUnconfirmedOrdinal() - 1,
        now.lastOrdinal(),
        now.ratePerSecond(),
        target.isPresent()
            ? String.format(Locale.ROOT, " (target %.0f)", target.getAsDouble())
            : "",
        now.confirms().inFlight(),
        now.remaining().map(Quantities::duration).orElse("unknown"),
        now.blocked().map(reason -> ", BLOCKED by the broker: " + reason).orElse(""));
  }

  @Override
  public void returned(ReturnedEvent event) {
    progress.say(
        String.format(
            Locale.ROOT,
            "event %d came back: %s for routing key %s",
            event.ordinal(),
            event.reason(),
            event.routingKey()));
  }

  @Override
  public void ended(SeedReport ended) {
    report = Optional.of(ended);
  }
}
