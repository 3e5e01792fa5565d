package com.happypancake.cli.stage;

import com.happypancake.cli.console.Output;
import com.happypancake.cli.console.Quantities;
import com.happypancake.seeder.SeedReport;
import java.io.IOException;
import java.util.Locale;

/** Prints the report of a seed. */
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
