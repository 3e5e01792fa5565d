package com.happypancake.cli.stage;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.happypancake.cli.console.ConstantNames;
import com.happypancake.cli.console.Output;
import com.happypancake.cli.console.Quantities;
import com.happypancake.cli.console.Table;
import com.happypancake.extractor.check.Finding;
import com.happypancake.extractor.check.PreflightReport;
import com.happypancake.extractor.check.PreflightReport.TableForecast;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/** Prints the report of a check. */
final class CheckPrinter {

  private static final String UNKNOWN = "?";

  private CheckPrinter() {}

  static void print(PreflightReport report, Output out) throws IOException {
    Table findings = new Table("STATUS", "SUBJECT", "FINDING");
    for (Finding finding : report.findings()) {
      List<String> lines = finding.text().lines().toList();
      findings.add(ConstantNames.words(finding.status()), finding.subject(), lines.get(0));
      lines.stream().skip(1).forEach(line -> findings.add("", "", line));
    }
    findings.print(out);
    if (report.tables().isEmpty()) {
      return;
    }
    out.line("");
    Table tables = new Table("TABLE", "ROWS", "BYTES", "CHUNKS", "DELTA BY", "CUT BY");
    for (TableForecast table : report.tables()) {
      boolean differs = !table.differences().isEmpty();
      tables.add(
          table.table(),
          text(table.size().rows()),
          bytes(table.size().bytes()),
          text(table.cut().chunks()),
          differs ? UNKNOWN : ConstantNames.words(table.delta()),
          differs ? UNKNOWN : cut(table));
    }
    tables.add("total", text(report.rows()), bytes(report.bytes()), text(report.chunks()), "", "");
    tables.print(out);
  }

  private static String cut(TableForecast table) {
    return table
        .cut()
        .whole()
        .map(why -> "- " + why)
        .orElseGet(() -> String.join(", ", table.cut().key()));
  }

  private static String text(OptionalLong figure) {
    return figure.isPresent() ? Long.toString(figure.getAsLong()) : UNKNOWN;
  }

  private static String bytes(OptionalLong bytes) {
    return bytes.isPresent() ? Quantities.bytes(bytes.getAsLong()) : UNKNOWN;
  }

  /** Returns the report as JSON; unknown figures are left out. */
  static String json(PreflightReport report) {
    JsonObject json = new JsonObject();
    json.addProperty("wouldBegin", report.refusal().isEmpty());
    JsonArray findings = new JsonArray();
    for (Finding finding : report.findings()) {
      JsonObject each = new JsonObject();
      each.addProperty("subject", finding.subject().toString());
      each.addProperty("status", finding.status().name());
      each.addProperty("text", finding.text());
      findings.add(each);
    }
    json.add("findings", findings);
    JsonArray tables = new JsonArray();
    report.tables().forEach(table -> tables.add(json(table)));
    json.add("tables", tables);
    add(json, "rows", report.rows());
    add(json, "bytes", report.bytes());
    add(json, "chunks", report.chunks());
    add(json, "freeBytes", report.freeBytes());
    report.atLimits().ifPresent(time -> json.addProperty("secondsAtLimits", time.toSeconds()));
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json);
  }

  private static JsonObject json(TableForecast table) {
    JsonObject json = new JsonObject();
    json.addProperty("table", table.table());
    json.add("differences", array(table.differences()));
    add(json, "rows", table.size().rows());
    add(json, "bytes", table.size().bytes());
    add(json, "chunks", table.cut().chunks());
    json.add("key", array(table.cut().key()));
    table.cut().whole().ifPresent(why -> json.addProperty("inOnePieceSince", why));
    json.addProperty("deltaBy", table.delta().name());
    return json;
  }

  private static JsonArray array(List<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }

  private static void add(JsonObject json, String name, OptionalLong figure) {
    figure.ifPresent(value -> json.addProperty(name, value));
  }
}
