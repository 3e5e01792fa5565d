package com.happypancake.seeder.report;

import com.happypancake.schemas.seed.Incident;
import com.happypancake.schemas.seed.QueueProof;
import com.happypancake.schemas.seed.RunStopped.Reason;
import com.happypancake.seeder.report.SeedLogReport.ReportedIncident;
import com.happypancake.seeder.report.SeedLogReport.ReportedRun;
import com.happypancake.seeder.report.SeedLogReport.ReportedSeed;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The tables of a seed as HTML: its runs, incidents, queues, and what was not checked. */
final class HtmlRuns {

  private HtmlRuns() {}

  /** Says how a run ended. */
  static String end(ReportedRun run) {
    if (run.stopped().isEmpty()) {
      return "no end is in the log: it was killed, or still runs";
    }
    Reason reason = run.stopped().get().getReason();
    String what = run.stopped().get().getWhat();
    return ReportText.words(reason, "REASON_") + (what.isEmpty() ? "" : ": " + what);
  }

  static String html(ReportedSeed seed) {
    return runs(seed.runs()) + incidents(seed.runs()) + unchecked(seed.runs()) + queues(seed);
  }

  private static String runs(List<ReportedRun> runs) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      ReportedRun run = runs.get(i);
      rows.add(
          List.of(
              String.valueOf(i + 1),
              ReportText.time(run.from()),
              ReportText.duration(run.length().toMillis()),
              end(run),
              run.started().getPlan(),
              ReportText.number(run.started().getWindow()),
              run.started().getBroker(),
              ReportText.number(run.totals().sent()),
              ReportText.number(run.totals().confirmed()),
              ReportText.number(run.totals().returned() + run.totals().nacked()),
              ReportText.rate(run.meanPerSecond()),
              ReportText.rate(run.totals().peakPerSecond()),
              String.format(Locale.ROOT, "%.1f ms", run.totals().maxMicros() / 1e3)));
    }
    StringBuilder html =
        new StringBuilder(
            table(
                "Runs",
                List.of(
                    "run",
                    "began (UTC)",
                    "took",
                    "end",
                    "plan",
                    "window",
                    "broker",
                    "sent",
                    "confirmed",
                    "refused",
                    "mean/s",
                    "peak/s",
                    "longest confirm"),
                rows));
    html.append("<h3>Plan and rate</h3>\n<ol>");
    runs.forEach(
        run -> html.append("<li>").append(ReportText.escape(run.planKeeping())).append("</li>"));
    return html.append("</ol>\n").toString();
  }

  private static String incidents(List<ReportedRun> runs) {
    List<List<String>> rows = new ArrayList<>();
    long more = 0;
    for (int i = 0; i < runs.size(); i++) {
      for (ReportedIncident each : runs.get(i).incidents()) {
        Incident incident = each.incident();
        rows.add(
            List.of(
                String.valueOf(i + 1),
                ReportText.time(each.time()),
                ReportText.words(incident.getKind(), "KIND_"),
                incident.getWhat(),
                incident.getOrdinal() > 0 ? String.valueOf(incident.getOrdinal()) : "",
                incident.getMillis() > 0 ? ReportText.duration(incident.getMillis()) : ""));
      }
      more += runs.get(i).moreIncidents();
    }
    if (rows.isEmpty()) {
      return "<p>There were no incidents.</p>\n";
    }
    return table(
            "Incidents", List.of("run", "time (UTC)", "kind", "what", "ordinal", "lasted"), rows)
        + (more > 0 ? "<p>" + more + " more are in the log.</p>\n" : "");
  }

  private static String unchecked(List<ReportedRun> runs) {
    Set<String> sentences = new LinkedHashSet<>();
    runs.forEach(run -> sentences.addAll(run.started().getUncheckedList()));
    if (sentences.isEmpty()) {
      return "<p>All checks before the runs could be made.</p>\n";
    }
    StringBuilder html = new StringBuilder("<h3>Not checked</h3>\n<ul>");
    sentences.forEach(each -> html.append("<li>").append(ReportText.escape(each)).append("</li>"));
    return html.append("</ul>\n").toString();
  }

  private static String queues(ReportedSeed seed) {
    List<List<String>> rows = new ArrayList<>();
    for (QueueProof proof : seed.proofs()) {
      rows.add(
          List.of(
              proof.getQueue(),
              ReportText.number(proof.getExpected()),
              !proof.hasProved() ? "not proved" : proof.getProved() ? "proved" : "WRONG",
              proof.getText()));
    }
    return rows.isEmpty()
        ? "<p>Nothing is known of the queues after this seed.</p>\n"
        : table("Queues", List.of("queue", "expected", "verdict", "why"), rows);
  }

  static String table(String title, List<String> head, List<List<String>> rows) {
    StringBuilder html = new StringBuilder("<h3>" + title + "</h3>\n<div class=\"wide\"><table>");
    html.append("<thead><tr>");
    head.forEach(each -> html.append("<th scope=\"col\">").append(each).append("</th>"));
    html.append("</tr></thead><tbody>");
    for (List<String> row : rows) {
      html.append("<tr>");
      row.forEach(cell -> html.append("<td>").append(ReportText.escape(cell)).append("</td>"));
      html.append("</tr>\n");
    }
    return html.append("</tbody></table></div>\n").toString();
  }
}
