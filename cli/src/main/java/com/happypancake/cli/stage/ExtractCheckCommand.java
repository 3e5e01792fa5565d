package com.happypancake.cli.stage;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.happypancake.cli.command.CommandException;
import com.happypancake.cli.command.ExitCode;
import com.happypancake.cli.console.ConstantNames;
import com.happypancake.cli.console.ProgressLine;
import com.happypancake.cli.console.Quantities;
import com.happypancake.cli.console.Table;
import com.happypancake.dumps.DumpLayout;
import com.happypancake.extractor.Extraction;
import com.happypancake.extractor.check.Finding;
import com.happypancake.extractor.check.Finding.Status;
import com.happypancake.extractor.check.Preflight;
import com.happypancake.extractor.check.PreflightReport;
import com.happypancake.extractor.check.PreflightReport.TableForecast;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hpc extract check}: checks an extraction before it runs. */
@Command(
    name = "check",
    header = "Check what an extraction would meet, before anything is read.",
    description =
        "Takes the options of hpc extract. Tells whether the source answers, what the login may,"
            + " where the tables differ from the schema, which promises are possible, how much"
            + " there is and in which chunks it would be read. Reads no row and writes nothing."
            + " Exits with 0 if the extraction would begin, even with warnings, and else with its"
            + " code.",
    footer = {
      "  hpc extract check --source 'jdbc:sqlserver://db1;databaseName=HPC_FI' \\",
      "      --user hpc --country FI --out dumps/fi --max-rows-per-second 20000",
      "  hpc extract check --source 'jdbc:h2:file:./finland;MODE=MSSQLServer' \\",
      "      --country FI --out dumps/fi --json"
    })
final class ExtractCheckCommand extends ExtractionCommand {

  private static final String UNKNOWN = "?";

  @Option(names = "--json", order = 60, description = "Print it for programs.")
  private boolean asJson;

  @Override
  protected void run() throws Exception {
    Extraction extraction = extraction();
    SourceOptions.silenceDrivers();
    PreflightReport report;
    try (ProgressLine progress = progress()) {
      report = Preflight.check(extraction, doing -> progress.update(() -> doing + " …"));
    }
    if (asJson) {
      output().line(json(report));
    } else {
      print(report);
    }
    Optional<Finding> refusal = report.refusal();
    if (refusal.isPresent()) {
      long others =
          report.findings().stream().filter(each -> each.status() == Status.REFUSED).count() - 1;
      throw new CommandException(
          code(refusal.get().subject(), extraction),
          "the extraction would not begin: "
              + refusal.get().text()
              + (others == 0
                  ? ""
                  : String.format(Locale.ROOT, " (and %d more, all listed above)", others)));
    }
  }

  /** Returns the exit code that {@code hpc extract} would have. */
  private static ExitCode code(Finding.Subject subject, Extraction extraction) {
    return switch (subject) {
      case SCHEMA, PSEUDONYMS -> ExitCode.DATA;
      case DELTA -> isBaseThere(extraction) ? ExitCode.DATA : ExitCode.REFUSED;
      case FOLDER -> ExitCode.REFUSED;
      case DISK -> ExitCode.LOCAL;
      default -> ExitCode.CONNECTION;
    };
  }

  private static boolean isBaseThere(Extraction extraction) {
    return extraction.delta().stream()
        .anyMatch(delta -> Files.exists(delta.base().resolve(DumpLayout.MANIFEST)));
  }

  private void print(PreflightReport report) throws IOException {
    Table findings = new Table("STATUS", "SUBJECT", "FINDING");
    for (Finding finding : report.findings()) {
      List<String> lines = finding.text().lines().toList();
      findings.add(ConstantNames.words(finding.status()), finding.subject(), lines.get(0));
      lines.stream().skip(1).forEach(line -> findings.add("", "", line));
    }
    findings.print(output());
    if (report.tables().isEmpty()) {
      return;
    }
    output().line("");
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
    tables.print(output());
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

  /** Returns the report as JSON without unknown figures. */
  private static String json(PreflightReport report) {
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
