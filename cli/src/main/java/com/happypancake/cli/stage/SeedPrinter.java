package com.happypancake.cli.stage;

import com.happypancake.cli.console.Output;
import com.happypancake.cli.console.ProgressLine;
import com.happypancake.cli.console.Quantities;
import com.happypancake.seeder.SeedEvent;
import com.happypancake.seeder.SeedReport;
import java.io.IOException;
import java.util.Locale;
import java.util.OptionalDouble;

/** Prints the progress and the report of a seed. */
final class SeedPrinter {

  private SeedPrinter() {}

  static void print(SeedReport report, Output out) throws IOException {
    line(
        out,
        "events",
        "%d sent, %d confirmed, %d returned, %d nacked",
        report.confirms().sent(),
        report.confirms().confirmed(),
        report.confirms().returned(),
        report.confirms().nacked());
    line(out, "bytes", "%s", Quantities.bytes(report.throughput().bytes()));
    line(out, "elapsed", "%s", Quantities.duration(report.throughput().elapsed()));
    line(
        out,
        "rate",
        "%.0f/s mean%s",
        report.meanPerSecond(),
        report.throughput().peakPerSecond().isPresent()
            ? ", " + report.throughput().peakPerSecond().getAsLong() + "/s peak"
            : "");
    line(
        out,
        "confirm",
        "after %.1f ms (median), %.1f ms (99%%), %.1f ms (99.9%%), %.1f ms (most)",
        report.latency().p50Micros() / 1e3,
        report.latency().p99Micros() / 1e3,
        report.latency().p999Micros() / 1e3,
        report.latency().maxMicros() / 1e3);
  }

  private static void line(Output out, String name, String format, Object... values)
      throws IOException {
    out.line(
        String.format(Locale.ROOT, "%-8s %s", name, String.format(Locale.ROOT, format, values)));
  }

  /** Shows an event of a run. Ignores the run's end. */
  static void show(SeedEvent event, ProgressLine progress) {
    if (event instanceof SeedEvent.Checking checking) {
      progress.update(() -> "checking " + checking.path());
    } else if (event instanceof SeedEvent.Checked checked) {
      checked.preflight().unchecked().forEach(each -> progress.say("note: not checked: " + each));
    } else if (event instanceof SeedEvent.Progress now) {
      progress.update(() -> text(now));
    } else if (event instanceof SeedEvent.Returned returned) {
      progress.say(
          String.format(
              Locale.ROOT,
              "event %d came back: %s for routing key %s",
              returned.ordinal(),
              returned.reason(),
              returned.routingKey()));
    }
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

  /** Returns a message about missing events and what to do. */
  static String incomplete(SeedReport report) {
    return String.format(
        Locale.ROOT,
        "incomplete: %d events came back and %d were refused by the broker; mend the topology"
            + " (hpc topology declare), then go on with --from-ordinal %d",
        report.confirms().returned(),
        report.confirms().nacked(),
        report.resumeOrdinal());
  }
}
