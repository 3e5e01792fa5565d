package com.happypancake.seeder.report;

import com.happypancake.schemas.seed.SeedBegun;
import com.happypancake.seeder.report.SeedLogReport.ReportedSeed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Writes a report as one HTML page, made to be attached to a ticket. It loads nothing and runs no
 * script. All texts of the log are escaped.
 */
public final class HtmlSeedReport {

  private HtmlSeedReport() {}

  /** Returns the page. */
  public static String of(SeedLogReport report) {
    String where =
        report
            .opened()
            .map(
                opened ->
                    "Exchange "
                        + opened.getExchange()
                        + " of virtual host "
                        + opened.getVirtualHost()
                        + ", incarnation "
                        + opened.getIncarnation()
                        + ".")
            .orElse("The log is empty.");
    return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
        + "<meta http-equiv=\"Content-Security-Policy\""
        + " content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
        + "<title>Seed report</title>\n<style>"
        + resource("report.css")
        + "</style></head>\n<body><main><h1>Seed report</h1>\n<p>Written "
        + ReportText.time(report.written())
        + " UTC. "
        + ReportText.escape(where)
        + "</p>\n"
        + report.seeds().stream().map(HtmlSeedReport::seed).collect(Collectors.joining())
        + "</main></body></html>\n";
  }

  private static String seed(ReportedSeed seed) {
    SeedBegun begun = seed.begun();
    String verdict =
        seed.finished()
            ? "<strong class=\"good\">complete</strong>: all "
                + ReportText.number(seed.total())
                + " events are confirmed."
            : "<strong class=\"bad\">not complete</strong>: "
                + ReportText.number(seed.progress().getConfirmed())
                + " of "
                + ReportText.number(seed.total())
                + " events are confirmed, all up to ordinal "
                + seed.progress().getPrefix()
                + ".";
    return "<section><h2>Seed "
        + ReportText.escape(begun.getName())
        + "</h2>\n<p>"
        + verdict
        + "</p>\n<dl>"
        + fact("Events", begun.getEventsDigest())
        + fact("Follows", begun.getFollowsDigest())
        + fact("Choice", JsonSeedReport.choice(begun.getChoice()))
        + fact("Attempt", String.valueOf(begun.getAttempt()))
        + fact("Order", ReportText.words(begun.getOrder(), "ORDER_"))
        + fact("Transport", ReportText.words(begun.getTransport(), "TRANSPORT_"))
        + fact("Last ordinal", ReportText.number(begun.getLastOrdinal()))
        + fact("Sent up to ordinal", ReportText.number(seed.progress().getSentTo()))
        + "</dl>\n"
        + new HtmlCharts(seed).html()
        + HtmlRuns.html(seed)
        + types(begun)
        + "</section>\n";
  }

  private static String types(SeedBegun begun) {
    List<List<String>> rows =
        begun.getByTypeList().stream()
            .map(each -> List.of(each.getType(), ReportText.number(each.getEvents())))
            .toList();
    return "<details><summary>Events by type</summary>"
        + HtmlRuns.table("Events by type", List.of("type", "events"), rows)
        + "</details>\n";
  }

  private static String fact(String name, String value) {
    return value.isEmpty() ? "" : "<dt>" + name + "</dt><dd>" + ReportText.escape(value) + "</dd>";
  }

  private static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(HtmlSeedReport.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
